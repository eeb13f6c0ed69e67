package org.backflow.audit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * One count under one convention, for every scheme.
 *
 * @param byScheme by the name of the scheme, in the order of the schemes
 */
public record AuditRow(Convention convention, Scope scope, Map<String, Double> byScheme) {

  private static final double ABOUT_TWENTY_LEAST = 19.5;
  private static final double ABOUT_TWENTY_MOST = 20.5;

  /** Copies the map, in its order. */
  public AuditRow {
    byScheme = Collections.unmodifiableMap(new LinkedHashMap<>(byScheme));
  }

  /**
   * Returns the count of the scheme called {@code name}.
   *
   * @throws NullPointerException when it was not counted
   */
  public double of(String name) {
    return Objects.requireNonNull(byScheme.get(name), name);
  }

  /**
   * Returns the count of {@code backprop} over that of the scheme called {@code name}; empty where
   * the scheme counts nothing, and the factor is without bound.
   */
  public OptionalDouble factor(String name) {
    double count = of(name);
    return count == 0.0 ? OptionalDouble.empty() : OptionalDouble.of(of("backprop") / count);
  }

  /** Returns whether the factor of one-hot feedback is 20, give or take a half. */
  public boolean yieldsTwenty() {
    OptionalDouble factor = factor("one-hot");
    return factor.isPresent()
        && factor.getAsDouble() >= ABOUT_TWENTY_LEAST
        && factor.getAsDouble() <= ABOUT_TWENTY_MOST;
  }
}
