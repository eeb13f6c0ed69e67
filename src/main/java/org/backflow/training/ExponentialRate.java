package org.backflow.training;

/**
 * The learning rate is multiplied by a factor after every epoch, as by PyTorch's {@code
 * ExponentialLR}.
 *
 * @param by the factor, positive
 */
public record ExponentialRate(double by) implements LearningRateSchedule {

  /** Checks the range. */
  public ExponentialRate {
    requireFactor(by);
  }

  static void requireFactor(double by) {
    if (!(by > 0.0) || Double.isInfinite(by)) {
      throw new IllegalArgumentException("factor is " + by + "; expected a positive number");
    }
  }

  @Override
  public String name() {
    return "exponential";
  }

  @Override
  public double factor(int epoch, int epochs) {
    return StrictMath.pow(by, (double) epoch);
  }
}
