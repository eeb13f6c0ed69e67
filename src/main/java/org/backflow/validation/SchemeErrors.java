package org.backflow.validation;

import java.util.List;
import java.util.Optional;

/**
 * The errors of one feedback scheme.
 *
 * @param scheme its name
 * @param operations in the order of the plan; empty when no steps were validated
 * @param run empty when no runs were validated
 */
public record SchemeErrors(String scheme, List<OperationError> operations, Optional<RunError> run) {

  /** Copies the list. */
  public SchemeErrors {
    operations = List.copyOf(operations);
  }

  /** Returns the error of the operation called {@code name}. */
  public Optional<OperationError> operation(String name) {
    return operations.stream().filter(error -> error.operation().equals(name)).findFirst();
  }
}
