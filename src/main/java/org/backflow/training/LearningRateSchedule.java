package org.backflow.training;

/** How the learning rate changes from epoch to epoch. */
public sealed interface LearningRateSchedule
    permits ConstantRate, StepRate, ExponentialRate, CosineRate {

  /** Returns the name as it is written in experiments: {@code cosine}. */
  String name();

  /**
   * Returns the factor on the first learning rate, the same bits on every machine.
   *
   * @param epoch from 0
   * @param epochs of the whole training, more than {@code epoch}
   */
  double factor(int epoch, int epochs);
}
