package org.backflow.feedback;

/**
 * The factor on a stored feedback matrix in epoch t = 0, 1, ... It multiplies the matrix as it was
 * drawn, not the one of the epoch before. Schemes that read the weights are not scaled.
 */
public enum FeedbackScale {
  /** One, in every epoch. */
  CONSTANT("constant") {
    @Override
    public double at(int epoch) {
      return 1.0;
    }
  },
  /**
   * ln(t + 1): zero in epoch 0, so that hidden weights stand still for one epoch
   * (siarez/random_feedback_weights, commit 964491b).
   */
  LN_T_PLUS_1("ln(t+1)") {
    @Override
    public double at(int epoch) {
      return StrictMath.log(epoch + 1.0);
    }
  },
  /** ln(t + e): one in epoch 0 (siarez/random_feedback_weights, commit c833363). */
  LN_T_PLUS_E("ln(t+e)") {
    @Override
    public double at(int epoch) {
      return StrictMath.log(epoch + Math.E);
    }
  };

  private final String label;

  FeedbackScale(String label) {
    this.label = label;
  }

  /** Returns the name as it is written in an experiment file. */
  public String label() {
    return label;
  }

  /** Returns the factor in {@code epoch}, which counts from zero. */
  public abstract double at(int epoch);
}
