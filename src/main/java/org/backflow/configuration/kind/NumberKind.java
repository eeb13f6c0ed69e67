package org.backflow.configuration.kind;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backflow.configuration.tree.Node;
import org.backflow.configuration.tree.Scalar;

/** A finite number, whole or not, within bounds. Immutable. */
public final class NumberKind extends ValueKind<Double> {
  static final NumberKind UNBOUNDED =
      new NumberKind(Double.NEGATIVE_INFINITY, false, Double.POSITIVE_INFINITY, false);

  private final double lower;
  private final boolean includesLower;
  private final double upper;
  private final boolean includesUpper;

  private NumberKind(double lower, boolean includesLower, double upper, boolean includesUpper) {
    this.lower = lower;
    this.includesLower = includesLower;
    this.upper = upper;
    this.includesUpper = includesUpper;
  }

  /**
   * {@return the same with another lower bound, which is itself excluded}
   *
   * @param bound a finite number
   */
  public NumberKind above(double bound) {
    return new NumberKind(bound, false, upper, includesUpper);
  }

  /**
   * {@return the same with another lower bound, which is itself included}
   *
   * @param bound a finite number
   */
  public NumberKind atLeast(double bound) {
    return new NumberKind(bound, true, upper, includesUpper);
  }

  /**
   * {@return the same with another upper bound, which is itself excluded}
   *
   * @param bound a finite number
   */
  public NumberKind below(double bound) {
    return new NumberKind(lower, includesLower, bound, false);
  }

  /**
   * {@return the same with another upper bound, which is itself included}
   *
   * @param bound a finite number
   */
  public NumberKind atMost(double bound) {
    return new NumberKind(lower, includesLower, bound, true);
  }

  @Override
  public String expected() {
    List<String> bounds = new ArrayList<>();
    if (Double.isFinite(lower)) {
      bounds.add((includesLower ? "at least " : "above ") + shown(lower));
    }
    if (Double.isFinite(upper)) {
      bounds.add((includesUpper ? "at most " : "below ") + shown(upper));
    }
    return bounds.isEmpty() ? "a finite number" : "a number " + String.join(" and ", bounds);
  }

  @Override
  public Map<String, Object> schema() {
    Map<String, Object> schema = JsonSchema.of("type", "number");
    if (Double.isFinite(lower)) {
      schema.put(includesLower ? "minimum" : "exclusiveMinimum", JsonSchema.number(lower));
    }
    if (Double.isFinite(upper)) {
      schema.put(includesUpper ? "maximum" : "exclusiveMaximum", JsonSchema.number(upper));
    }
    return schema;
  }

  @Override
  Optional<Object> write(Double value) {
    return Optional.of(value);
  }

  @Override
  boolean hasForm(Node node) {
    return node instanceof Scalar scalar
        && (scalar.type() == Scalar.Type.WHOLE_NUMBER || scalar.type() == Scalar.Type.NUMBER);
  }

  @Override
  Optional<Double> read(LocatedValue value) {
    if (hasForm(value.node()) && value.node() instanceof Scalar scalar) {
      double number = parsed(scalar);
      if (Double.isFinite(number) && isWithinBounds(number)) {
        return Optional.of(number);
      }
    }
    return value.refuse(expected());
  }

  @Override
  Optional<Double> standIn() {
    double middle = lower / 2 + upper / 2;
    double beside = Double.isFinite(lower) ? lower + 1 : Double.isFinite(upper) ? upper - 1 : 0;
    return Optional.of(Double.isFinite(middle) ? middle : beside);
  }

  /** Returns the number, NaN for what is no finite number in YAML. */
  private static double parsed(Scalar scalar) {
    String text = scalar.text();
    if (scalar.type() == Scalar.Type.WHOLE_NUMBER && text.startsWith("0")) {
      return WholeNumberKind.parsed(text).map(Number::doubleValue).orElse(Double.NaN);
    }
    boolean isSpecial = text.matches("[-+]?\\.[a-zA-Z]+");
    return isSpecial ? Double.NaN : Double.parseDouble(text);
  }

  private boolean isWithinBounds(double number) {
    return (includesLower ? number >= lower : number > lower)
        && (includesUpper ? number <= upper : number < upper);
  }

  private static String shown(double bound) {
    return bound == Math.rint(bound) && Math.abs(bound) < 1e7
        ? String.valueOf((long) bound)
        : String.valueOf(bound);
  }
}
