/**
 * What a training step costs on a systolic accelerator: cycles, traffic and energy.
 *
 * <p>Start at {@link org.backflow.accelerator.CostModel}, which reads a plan and prices every
 * operation by closed forms. What the memories add is in {@code memory}, when operations run in
 * {@code timeline}, what an FPGA needs in {@code resources}, the stepped models in {@code array}.
 */
@NullMarked
package org.backflow.accelerator;

import org.jspecify.annotations.NullMarked;
