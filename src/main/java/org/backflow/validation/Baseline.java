package org.backflow.validation;

import java.util.List;
import java.util.Locale;
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

  /**
   * {@return what of a result is held to the limits alone, since something else was measured for
   * the baseline; nothing where everything is compared, or nothing was measured}
   *
   * @param result what was measured now
   */
  public Optional<String> notCompared(ValidationResult result) {
    if (measured.isEmpty() || (comparesRuns(result) && comparesOperations(result))) {
      return Optional.empty();
    }
    return Optional.of(
        comparesRuns(result)
            ? String.format(
                Locale.ROOT,
                "was measured over %d steps and not over %d: operations are held to the limits"
                    + " alone",
                measured.get().steps(),
                result.steps())
            : "was measured on another training (data, layers, initialization, protocol, runs or"
                + " seed): everything is held to the limits alone");
  }

  /** Returns whether the runs of {@code result} are those that the baseline was measured on. */
  boolean comparesRuns(ValidationResult result) {
    // Older files have one hash, of the whole configuration.
    return measured
        .filter(
            m ->
                m.trainingHash().equals(result.trainingHash())
                    || m.configurationHash().equals(result.configurationHash()))
        .isPresent();
  }

  /** Returns whether its steps are; errors of other steps are other errors. */
  boolean comparesOperations(ValidationResult result) {
    return comparesRuns(result)
        && (result.steps() == 0 || measured.filter(m -> m.steps() == result.steps()).isPresent());
  }
}
