/**
 * The bit-true model: what the hardware computes, word for word.
 *
 * <p>Start at {@link org.backflow.quantized.FixedPointInterpreter}: it reads a plan, computes it in
 * integers under the arithmetic contract of {@link org.backflow.fixedpoint.Conversion}, and tallies
 * every multiplication it issues.
 */
@NullMarked
package org.backflow.quantized;

import org.jspecify.annotations.NullMarked;
