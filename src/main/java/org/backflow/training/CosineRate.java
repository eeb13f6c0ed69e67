package org.backflow.training;

/**
 * The learning rate follows half a cosine from 1 down to a share of itself, which it would reach
 * after the last epoch: Loshchilov and Hutter 2017, "SGDR: Stochastic Gradient Descent with Warm
 * Restarts", equation 5, without a restart.
 *
 * @param end the share, 0 to less than 1
 */
public record CosineRate(double end) implements LearningRateSchedule {

  /** Checks the range. */
  public CosineRate {
    if (!(end >= 0.0 && end < 1.0)) {
      throw new IllegalArgumentException("end is " + end + "; expected 0 to less than 1");
    }
  }

  @Override
  public String name() {
    return "cosine";
  }

  @Override
  public double factor(int epoch, int epochs) {
    return end + (1.0 - end) * (1.0 + StrictMath.cos(Math.PI * epoch / epochs)) / 2.0;
  }
}
