package org.backflow.fixedpoint;

import java.util.EnumSet;
import java.util.Set;

/**
 * A {@link Conversion} in the form that lanes compute: limit((accumulator + constant + random)
 * &gt;&gt; shift), the same operations for every lane and value.
 *
 * <p>It is {@linkplain #uniform uniform} for the roundings that add a constant, or random bits, and
 * cut off, and for the overflows that limit. The others go the general way, one by one.
 *
 * @param conversion what is computed
 * @param shift the bits dropped
 * @param constant what is added before: a half for {@code RND}, else zero
 * @param randomMask which bits of the register are added: the dropped ones for {@code STOCHASTIC}
 * @param lowest the smallest word
 * @param highest the largest word
 * @param uniform whether the form applies
 */
public record LaneConversion(
    Conversion conversion,
    int shift,
    long constant,
    int randomMask,
    int lowest,
    int highest,
    boolean uniform) {

  private static final Set<Rounding> ADDS_A_CONSTANT_OR_BITS =
      EnumSet.of(Rounding.TRN, Rounding.RND, Rounding.STOCHASTIC);

  /** Returns the form of {@code conversion}. */
  public static LaneConversion of(Conversion conversion) {
    int shift = conversion.shift();
    Rounding rounding = conversion.rounding();
    boolean uniform =
        shift >= 0
            && shift < Integer.SIZE - 1
            && conversion.target().width() < Integer.SIZE
            && !conversion.divides()
            && (shift == 0 || ADDS_A_CONSTANT_OR_BITS.contains(rounding))
            && conversion.overflow() != Overflow.WRAP;
    int dropped = uniform ? (1 << shift) - 1 : 0;
    int highest = (int) conversion.target().maxCode();
    int lowest = (int) conversion.target().minCode();
    if (conversion.overflow() == Overflow.SAT_SYM) {
      lowest = conversion.target().signed() ? -highest : 0;
    }
    return new LaneConversion(
        conversion,
        shift,
        rounding == Rounding.RND ? (dropped + 1L) >> 1 : 0L,
        rounding == Rounding.STOCHASTIC ? dropped : 0,
        lowest,
        highest,
        uniform);
  }

  /** Returns whether registers step. */
  public boolean isStochastic() {
    return randomMask != 0;
  }
}
