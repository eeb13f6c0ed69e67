package org.backflow.training;

import org.backflow.fixedpoint.Conversion;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.Lfsr;
import org.backflow.fixedpoint.Overflow;
import org.backflow.fixedpoint.RandomBits;
import org.backflow.fixedpoint.Role;
import org.backflow.fixedpoint.Rounding;
import org.backflow.quantized.UpdateAlignment;

/**
 * Subtracts x g from one row of W<sub>1</sub>, all lanes, for minibatches of one: the innermost
 * loop of fixed-point training.
 *
 * <p>The general form aligns the weight, subtracts, converts. The narrow form stays within 32 bits:
 * the conversion drops exactly the bits by which the weight was aligned, so for roundings that add
 * a constant and cut off, convert(2<sup>s</sup> W - x g) = W + floor((c - x g) / 2<sup>s</sup>). It
 * is chosen when |x g| + 2<sup>s</sup> is below 2<sup>31</sup> for every word of the formats.
 */
final class UpdateKernel {

  private final UpdateAlignment alignment;
  private final Conversion conversion;
  private final boolean narrow;
  private final int shift;
  private final int lowest;
  private final int highest;

  UpdateKernel(FixedPointArithmetic arithmetic) {
    this.alignment = UpdateAlignment.of(arithmetic, Role.INPUT);
    this.conversion = arithmetic.weight().from(alignment.fractionBits());
    this.shift = conversion.shift();
    long largest =
        arithmetic.format(Role.INPUT).maxMagnitude()
            * arithmetic.format(Role.GRADIENT).maxMagnitude();
    this.narrow =
        shift > 0
            && shift < Integer.SIZE - 1
            && largest + (1L << shift) < 1L << (Integer.SIZE - 1)
            && arithmetic.format(Role.WEIGHT).width() < Integer.SIZE - 1
            && conversion.rounding() != Rounding.RND_CONV
            && conversion.rounding() != Rounding.RND_ZERO
            && conversion.overflow() != Overflow.WRAP;
    this.highest = (int) arithmetic.format(Role.WEIGHT).maxCode();
    this.lowest =
        conversion.overflow() == Overflow.SAT_SYM
            ? -highest
            : (int) arithmetic.format(Role.WEIGHT).minCode();
  }

  /** Returns whether the 32-bit form serves this arithmetic. */
  boolean isNarrow() {
    return narrow;
  }

  /** Updates {@code weights[row .. row + g.length)}; {@code random} holds one register per lane. */
  void subtract(int[] weights, int row, int x, int[] g, RandomBits random) {
    if (!narrow) {
      subtractGeneral(weights, row, x, g, random);
    } else if (conversion.rounding() == Rounding.STOCHASTIC) {
      subtractStochastic(weights, row, x, g, random.states());
    } else {
      int constant = conversion.rounding() == Rounding.RND ? 1 << (shift - 1) : 0;
      for (int lane = 0; lane < g.length; lane++) {
        int updated = weights[row + lane] + ((constant - x * g[lane]) >> shift);
        weights[row + lane] = Math.max(lowest, Math.min(highest, updated));
      }
    }
  }

  private void subtractStochastic(int[] weights, int row, int x, int[] g, int[] states) {
    int mask = (1 << shift) - 1;
    for (int lane = 0; lane < g.length; lane++) {
      int product = x * g[lane];
      int state = states[lane];
      int updated = weights[row + lane] + (((state & mask) - product) >> shift);
      weights[row + lane] = Math.max(lowest, Math.min(highest, updated));
      // All ones where bits are dropped, and the register therefore steps.
      int dropped = product & mask;
      int inexact = (dropped | -dropped) >> (Integer.SIZE - 1);
      states[lane] = state ^ ((state ^ Lfsr.next(state)) & inexact);
    }
  }

  /** The plain meaning of an update, for any formats and minibatch sums. */
  void subtractGeneral(int[] weights, int row, int x, int[] g, RandomBits random) {
    for (int lane = 0; lane < g.length; lane++) {
      weights[row + lane] = updated(weights[row + lane], (long) x * g[lane], random, lane);
    }
  }

  /** Returns the word that follows {@code weight} when {@code sum} = sum of a g is subtracted. */
  int updated(int weight, long sum, RandomBits random, int lane) {
    long accumulator =
        ((long) weight << alignment.weightShift()) - (sum << alignment.productShift());
    return (int) conversion.apply(accumulator, random, lane);
  }
}
