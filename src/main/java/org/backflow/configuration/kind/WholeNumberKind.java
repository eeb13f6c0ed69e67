package org.backflow.configuration.kind;

import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import org.backflow.configuration.tree.Node;
import org.backflow.configuration.tree.Scalar;

/** A whole number within bounds, both inclusive. */
final class WholeNumberKind<T> extends ValueKind<T> {
  private static final int MOST_DIGITS = 40;

  private final long minimum;
  private final long maximum;
  private final LongFunction<T> boxed;

  WholeNumberKind(long minimum, long maximum, LongFunction<T> boxed) {
    if (minimum > maximum) {
      throw new IllegalArgumentException("no number is from " + minimum + " to " + maximum);
    }
    this.minimum = minimum;
    this.maximum = maximum;
    this.boxed = boxed;
  }

  @Override
  public String expected() {
    return "a whole number from " + minimum + " to " + maximum;
  }

  @Override
  public Map<String, Object> schema() {
    Map<String, Object> schema = JsonSchema.of("type", "integer");
    if (minimum > Long.MIN_VALUE) {
      schema.put("minimum", minimum);
    }
    if (maximum != Long.MAX_VALUE && maximum != Integer.MAX_VALUE) {
      schema.put("maximum", maximum);
    }
    return schema;
  }

  @Override
  Optional<Object> write(T value) {
    return Optional.of(value);
  }

  @Override
  boolean hasForm(Node node) {
    return node instanceof Scalar scalar && scalar.type() == Scalar.Type.WHOLE_NUMBER;
  }

  @Override
  Optional<T> read(LocatedValue value) {
    if (hasForm(value.node()) && value.node() instanceof Scalar scalar) {
      Optional<BigInteger> number = parsed(scalar.text()).filter(this::isWithinBounds);
      if (number.isPresent()) {
        return number.map(BigInteger::longValueExact).map(boxed::apply);
      }
    }
    return value.refuse(expected());
  }

  @Override
  Optional<T> standIn() {
    return Optional.of(boxed.apply(minimum));
  }

  /** Returns the number, or nothing if it is so long that it is out of all bounds. */
  static Optional<BigInteger> parsed(String text) {
    boolean isPrefixed = text.startsWith("0x") || text.startsWith("0o");
    String digits = isPrefixed ? text.substring(2) : text;
    int radix = text.startsWith("0x") ? 16 : isPrefixed ? 8 : 10;
    return digits.length() > MOST_DIGITS
        ? Optional.empty()
        : Optional.of(new BigInteger(digits, radix));
  }

  private boolean isWithinBounds(BigInteger number) {
    return number.compareTo(BigInteger.valueOf(minimum)) >= 0
        && number.compareTo(BigInteger.valueOf(maximum)) <= 0;
  }
}
