package org.backflow.validation;

/**
 * What whole runs gave in both arithmetics: means over the runs of the experiment, after the last
 * epoch.
 *
 * @param floatAccuracyPercent test accuracy of the float networks
 * @param fixedAccuracyPercent test accuracy of the fixed-point networks
 * @param floatLoss training loss of the float networks
 * @param fixedLoss training loss of the fixed-point networks
 */
public record RunError(
    double floatAccuracyPercent, double fixedAccuracyPercent, double floatLoss, double fixedLoss) {

  /** Returns what fixed point costs, in percentage points of accuracy; negative for a gain. */
  public double accuracyLossPoints() {
    return floatAccuracyPercent - fixedAccuracyPercent;
  }
}
