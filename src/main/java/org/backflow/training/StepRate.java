package org.backflow.training;

/**
 * The learning rate is multiplied by a factor once every so many epochs, as by PyTorch's {@code
 * StepLR}.
 *
 * @param every epochs, at least 1
 * @param by the factor, positive
 */
public record StepRate(int every, double by) implements LearningRateSchedule {

  /** Checks the ranges. */
  public StepRate {
    if (every < 1) {
      throw new IllegalArgumentException("every is " + every + " epochs; expected 1 or more");
    }
    ExponentialRate.requireFactor(by);
  }

  @Override
  public String name() {
    return "step";
  }

  @Override
  public double factor(int epoch, int epochs) {
    int steps = epoch / every;
    return StrictMath.pow(by, (double) steps);
  }
}
