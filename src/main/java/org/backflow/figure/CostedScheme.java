package org.backflow.figure;

import org.backflow.accelerator.StepCost;

/**
 * A step under a scheme, beside the one that gains are measured against.
 *
 * @param name of the scheme
 * @param step what its step costs
 * @param baseline the sums over the step of backpropagation
 */
public record CostedScheme(String name, PricedStep step, StepCost.Totals baseline) {}
