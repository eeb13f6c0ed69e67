package org.backflow.validation;

import java.util.List;
import java.util.Optional;

/**
 * The errors of fixed point against float.
 *
 * @param experiment the name of the experiment
 * @param configurationHash what identifies its configuration
 * @param trainingHash what identifies its training, in whatever arithmetic; only what agrees in it
 *     is compared
 * @param steps how many steps were validated; zero for none
 * @param schemes in the order of the experiment
 */
public record ValidationResult(
    String experiment,
    String configurationHash,
    String trainingHash,
    int steps,
    List<SchemeErrors> schemes) {

  /** Copies the list. */
  public ValidationResult {
    schemes = List.copyOf(schemes);
  }

  /** Returns the errors of the scheme called {@code name}. */
  public Optional<SchemeErrors> scheme(String name) {
    return schemes.stream().filter(errors -> errors.scheme().equals(name)).findFirst();
  }
}
