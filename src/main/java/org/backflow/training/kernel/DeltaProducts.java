package org.backflow.training.kernel;

/**
 * The two products of delta = e a (1 - a).
 *
 * @param one the code of 1 among the activations
 * @param derivative a times its complement to one
 * @param delta e times the derivative
 */
public record DeltaProducts(int one, LaneProduct derivative, LaneProduct delta) {}
