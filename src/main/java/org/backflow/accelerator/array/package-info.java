/**
 * The systolic arrays register by register: the stepped model between the closed forms of cycles
 * and the RTL in {@code hdl-ref}.
 *
 * <p>Start at {@link org.backflow.accelerator.array.SystolicArray}. Every register of the RTL is
 * here under its name, and every model is clocked in two phases: all inputs are read before any
 * register is written.
 */
@NullMarked
package org.backflow.accelerator.array;

import org.jspecify.annotations.NullMarked;
