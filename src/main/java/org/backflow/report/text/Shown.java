package org.backflow.report.text;

import org.backflow.figure.Figure;
import org.backflow.figure.Kind;
import org.jspecify.annotations.Nullable;

/** Figures as people read them: digits by their kind, with their unit where it is not said. */
public final class Shown {

  /** Stands for a figure that there is not. */
  public static final String NOTHING = "-";

  private Shown() {}

  /** Returns a figure of {@code subject}. */
  public static <T> String of(Figure<T> figure, T subject) {
    return of(figure.kind(), figure.value(subject));
  }

  /** Returns a value of a kind; a hyphen for none. */
  public static String of(Kind kind, @Nullable Object value) {
    if (value instanceof Boolean flag) {
      return flag ? "yes" : "no";
    }
    if (!(value instanceof Number number)) {
      return value == null ? NOTHING : value.toString();
    }
    double fraction = number.doubleValue();
    return switch (kind) {
      case COUNT -> Decimals.grouped(number.longValue());
      case BITS -> Decimals.bytes(number.longValue());
      case ENERGY -> Decimals.energy(fraction);
      case RATIO -> Decimals.fixed(fraction, 4) + "x";
      case FRACTION -> Decimals.fixed(fraction, 4);
      default -> Decimals.fixed(fraction, Math.abs(fraction) >= 100 ? 0 : 2);
    };
  }
}
