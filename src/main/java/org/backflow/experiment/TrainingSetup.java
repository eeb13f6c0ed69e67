package org.backflow.experiment;

import org.backflow.training.Protocol;

/**
 * How the networks are trained, and how often.
 *
 * @param data the images
 * @param protocol how a run trains
 * @param numerics which arithmetic is trained
 * @param runs independent repetitions, 1 to {@value #MAX_RUNS}
 * @param seed what every random stream starts from
 * @param threads how many runs are trained at a time, which changes the time only
 */
public record TrainingSetup(
    DataSource data, Protocol protocol, Numerics numerics, int runs, long seed, int threads) {

  /** The most runs. */
  public static final int MAX_RUNS = 10_000;

  /** Returns the same in other arithmetics. */
  public TrainingSetup in(Numerics others) {
    return new TrainingSetup(data, protocol, others, runs, seed, threads);
  }

  /** Returns the same on other data. */
  public TrainingSetup on(DataSource others) {
    return new TrainingSetup(others, protocol, numerics, runs, seed, threads);
  }

  /** Checks the ranges. */
  public TrainingSetup {
    if (runs < 1 || runs > MAX_RUNS) {
      throw new IllegalArgumentException("runs is " + runs + "; expected 1 to " + MAX_RUNS);
    }
    if (threads < 1) {
      throw new IllegalArgumentException("threads is " + threads + "; expected at least 1");
    }
  }
}
