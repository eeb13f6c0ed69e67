package org.backflow.sweep;

import static org.backflow.configuration.kind.Key.optional;
import static org.backflow.configuration.kind.Key.required;
import static org.backflow.configuration.kind.Key.requiredUnless;
import static org.backflow.configuration.kind.ValueKind.written;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backflow.configuration.kind.JsonSchema;
import org.backflow.configuration.kind.Keys;
import org.backflow.configuration.kind.Section;
import org.backflow.configuration.kind.ValueKind;
import org.backflow.configuration.tree.WrittenValue;

/** The values of an axis as the map {@code {from: 1, to: 64, factor: 2}} says them. */
final class LevelRange {

  /** Without it a product of thousands of factors has thousands of digits. */
  private static final MathContext PRODUCT = MathContext.DECIMAL128;

  /** The keys of the map. */
  static final Section<List<WrittenValue>> VALUES = Section.of(LevelRange::values);

  private LevelRange() {}

  private static List<WrittenValue> values(Keys<List<WrittenValue>> keys) {
    WrittenValue from =
        keys.written(required("from", number(Map.of()), "The first value.").startingWith("1"));
    BigDecimal first = decimal(keys, "from", from);
    BigDecimal last =
        decimal(
            keys,
            "to",
            keys.written(
                required("to", number(Map.of()), "The last value, if it is met exactly.")
                    .startingWith("8")));
    Optional<WrittenValue> step =
        keys.written(
            requiredUnless(
                    "factor", "step", number(Map.of("exclusiveMinimum", 0)), "What is added.")
                .startingWith("1"));
    Optional<WrittenValue> factor =
        keys.written(
            optional("factor", number(Map.of("exclusiveMinimum", 1)), "What is multiplied by."));
    if (step.isPresent() && factor.isPresent()) {
      throw keys.refusal("factor", "either a 'step' or a 'factor' of the range");
    }
    String key = step.isPresent() ? "step" : "factor";
    BigDecimal by = decimal(keys, key, step.or(() -> factor).orElseThrow());
    if (step.isPresent() && by.signum() <= 0) {
      throw keys.refusal("step", "a number above 0");
    }
    if (factor.isPresent() && (by.compareTo(BigDecimal.ONE) <= 0 || first.signum() <= 0)) {
      throw keys.refusal("factor", "a number above 1, and 'from' above 0");
    }
    if (last.compareTo(first) < 0) {
      throw keys.refusal("to", "a number not below 'from'");
    }
    if (count(first, last, by, step.isPresent()) >= Axis.MOST_LEVELS) {
      throw keys.refusal(key, "at most " + Axis.MOST_LEVELS + " values in the range");
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

  /** Returns any value, so that a wrong one is refused at its place and not in its form. */
  private static ValueKind<WrittenValue> number(Map<String, Object> limit) {
    return written()
        .withSchema(
            () -> {
              Map<String, Object> schema = JsonSchema.of("type", "number");
              schema.putAll(limit);
              return schema;
            });
  }

  private static BigDecimal decimal(Keys<?> keys, String key, WrittenValue value) {
    return value.decimal().orElseThrow(() -> keys.refusal(key, "a number"));
  }
}
