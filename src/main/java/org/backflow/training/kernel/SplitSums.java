package org.backflow.training.kernel;

/**
 * Sums in both {@linkplain SplitSum parts}, lane by lane.
 *
 * @param highs the high parts
 * @param lows the low parts
 */
@SuppressWarnings("ArrayRecordComponent") // kept from call to call, never compared
record SplitSums(int[] highs, int[] lows) {}
