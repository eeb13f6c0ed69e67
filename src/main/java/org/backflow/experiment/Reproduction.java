package org.backflow.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.backflow.statistics.Interval;
import org.backflow.statistics.PairedDifference;
import org.backflow.statistics.Summary;
import org.backflow.statistics.TestOutcome;

/**
 * A published figure beside what came out here in float, by two rules.
 *
 * <ul>
 *   <li>The mean is reproduced when it lies where, with 95 % confidence, the mean of as many
 *       further runs of ours falls, widened by half of the tenth of a point it is rounded to.
 *   <li>The difference is reproduced when Welch's test, as published, agrees at 0.05: a significant
 *       difference is significant here too and has the same sign, an insignificant one is not.
 * </ul>
 *
 * @param figure what is published
 * @param ours the mean here, a fraction; empty when not trained
 * @param predicted where the rule expects the published mean, fractions
 * @param mean whether the mean is reproduced
 * @param difference whether the difference to the baseline is
 * @param reason why something is unspecified; empty where nothing is
 */
public record Reproduction(
    PublishedFigure figure,
    OptionalDouble ours,
    Optional<Interval> predicted,
    Mark mean,
    Mark difference,
    String reason) {

  private static final double ROUNDING = 0.0005;

  /** What the rules say. */
  public enum Mark {
    /** The figure came out here as well. */
    REPRODUCED,
    /** It did not. */
    NOT_REPRODUCED,
    /** Too little is known to say. */
    UNSPECIFIED;

    /** Returns the mark in words. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static Mark of(boolean reproduced) {
      return reproduced ? REPRODUCED : NOT_REPRODUCED;
    }
  }

  /** Returns a line for every published figure. */
  static List<Reproduction> of(ComparisonResult result) {
    List<Reproduction> all = new ArrayList<>();
    for (PublishedFigure figure : result.experiment().published().figures()) {
      Optional<Summary> accuracy = accuracy(result, figure);
      String obstacle = obstacle(result, accuracy);
      Optional<Interval> predicted =
          accuracy
              .flatMap(summary -> summary.predictionOfMean(figure.runs()))
              .map(range -> new Interval(range.low() - ROUNDING, range.high() + ROUNDING));
      Mark mean =
          obstacle.isEmpty() && predicted.isPresent()
              ? Mark.of(predicted.get().contains(figure.testAccuracyPercent() / 100.0))
              : Mark.UNSPECIFIED;
      Optional<Boolean> agrees = obstacle.isEmpty() ? agrees(result, figure) : Optional.empty();
      all.add(
          new Reproduction(
              figure,
              accuracy.stream().mapToDouble(Summary::mean).findAny(),
              predicted,
              mean,
              agrees.map(Mark::of).orElse(Mark.UNSPECIFIED),
              obstacle));
    }
    return all;
  }

  private static Optional<Summary> accuracy(ComparisonResult result, PublishedFigure figure) {
    return result.schemes().stream()
        .filter(scheme -> scheme.scheme().equals(figure.scheme()))
        .findAny()
        .flatMap(SchemeResult::trainedFloat)
        .map(TrainingResult::finalAccuracy);
  }

  private static String obstacle(ComparisonResult result, Optional<Summary> accuracy) {
    if (!result.experiment().published().sameProtocol()) {
      return "--set changed the protocol that was published";
    }
    if (accuracy.isEmpty()) {
      return "not trained in float here";
    }
    return accuracy.get().runs().size() < 2 ? "one run shows no spread" : "";
  }

  private static Optional<Boolean> agrees(ComparisonResult result, PublishedFigure figure) {
    Optional<PublishedFigure> baseline =
        result.experiment().published().figures().stream()
            .filter(other -> other.scheme().equals(result.baseline().scheme()))
            .findAny();
    Optional<PairedDifference> ours =
        result.tests().stream()
            .filter(test -> test.arithmetic().equals(SchemeTest.FLOAT))
            .filter(test -> test.scheme().equals(figure.scheme()))
            .map(SchemeTest::difference)
            .findAny();
    Optional<TestOutcome> welch = ours.flatMap(PairedDifference::welch);
    if (baseline.isEmpty() || figure.p().isEmpty() || welch.isEmpty()) {
      return Optional.empty();
    }
    boolean significantThere = figure.p().getAsDouble() < TestOutcome.SIGNIFICANT;
    boolean significantHere = welch.get().p() < TestOutcome.SIGNIFICANT;
    double published = figure.testAccuracyPercent() - baseline.get().testAccuracyPercent();
    boolean sameSign = Math.signum(published) == Math.signum(ours.orElseThrow().mean());
    return Optional.of(significantThere ? significantHere && sameSign : !significantHere);
  }
}
