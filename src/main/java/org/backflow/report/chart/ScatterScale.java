package org.backflow.report.chart;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.backflow.figure.Kind;
import org.backflow.report.text.Decimals;
import org.backflow.sweep.Column;

/**
 * The scale of one direction of a scatter plot: linear, or logarithmic where positive figures span
 * more than {@value #LINEAR_SPAN} to 1.
 */
public final class ScatterScale {
  private static final double LINEAR_SPAN = 40.0;
  private static final int INTERVALS = 5;

  private final String title;
  private final double factor;
  private final boolean logarithmic;
  private final LinearAxis axis;

  private ScatterScale(String title, double factor, boolean logarithmic, LinearAxis axis) {
    this.title = title;
    this.factor = factor;
    this.logarithmic = logarithmic;
    this.axis = axis;
  }

  /** Returns a scale that covers {@code lowest} to {@code highest} of a column. */
  public static ScatterScale of(Column column, double lowest, double highest) {
    double low = Math.min(LinearAxis.finite(lowest), LinearAxis.finite(highest));
    double high = Math.max(LinearAxis.finite(lowest), LinearAxis.finite(highest));
    double factor = 1.0;
    String unit = column.unit();
    boolean logarithmic = low > 0.0 && high / low > LINEAR_SPAN;
    double largest = Math.max(Math.abs(low), Math.abs(high));
    if (column.kind() == Kind.ENERGY && !logarithmic) {
      String[] units = {"pJ", "nJ", "uJ", "mJ", "J"};
      int index = 0;
      while (largest * factor >= 1000.0 && index < units.length - 1) {
        factor /= 1000.0;
        index++;
      }
      unit = units[index];
    }
    String title = column.name() + (unit.isEmpty() ? "" : ", " + unit);
    return logarithmic
        ? new ScatterScale(
            title,
            factor,
            true,
            LinearAxis.covering(
                Math.floor(StrictMath.log10(low * factor)),
                Math.ceil(StrictMath.log10(high * factor)),
                INTERVALS))
        : new ScatterScale(
            title, factor, false, LinearAxis.covering(low * factor, high * factor, INTERVALS));
  }

  /** Returns what is measured, with its unit. */
  public String title() {
    return title + (logarithmic ? " (logarithmic)" : "");
  }

  /** Returns where a figure is, 0 at the low end and 1 at the high end. */
  public double position(double figure) {
    return axis.position(
        logarithmic ? StrictMath.log10(LinearAxis.finite(figure) * factor) : figure * factor);
  }

  /** A tick and what stands beside it. */
  public record Tick(double position, String label) {}

  public List<Tick> ticks() {
    List<Tick> ticks = new ArrayList<>();
    for (BigDecimal tick : axis.ticks()) {
      if (!logarithmic) {
        ticks.add(new Tick(axis.position(tick.doubleValue()), axis.label(tick)));
      } else if (tick.stripTrailingZeros().scale() <= 0) {
        BigDecimal power = BigDecimal.ONE.scaleByPowerOfTen(tick.intValueExact());
        ticks.add(new Tick(axis.position(tick.doubleValue()), Decimals.tick(power)));
      }
    }
    return ticks;
  }
}
