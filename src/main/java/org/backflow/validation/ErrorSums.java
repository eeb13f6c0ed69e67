package org.backflow.validation;

import java.util.OptionalDouble;
import org.backflow.network.Matrix;

/** The sums from which an {@link OperationError} is made. */
final class ErrorSums {

  private long values;
  private double errors;
  private double squaredErrors;
  private double squaredReference;
  private double squaredFound;
  private double product;
  private double largestError;

  /** Adds every element of a result. */
  void add(Matrix reference, Matrix found) {
    for (int i = 0; i < reference.values().length; i++) {
      add(reference.values()[i], found.values()[i]);
    }
  }

  private void add(double reference, double found) {
    double error = found - reference;
    values++;
    errors += error;
    squaredErrors += error * error;
    squaredReference += reference * reference;
    squaredFound += found * found;
    product += reference * found;
    largestError = Math.max(largestError, Math.abs(error));
  }

  /** Returns the figures of {@code operation}. */
  OperationError of(String operation, double resolution, long conversions, long saturations) {
    return new OperationError(
        operation,
        values,
        resolution,
        decibels(),
        OptionalDouble.of(Math.sqrt(squaredErrors / values)),
        largestError,
        errors / values,
        cosine(),
        conversions,
        saturations);
  }

  private double decibels() {
    if (squaredErrors == 0.0) {
      return OperationError.MOST_DECIBELS;
    }
    double ratio = 10.0 * StrictMath.log10(squaredReference / squaredErrors);
    return Math.max(-OperationError.MOST_DECIBELS, Math.min(OperationError.MOST_DECIBELS, ratio));
  }

  private double cosine() {
    if (squaredReference == 0.0 && squaredFound == 0.0) {
      return 1.0;
    }
    double lengths = Math.sqrt(squaredReference) * Math.sqrt(squaredFound);
    return lengths == 0.0 ? 0.0 : product / lengths;
  }
}
