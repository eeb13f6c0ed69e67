package org.backflow.report.result;

/**
 * A figure of a stored file that comes out otherwise now.
 *
 * @param figure the keys that lead to it, such as {@code schemes[one-hot].step.cycles}
 * @param stored what the file says, as JSON
 * @param now what this version computes, as JSON
 */
public record StoredDifference(String figure, String stored, String now) {}
