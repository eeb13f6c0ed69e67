package org.backflow.validation;

import java.util.List;
import java.util.Optional;

/**
 * What a validation is judged by.
 *
 * @param limits the limits
 * @param measured what was measured when the baseline was written; empty where there is none, and
 *     the limits alone are checked
 */
public record Baseline(Limits limits, Optional<ValidationResult> measured) {

  /** The default limits, and nothing to drift from. */
  public static final Baseline NONE = new Baseline(Limits.DEFAULT, Optional.empty());

  /** Returns the limits of {@code baseline}, and nothing to drift from. */
  public static Baseline limitsOf(Baseline baseline) {
    return new Baseline(baseline.limits(), Optional.empty());
  }

  /** Returns a check for everything in {@code result}, and for what is missing there. */
  public List<Check> check(ValidationResult result) {
    return Checks.of(result, this);
  }

  /** Returns whether {@code result} is of the configuration that the baseline was measured on. */
  public boolean sameConfiguration(ValidationResult result) {
    return measured
        .filter(m -> m.configurationHash().equals(result.configurationHash()))
        .isPresent();
  }
}
