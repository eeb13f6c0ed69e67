package org.backflow.report.chart;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.backflow.report.text.Decimals;

/**
 * A linear axis with round ticks: both ends are ticks, and neighbours differ by 1, 2 or 5 times a
 * power of ten.
 *
 * @param first the tick at the low end, in steps
 * @param last the tick at the high end, in steps
 * @param step the distance between ticks
 */
public record LinearAxis(long first, long last, BigDecimal step) {

  private static final int MOST_DECIMALS = 15;
  private static final int[] ROUND = {1, 2, 5, 10};

  /** Returns an axis that covers {@code low} to {@code high} in about {@code intervals} steps. */
  static LinearAxis covering(double low, double high, int intervals) {
    double lowest = Math.min(finite(low), finite(high));
    double highest = Math.max(finite(low), finite(high));
    // In parts, since the whole span of two doubles may be beyond any double.
    double interval = highest / intervals - lowest / intervals;
    if (!(interval > 0.0)) {
      interval = Math.max(Math.abs(highest), 1.0) / 100.0 / intervals;
    }
    BigDecimal step = roundStep(interval);
    long first = steps(lowest, step, RoundingMode.FLOOR);
    long last = steps(highest, step, RoundingMode.CEILING);
    return new LinearAxis(first, Math.max(last, first + 1), step);
  }

  /** Returns an axis from zero. */
  static LinearAxis fromZero(double high, int intervals) {
    return covering(0.0, high > 0.0 ? high : 1.0, intervals);
  }

  /** Returns an axis that covers 1 to {@code high} and whose ticks are whole numbers. */
  static LinearAxis counting(int high, int intervals) {
    LinearAxis axis = covering(1, high, intervals);
    return axis.step.compareTo(BigDecimal.ONE) < 0
        ? new LinearAxis(1, Math.max(high, 2), BigDecimal.ONE)
        : axis;
  }

  /** A figure that diverged still has its place, at the end of the axis or at zero. */
  static double finite(double value) {
    return Double.isNaN(value)
        ? 0.0
        : Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, value));
  }

  private static BigDecimal roundStep(double atLeast) {
    int exponent = (int) Math.floor(StrictMath.log10(atLeast));
    for (int factor : ROUND) {
      BigDecimal step = BigDecimal.valueOf(factor).scaleByPowerOfTen(exponent);
      if (step.doubleValue() >= atLeast) {
        return step;
      }
    }
    return BigDecimal.TEN.scaleByPowerOfTen(exponent);
  }

  /** No more digits than those of a double, so it fits: the step is a share of the span. */
  private static long steps(double value, BigDecimal step, RoundingMode rounding) {
    return new BigDecimal(value).divide(step, 0, rounding).longValueExact();
  }

  /** Returns the ticks, ascending. */
  List<BigDecimal> ticks() {
    List<BigDecimal> ticks = new ArrayList<>();
    for (long tick = first; tick <= last; tick++) {
      ticks.add(step.multiply(BigDecimal.valueOf(tick)));
    }
    return ticks;
  }

  /** Returns where {@code value} lies: 0 at the low end, 1 at the high end. */
  double position(double value) {
    return (finite(value) / step.doubleValue() - first) / ((double) last - first);
  }

  /** Returns the text of a tick, with as many decimals as the step has. */
  String label(BigDecimal tick) {
    int decimals = Math.max(0, step.stripTrailingZeros().scale());
    return decimals == 0 || decimals > MOST_DECIMALS
        ? Decimals.tick(tick)
        : tick.setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
  }
}
