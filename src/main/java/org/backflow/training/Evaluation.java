package org.backflow.training;

/**
 * What one network made of a set of samples.
 *
 * @param correct how many it classifies correctly: the largest output wins, the lowest class among
 *     equals
 * @param deadOutputs how many of its output units are above 0.5 for none of them; a unit that has
 *     saturated at zero has no derivative left to learn by
 */
public record Evaluation(int correct, int deadOutputs) {}
