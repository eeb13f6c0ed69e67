package org.backflow.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.backflow.fixedpoint.Conversion;
import org.backflow.fixedpoint.Quotient;
import org.backflow.fixedpoint.RandomBits;

/** A lane that counts, and fails where a sum, a product or an accumulator exceeds a bound. */
final class CheckedLane implements FixedPointLane {
  private final RandomBits random = RandomBits.of(3, 1, 1);
  private final BigInteger bound;
  private final String what;
  private BigInteger largest = BigInteger.ZERO;
  int multiplies;
  int adds;
  int divisions;

  CheckedLane(BigInteger bound, String what) {
    this.bound = bound;
    this.what = what;
  }

  @Override
  public long multiply(long left, long right) {
    multiplies++;
    return bounded(Math.multiplyExact(left, right));
  }

  @Override
  public long add(long left, long right) {
    adds++;
    return bounded(Math.addExact(left, right));
  }

  /** The quotient before it is rounded is a sum, too. */
  @Override
  public long divide(Quotient quotient, long dividend, long divisor, long addend) {
    divisions++;
    adds++;
    return quotient.limit(bounded(quotient.round(dividend, divisor, addend, random, 0)));
  }

  @Override
  public long convert(Conversion conversion, long accumulator) {
    return conversion.apply(bounded(accumulator), random, 0);
  }

  private long bounded(long value) {
    assertThat(BigInteger.valueOf(value).abs()).as(what).isLessThanOrEqualTo(bound);
    largest = largest.max(BigInteger.valueOf(value).abs());
    return value;
  }

  /** Returns the largest magnitude so far. */
  BigInteger largest() {
    return largest;
  }
}
