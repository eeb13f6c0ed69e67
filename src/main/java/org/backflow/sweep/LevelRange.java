package org.backflow.sweep;

import static org.backflow.configuration.kind.ValueKind.written;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.backflow.configuration.kind.ConfigurationMap;
import org.backflow.configuration.tree.WrittenValue;

/** The values of an axis as the map {@code {from: 1, to: 64, factor: 2}} says them. */
final class LevelRange {

  /** Without it a product of thousands of factors has thousands of digits. */
  private static final MathContext PRODUCT = MathContext.DECIMAL128;

  private LevelRange() {}

  /**
   * Returns the values.
   *
   * @throws org.backflow.configuration.tree.ConfigurationException if they are none, or too many
   */
  static List<WrittenValue> values(ConfigurationMap map) {
    WrittenValue from = map.required("from", written());
    BigDecimal first = number(map, "from", from);
    BigDecimal last = number(map, "to", map.required("to", written()));
    Optional<WrittenValue> factor = map.optional("factor", written());
    Optional<WrittenValue> step =
        factor.isEmpty()
            ? Optional.of(map.required("step", written()))
            : map.optional("step", written());
    if (step.isPresent() && factor.isPresent()) {
      throw map.refusal("factor", "either a 'step' or a 'factor' of the range");
    }
    String key = step.isPresent() ? "step" : "factor";
    BigDecimal by = number(map, key, step.or(() -> factor).orElseThrow());
    if (step.isPresent() && by.signum() <= 0) {
      throw map.refusal("step", "a number above 0");
    }
    if (factor.isPresent() && (by.compareTo(BigDecimal.ONE) <= 0 || first.signum() <= 0)) {
      throw map.refusal("factor", "a number above 1, and 'from' above 0");
    }
    if (last.compareTo(first) < 0) {
      throw map.refusal("to", "a number not below 'from'");
    }
    if (count(first, last, by, step.isPresent()) >= Levels.MOST_LEVELS) {
      throw map.refusal(key, "at most " + Levels.MOST_LEVELS + " values in the range");
    }
    List<WrittenValue> levels = new ArrayList<>();
    for (BigDecimal level = first; level.compareTo(last) <= 0; ) {
      levels.add(from.number(level));
      level = step.isPresent() ? level.add(by) : level.multiply(by, PRODUCT);
    }
    return levels;
  }

  /** Returns one less than the number of values, which may be far too many to make. */
  private static double count(BigDecimal first, BigDecimal last, BigDecimal by, boolean isStep) {
    return isStep
        ? last.subtract(first).divide(by, MathContext.DECIMAL64).doubleValue()
        : (logarithm(last) - logarithm(first))
            / Math.log1p(by.subtract(BigDecimal.ONE).doubleValue());
  }

  /** Returns the natural logarithm, also of what no double can hold. */
  private static double logarithm(BigDecimal number) {
    int digits = number.precision() - number.scale();
    return Math.log(number.scaleByPowerOfTen(-digits).doubleValue()) + digits * Math.log(10);
  }

  private static BigDecimal number(ConfigurationMap map, String key, WrittenValue value) {
    return value.decimal().orElseThrow(() -> map.refusal(key, "a number"));
  }
}
