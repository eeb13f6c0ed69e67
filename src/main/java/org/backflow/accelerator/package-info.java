/**
 * What a training step costs on a systolic accelerator: cycles, traffic and energy.
 *
 * <p>Start at {@link org.backflow.accelerator.CostModel}, which reads a plan and prices every
 * operation by closed forms. Cycles are free of stalls here: operands are always in the on-chip
 * memories.
 */
@NullMarked
package org.backflow.accelerator;

import org.jspecify.annotations.NullMarked;
