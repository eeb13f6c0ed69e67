/**
 * The training step as a value: the one description that interpreters, cost model and hardware
 * reference all read.
 *
 * <p>Start at {@link org.backflow.plan.StepPlan}. Nothing else in Backflow decides what a training
 * step consists of, so what is counted cannot drift from what is computed.
 */
@NullMarked
package org.backflow.plan;

import org.jspecify.annotations.NullMarked;
