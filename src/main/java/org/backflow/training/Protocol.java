package org.backflow.training;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.backflow.feedback.FeedbackScale;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.fixedpoint.LearningRate;
import org.backflow.plan.StepPlan;

/**
 * How a run trains: minibatches of stochastic gradient descent.
 *
 * @param minibatch samples per update; the last minibatch of an epoch may be smaller
 * @param epochs passes over the training samples
 * @param learningRate eta of the first epoch
 * @param gradient whether eta applies to the sum or to the mean over the minibatch
 * @param order whether the samples are shuffled anew in every epoch
 * @param feedbackScale the factor on stored feedback matrices of schemes without one of their own
 * @param schedule how the learning rate changes from epoch to epoch
 */
public record Protocol(
    int minibatch,
    int epochs,
    double learningRate,
    Gradient gradient,
    Order order,
    FeedbackScale feedbackScale,
    LearningRateSchedule schedule) {

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
    double last = learningRate * schedule.factor(epochs - 1, epochs);
    if (!(last > 0.0) || Double.isInfinite(last)) {
      throw new IllegalArgumentException(
          "schedule "
              + schedule.name()
              + " takes learningRate "
              + learningRate
              + " to "
              + last
              + " in epoch "
              + (epochs - 1)
              + "; expected a positive number");
    }
  }

  /** Creates a protocol whose learning rate is constant. */
  public Protocol(
      int minibatch,
      int epochs,
      double learningRate,
      Gradient gradient,
      Order order,
      FeedbackScale feedbackScale) {
    this(minibatch, epochs, learningRate, gradient, order, feedbackScale, new ConstantRate());
  }

  /** Returns what eta is for a minibatch of {@code samples} in {@code epoch}, from 0. */
  public double eta(int samples, int epoch) {
    double rate = learningRate * schedule.factor(epoch, epochs);
    return gradient == Gradient.SUMMED ? rate : rate / samples;
  }

  /** Returns eta as it is held for minibatches of {@code samples}, in every epoch. */
  private Stream<LearningRate> rates(int samples) {
    boolean isConstant = schedule instanceof ConstantRate;
    return IntStream.range(0, isConstant ? 1 : epochs)
        .mapToObj(epoch -> LearningRate.of(eta(samples, epoch)));
  }

  /**
   * Returns those of them that stand for all where it is asked what a conversion can do: of each
   * number of fraction bits the smallest.
   */
  public Collection<LearningRate> extremeRates(int samples) {
    Map<Integer, LearningRate> smallest = new TreeMap<>();
    rates(samples)
        .forEach(
            rate ->
                smallest.merge(rate.fractionBits(), rate, (a, b) -> a.code() < b.code() ? a : b));
    return smallest.values();
  }

  /**
   * Returns what it adds to the arithmetic of a step of {@code samples}. Eta takes no multiplier
   * only if it is a power of two in every epoch.
   */
  public StepPlan.Options options(FeedbackScheme scheme, int samples) {
    return new StepPlan.Options(
        scalesFeedback(scheme),
        rates(samples).allMatch(LearningRate::isShift),
        gradient == Gradient.AVERAGED);
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
