package org.backflow.statistics;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * The difference of one figure between two treatments of the same runs: run i of both started alike
 * and saw the same samples.
 *
 * @param treated the figures under the treatment
 * @param baseline those under what it is compared with, in the same order of runs
 */
public record PairedDifference(Summary treated, Summary baseline) {

  /** Checks that the runs can be paired. */
  public PairedDifference {
    if (treated.runs().size() != baseline.runs().size()) {
      throw new IllegalArgumentException(
          treated.runs().size() + " and " + baseline.runs().size() + " runs are not pairs");
    }
  }

  /** Returns treated minus baseline, run by run. */
  public Summary differences() {
    return new Summary(
        IntStream.range(0, treated.runs().size())
            .mapToObj(run -> treated.runs().get(run) - baseline.runs().get(run))
            .toList());
  }

  /** Returns the mean of the differences. */
  public double mean() {
    return differences().mean();
  }

  /** Returns the 95 % confidence interval of the mean difference; nothing for a single run. */
  public Optional<Interval> interval() {
    return differences().interval();
  }

  /**
   * Returns Cohen's d<sub>z</sub>, the mean difference over the standard deviation of the
   * differences (J. Cohen, "Statistical power analysis for the behavioral sciences", 1988); nothing
   * for a single run or when the differences do not vary.
   */
  public OptionalDouble cohenDz() {
    Summary differences = differences();
    OptionalDouble deviation = differences.standardDeviation();
    return deviation.isPresent() && deviation.getAsDouble() > 0.0
        ? OptionalDouble.of(differences.mean() / deviation.getAsDouble())
        : OptionalDouble.empty();
  }

  /** Returns Welch's t test, which ignores that the runs are paired. */
  public Optional<TestOutcome> welch() {
    return WelchTest.of(treated, baseline);
  }

  /** Returns the smallest difference that Welch's test finds with a power of 80 %. */
  public OptionalDouble smallestDetectableByWelch() {
    return WelchTest.smallestDetectable(treated, baseline);
  }

  /** Returns the paired t test; nothing where d<sub>z</sub> has no value. */
  public Optional<TestOutcome> pairedT() {
    List<Double> runs = treated.runs();
    return cohenDz().stream()
        .mapToObj(
            effect -> {
              double t = effect * Math.sqrt(runs.size());
              return new TestOutcome(t, StudentT.twoSided(t, runs.size() - 1.0));
            })
        .findFirst();
  }

  /** Returns Wilcoxon's signed-rank test of the differences. */
  public Optional<TestOutcome> wilcoxon() {
    return WilcoxonSignedRank.of(differences().runs());
  }
}
