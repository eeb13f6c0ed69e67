package org.backflow.validation;

import java.util.OptionalDouble;

/**
 * How far the fixed-point results of one operation are from those of the float model, over all
 * elements of all validated steps.
 *
 * <p>Both models start every step from the same weights; within a step each goes on with its own
 * results, so that the error of an operation includes what it was handed. For an update, the values
 * compared are the changes of the weights, not the weights, which would hide them.
 *
 * @param operation the name of the operation
 * @param values how many values were compared
 * @param resolution the value of the last bit of the result's format
 * @param sqnrDecibels signal-to-quantization-noise ratio, 10 log<sub>10</sub> of the sum of squares
 *     of the reference over that of the errors; at most {@value #MOST_DECIBELS}, which stands for
 *     no error, and at least its negative
 * @param rmsError the root of the mean square of the errors; empty in a baseline that was written
 *     before it was measured
 * @param largestError the largest magnitude of an error
 * @param meanError the mean of fixed point minus float: what is left when errors cancel
 * @param cosine of the angle between the two results as vectors; one where both are zero
 * @param conversions accumulators that were rounded to words
 * @param saturations conversions whose result was outside of the range of its format
 */
public record OperationError(
    String operation,
    long values,
    double resolution,
    double sqnrDecibels,
    OptionalDouble rmsError,
    double largestError,
    double meanError,
    double cosine,
    long conversions,
    long saturations) {

  /** The ratio that stands for no error at all. */
  public static final double MOST_DECIBELS = 300.0;

  /** Returns the share of conversions that saturated, in percent. */
  public double saturationPercent() {
    return conversions == 0 ? 0.0 : 100.0 * saturations / conversions;
  }

  /** Returns whether the operation changes weights. */
  public boolean isUpdate() {
    return operation.startsWith("update.");
  }
}
