package org.backflow.sweep;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backflow.configuration.tree.WrittenValue;
import org.backflow.figure.Kind;
import org.jspecify.annotations.Nullable;

/**
 * One dimension of a grid.
 *
 * @param name a key of the experiment, {@value #SCHEME}, or the name of a variable
 * @param isVariable whether it is there to be named by the values of other axes alone
 * @param levels its values, at least one
 * @param kind what the values are
 */
record Axis(String name, boolean isVariable, List<WrittenValue> levels, Kind kind) {

  /** The axis of feedback schemes. */
  static final String SCHEME = "scheme";

  /** The most levels. */
  static final int MOST_LEVELS = 100_000;

  /** Checks that there is a level, and copies the list. */
  Axis {
    levels = List.copyOf(levels);
    if (levels.isEmpty()) {
      throw new IllegalArgumentException("the axis " + name + " has no values");
    }
  }

  static Axis of(String name, boolean isVariable, List<WrittenValue> levels) {
    return new Axis(name, isVariable, levels, kind(levels));
  }

  boolean isScheme() {
    return name.equals(SCHEME);
  }

  /** Returns the kind of a column that holds all of {@code values}. */
  static Kind kind(List<WrittenValue> values) {
    if (!values.stream().allMatch(value -> value.decimal().isPresent())) {
      return Kind.TEXT;
    }
    return values.stream().allMatch(Axis::isLong) ? Kind.COUNT : Kind.NUMBER;
  }

  private static boolean isLong(WrittenValue value) {
    BigDecimal number = value.decimal().orElseThrow();
    return number.stripTrailingZeros().scale() <= 0
        && number.abs().compareTo(BigDecimal.valueOf(1L << 53)) <= 0;
  }

  /** Returns the cell of a value in a column of {@code kind}. */
  static @Nullable Object cell(WrittenValue value, Kind kind) {
    Optional<BigDecimal> number = value.decimal();
    return switch (kind) {
      case TEXT -> value.text();
      case BITS, COUNT -> number.map(n -> (Object) n.longValue()).orElse(null);
      default -> number.map(n -> (Object) n.doubleValue()).orElse(null);
    };
  }

  /** Returns a level with the variables in it replaced. */
  WrittenValue level(int level, Map<String, String> variables) {
    return levels.get(level).with(variables);
  }
}
