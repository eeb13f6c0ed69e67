package org.backflow.report.chart;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.backflow.report.text.Decimals;

/**
 * A logarithmic axis whose ends and ticks are powers of ten.
 *
 * @param first the exponent of the low end
 * @param last the exponent of the high end
 */
public record LogAxis(int first, int last) {

  private static final int FEW_DECADES = 2;
  private static final int[] FINE = {1, 2, 5};
  private static final int[] COARSE = {1};

  /** Returns an axis that covers {@code low} to {@code high}, both positive. */
  public static LogAxis covering(double low, double high) {
    if (!(low > 0.0 && high >= low)) {
      throw new IllegalArgumentException("axis from " + low + " to " + high);
    }
    int first = (int) Math.floor(StrictMath.log10(low));
    int last = (int) Math.ceil(StrictMath.log10(high));
    return new LogAxis(first, Math.max(last, first + 1));
  }

  /** Returns the ticks, ascending: powers of ten and, if there are few, 2 and 5 times them. */
  public List<BigDecimal> ticks() {
    List<BigDecimal> ticks = new ArrayList<>();
    for (int exponent = first; exponent < last; exponent++) {
      for (int factor : last - first <= FEW_DECADES ? FINE : COARSE) {
        ticks.add(BigDecimal.valueOf(factor).scaleByPowerOfTen(exponent));
      }
    }
    ticks.add(BigDecimal.ONE.scaleByPowerOfTen(last));
    return ticks;
  }

  /** Returns where {@code value} lies: 0 at the low end, 1 at the high end. */
  public double position(double value) {
    return (StrictMath.log10(value) - first) / (last - first);
  }

  /** Returns the value at the low end. */
  double low() {
    return StrictMath.pow(10.0, first);
  }

  /** Returns the value at the high end. */
  double high() {
    return StrictMath.pow(10.0, last);
  }

  /** Returns the text of a tick: {@code 0.01}, {@code 1,000}. */
  public static String label(BigDecimal tick) {
    return Decimals.tick(tick);
  }
}
