package org.backflow.fixedpoint;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * What a conversion means, in decimal numbers and without any of the bit tricks of the code under
 * test: slow, obvious, and the judge of every rounding and overflow.
 */
public final class ConversionSpecification {
  private static final BigDecimal HALF = new BigDecimal("0.5");

  private ConversionSpecification() {}

  /** Returns {@code accumulator / 2^shift}, rounded; {@code state} is that of the register. */
  public static BigInteger round(Rounding rounding, BigInteger accumulator, int shift, int state) {
    if (shift <= 0) {
      return accumulator.shiftLeft(-shift);
    }
    BigDecimal unit = HALF.pow(shift);
    BigDecimal quotient = new BigDecimal(accumulator).multiply(unit);
    BigDecimal rounded =
        switch (rounding) {
          case TRN -> quotient.setScale(0, RoundingMode.FLOOR);
          case TRN_ZERO -> quotient.setScale(0, RoundingMode.DOWN);
          case RND -> quotient.add(HALF).setScale(0, RoundingMode.FLOOR);
          case RND_CONV -> quotient.setScale(0, RoundingMode.HALF_EVEN);
          case RND_ZERO -> quotient.setScale(0, RoundingMode.HALF_DOWN);
          case STOCHASTIC ->
              quotient
                  .add(new BigDecimal(lowBits(state, shift)).multiply(unit))
                  .setScale(0, RoundingMode.FLOOR);
        };
    return rounded.toBigIntegerExact();
  }

  /**
   * Returns {@code accumulator / (divisor 2^shift)}, rounded. For {@code STOCHASTIC} the odd part
   * of the divisor, with the bits that are dropped, scales the register.
   */
  public static BigInteger divide(
      Rounding rounding, BigInteger accumulator, int shift, int divisor, int state) {
    int zeros = Integer.numberOfTrailingZeros(divisor);
    if (divisor >> zeros == 1) {
      return round(rounding, accumulator, shift + zeros, state);
    }
    BigInteger numerator = accumulator.shiftLeft(Math.max(-shift - zeros, 0));
    BigInteger whole = BigInteger.valueOf(divisor >> zeros).shiftLeft(Math.max(shift + zeros, 0));
    BigInteger floor = numerator.subtract(numerator.mod(whole)).divide(whole);
    BigInteger rest = numerator.mod(whole);
    if (rest.signum() == 0) {
      return floor;
    }
    int half = rest.shiftLeft(1).compareTo(whole);
    boolean up =
        switch (rounding) {
          case TRN -> false;
          case TRN_ZERO -> accumulator.signum() < 0;
          case RND -> half >= 0;
          case RND_CONV -> half > 0 || (half == 0 && floor.testBit(0));
          case RND_ZERO -> half > 0 || (half == 0 && accumulator.signum() < 0);
          case STOCHASTIC ->
              rest.add(lowBits(state, 32).multiply(whole).shiftRight(32)).compareTo(whole) >= 0;
        };
    return up ? floor.add(BigInteger.ONE) : floor;
  }

  /** Returns whether {@code accumulator / (divisor 2^shift)} is no integer. */
  public static boolean isInexact(BigInteger accumulator, int shift, int divisor) {
    int zeros = Integer.numberOfTrailingZeros(divisor);
    return isInexact(accumulator, shift + zeros)
        || accumulator.mod(BigInteger.valueOf(divisor >> zeros)).signum() != 0;
  }

  /** Returns whether {@code accumulator / 2^shift} is no integer. */
  public static boolean isInexact(BigInteger accumulator, int shift) {
    return shift > 0 && accumulator.mod(BigInteger.TWO.pow(shift)).signum() != 0;
  }

  /** Returns {@code code} brought into the range of {@code format}. */
  public static long limit(Overflow overflow, BigInteger code, FixedPointFormat format) {
    BigInteger values = BigInteger.TWO.pow(format.width());
    BigInteger end = format.signed() ? values.divide(BigInteger.TWO) : values;
    BigInteger largest = end.subtract(BigInteger.ONE);
    BigInteger smallest = end.subtract(values);
    return switch (overflow) {
      case SAT -> code.max(smallest).min(largest).longValueExact();
      case SAT_SYM -> {
        BigInteger symmetric = format.signed() ? largest.negate() : BigInteger.ZERO;
        yield code.max(symmetric).min(largest).longValueExact();
      }
      case WRAP -> {
        BigInteger residue = code.mod(values);
        yield (residue.compareTo(end) < 0 ? residue : residue.subtract(values)).longValueExact();
      }
    };
  }

  private static BigInteger lowBits(int state, int count) {
    return BigInteger.valueOf(Integer.toUnsignedLong(state)).mod(BigInteger.TWO.pow(count));
  }
}
