package org.backflow.fixedpoint;

/**
 * How the bits that a conversion drops are rounded. Names and meanings follow {@code ap_fixed} (AMD
 * UG1399, table "Quantization Modes") with {@code STOCHASTIC} added as in Gupta et al. 2015,
 * section 3.1 ("Deep Learning with Limited Numerical Precision").
 */
public enum Rounding {
  /** Toward minus infinity: the dropped bits are cut off. */
  TRN {
    @Override
    long shiftRight(long value, int shift, int random) {
      return value >> shift;
    }

    @Override
    boolean isUp(long floor, long rest, long divisor, int random) {
      return false;
    }
  },
  /** Toward zero: the dropped bits of the magnitude are cut off. */
  TRN_ZERO {
    @Override
    long shiftRight(long value, int shift, int random) {
      return (value + (value < 0 ? (1L << shift) - 1 : 0)) >> shift;
    }

    @Override
    boolean isUp(long floor, long rest, long divisor, int random) {
      return floor < 0;
    }
  },
  /** To nearest, ties toward plus infinity. */
  RND {
    @Override
    long shiftRight(long value, int shift, int random) {
      return (value + half(shift)) >> shift;
    }

    @Override
    boolean isUp(long floor, long rest, long divisor, int random) {
      return rest >= divisor - rest;
    }
  },
  /** To nearest, ties to even. */
  RND_CONV {
    @Override
    long shiftRight(long value, int shift, int random) {
      // Just below a half is added to even quotients and a half to odd ones.
      return (value + half(shift) - 1 + ((value >> shift) & 1)) >> shift;
    }

    @Override
    boolean isUp(long floor, long rest, long divisor, int random) {
      return rest > divisor - rest - (floor & 1);
    }
  },
  /** To nearest, ties toward zero. */
  RND_ZERO {
    @Override
    long shiftRight(long value, int shift, int random) {
      return (value + half(shift) - (value >= 0 ? 1 : 0)) >> shift;
    }

    @Override
    boolean isUp(long floor, long rest, long divisor, int random) {
      return rest > divisor - rest - (floor < 0 ? 1 : 0);
    }
  },
  /** Up with the probability of the dropped fraction: random bits are added, then cut off. */
  STOCHASTIC {
    @Override
    long shiftRight(long value, int shift, int random) {
      return (value + (random & ((1L << shift) - 1))) >> shift;
    }

    /** The register, as a fraction of one, is scaled to the divisor: a multiplication. */
    @Override
    boolean isUp(long floor, long rest, long divisor, int random) {
      return rest + ((Integer.toUnsignedLong(random) * divisor) >>> Lfsr.BITS) >= divisor;
    }
  };

  /** The names of those that give the same word whatever was rounded before, for messages. */
  static final String REPEATABLE = "TRN, TRN_ZERO, RND, RND_CONV, RND_ZERO";

  /**
   * Returns {@code value / 2^shift}, rounded.
   *
   * @param shift 1 to 62; {@code value + 2^shift} must not overflow
   * @param random the bits that {@code STOCHASTIC} adds; ignored by the others
   */
  abstract long shiftRight(long value, int shift, int random);

  /**
   * Returns whether a quotient that is not exact becomes the integer above, instead of the one
   * below.
   *
   * @param floor the integer below
   * @param rest what remains, within 1 and {@code divisor - 1}
   * @param divisor for {@code STOCHASTIC} at most 2<sup>32</sup>
   */
  abstract boolean isUp(long floor, long rest, long divisor, int random);

  private static long half(int shift) {
    return 1L << (shift - 1);
  }
}
