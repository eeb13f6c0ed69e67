/**
 * Functions of single elements, one file each with all that any reader of a plan asks of them: the
 * value in floating point, the code in fixed point, the largest accumulator, and the work.
 *
 * <p>Start at {@link org.backflow.function.ElementFunction}, or at {@link
 * org.backflow.function.Activation} for what a layer applies to its sums.
 */
@NullMarked
package org.backflow.function;

import org.jspecify.annotations.NullMarked;
