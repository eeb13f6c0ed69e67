package org.backflow.validation;

/**
 * What fails a validation: limits that hold by themselves, and how far a figure may be worse than
 * that of the baseline. A figure that is better than the baseline never fails.
 *
 * @param leastSqnrDecibels the smallest ratio that any operation but an update may have
 * @param leastUpdateCosine the smallest cosine between the changes of the weights
 * @param mostSaturationPercent the largest share of conversions that may saturate
 * @param mostAccuracyLossPoints how much accuracy fixed point may cost, in percentage points
 * @param sqnrDriftDecibels how much smaller a ratio may be than the baseline's
 * @param cosineDrift how much smaller a cosine may be than the baseline's
 * @param largestErrorDriftPercent how much larger the largest error may be than the baseline's
 * @param meanErrorDriftUlps how much larger the magnitude of the mean error may be, in units of the
 *     last place of the result
 * @param saturationDriftPercent how much larger the share of saturations may be, in percentage
 *     points
 * @param accuracyDriftPoints how much smaller either accuracy may be, in percentage points
 * @param lossDriftPercent how much larger either training loss may be
 */
public record Limits(
    double leastSqnrDecibels,
    double leastUpdateCosine,
    double mostSaturationPercent,
    double mostAccuracyLossPoints,
    double sqnrDriftDecibels,
    double cosineDrift,
    double largestErrorDriftPercent,
    double meanErrorDriftUlps,
    double saturationDriftPercent,
    double accuracyDriftPoints,
    double lossDriftPercent) {

  /** The limits where no file states others. */
  public static final Limits DEFAULT =
      new Limits(15.0, 0.9, 5.0, 1.0, 0.5, 0.001, 25.0, 0.05, 0.1, 0.3, 5.0);
}
