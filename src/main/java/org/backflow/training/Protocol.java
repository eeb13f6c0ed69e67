package org.backflow.training;

import org.backflow.feedback.FeedbackScale;
import org.backflow.feedback.FeedbackScheme;

/**
 * How a run trains: plain stochastic gradient descent.
 *
 * @param minibatch samples per update; the last minibatch of an epoch may be smaller
 * @param epochs passes over the training samples
 * @param learningRate eta
 * @param gradient whether eta applies to the sum or to the mean over the minibatch
 * @param order whether the samples are shuffled anew in every epoch
 * @param feedbackScale the factor on stored feedback matrices of schemes without one of their own
 */
public record Protocol(
    int minibatch,
    int epochs,
    double learningRate,
    Gradient gradient,
    Order order,
    FeedbackScale feedbackScale) {

  /** The largest minibatch: the trainers number its samples in 16 bits. */
  public static final int MOST_SAMPLES_PER_MINIBATCH = 1 << 16;

  /** What the learning rate multiplies. */
  public enum Gradient {
    /** The sum over the minibatch. */
    SUMMED,
    /** The mean over the minibatch. */
    AVERAGED
  }

  /** The order of the samples. */
  public enum Order {
    /** One order per run, the same in every epoch. */
    FIXED,
    /** A new order in every epoch. */
    RESHUFFLED
  }

  /** Checks the ranges. */
  public Protocol {
    if (minibatch < 1 || minibatch > MOST_SAMPLES_PER_MINIBATCH) {
      throw new IllegalArgumentException(
          "minibatch is " + minibatch + "; expected 1 to " + MOST_SAMPLES_PER_MINIBATCH);
    }
    if (epochs < 1) {
      throw new IllegalArgumentException("epochs is " + epochs + "; expected at least 1");
    }
    if (!(learningRate > 0.0) || Double.isInfinite(learningRate)) {
      throw new IllegalArgumentException(
          "learningRate is " + learningRate + "; expected a positive number");
    }
  }

  /** Returns what eta is for a minibatch of {@code samples}. */
  public double eta(int samples) {
    return gradient == Gradient.SUMMED ? learningRate : learningRate / samples;
  }

  /** Returns the factor on the stored feedback matrices of {@code scheme}. */
  public FeedbackScale feedbackScaleOf(FeedbackScheme scheme) {
    return scheme.ownScale().orElse(feedbackScale);
  }

  /** Returns whether those are multiplied by something other than one. */
  public boolean scalesFeedback(FeedbackScheme scheme) {
    return feedbackScaleOf(scheme) != FeedbackScale.CONSTANT;
  }
}
