package org.backflow.training;

/** The same learning rate in every epoch. */
public record ConstantRate() implements LearningRateSchedule {

  @Override
  public String name() {
    return "constant";
  }

  @Override
  public double factor(int epoch, int epochs) {
    return 1.0;
  }
}
