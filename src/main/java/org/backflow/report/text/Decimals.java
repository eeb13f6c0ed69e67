package org.backflow.report.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Numbers as text, the same on every Java release: the digits of {@code String.format} and {@code
 * Double.toString} depend on it.
 */
public final class Decimals {

  private static final BigDecimal LONGEST_TICK = BigDecimal.ONE.scaleByPowerOfTen(15);
  private static final BigDecimal SHORTEST_TICK = BigDecimal.ONE.scaleByPowerOfTen(-15);

  private Decimals() {}

  /**
   * Returns {@code value} with {@code digits} behind the point, or {@code NaN} or {@code Infinity}:
   * what training that diverged leaves behind.
   */
  public static String fixed(double value, int digits) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    return new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
  }

  /** Returns {@code value} with {@code digits} significant digits: {@code -1.25E-4}. */
  public static String scientific(double value, int digits) {
    if (!Double.isFinite(value) || value == 0.0) {
      return value == 0.0 ? "0" : Double.toString(value);
    }
    BigDecimal rounded = new BigDecimal(value, new MathContext(digits, RoundingMode.HALF_EVEN));
    int exponent = rounded.precision() - rounded.scale() - 1;
    String mantissa = rounded.scaleByPowerOfTen(-exponent).setScale(digits - 1).toPlainString();
    return mantissa + "E" + exponent;
  }

  /**
   * Returns the number beside a tick: as it is written, but with an exponent where it would be too
   * long to stand there.
   */
  public static String tick(BigDecimal value) {
    BigDecimal magnitude = value.abs();
    if (magnitude.compareTo(LONGEST_TICK) >= 0
        || (value.signum() != 0 && magnitude.compareTo(SHORTEST_TICK) < 0)) {
      return value.stripTrailingZeros().round(MathContext.DECIMAL32).toString().replace("E+", "E");
    }
    return value.stripTrailingZeros().scale() <= 0
        ? grouped(value.longValueExact())
        : value.toPlainString();
  }

  /** Returns {@code value} with a comma every three digits. */
  public static String grouped(long value) {
    String digits = Long.toString(Math.abs(value));
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < digits.length(); i++) {
      if (i > 0 && (digits.length() - i) % 3 == 0) {
        text.append(',');
      }
      text.append(digits.charAt(i));
    }
    return value < 0 ? "-" + text : text.toString();
  }

  /** Returns {@code bits} in bytes with three significant digits or more and their unit. */
  public static String bytes(long bits) {
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
    double value = bits / 8.0;
    int unit = 0;
    while (value >= 1024.0 && unit < units.length - 1) {
      value /= 1024.0;
      unit++;
    }
    return fixed(value, value >= 100.0 ? 1 : 2) + " " + units[unit];
  }

  /** Returns an energy of {@code picojoules} with three significant digits or more and its unit. */
  public static String energy(double picojoules) {
    String[] units = {"pJ", "nJ", "uJ", "mJ", "J"};
    double value = picojoules;
    int unit = 0;
    while (value >= 1000.0 && unit < units.length - 1) {
      value /= 1000.0;
      unit++;
    }
    return fixed(value, value >= 100.0 ? 1 : 2) + " " + units[unit];
  }
}
