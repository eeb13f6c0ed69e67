package org.backflow.experiment;

import java.util.List;
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
 *   <li>The difference is reproduced when Welch's test, as published and so without correction,
 *       agrees at 0.05: a significant difference is significant here too and has the same sign, an
 *       insignificant one is not.
 * </ul>
 *
 * <p>A test that finds nothing speaks only where it could have found something. What is not found
 * here is too little to tell, when the smallest difference that is found with a power of 80 %
 * exceeds what is asked for: the published difference where that is significant; otherwise one
 * point of accuracy, for a mean as for a difference.
 *
 * @param figure what is published
 * @param mean what became of its mean
 * @param predicted where the rule expects the published mean, fractions
 * @param difference what became of its difference to the baseline
 * @param reason why something is unspecified; empty where nothing is
 */
public record Reproduction(
    PublishedFigure figure,
    Finding mean,
    Optional<Interval> predicted,
    Finding difference,
    String reason) {

  /** The difference that must be found before the lack of one is believed, as a fraction. */
  private static final double RESOLUTION = 0.01;

  private static final double ROUNDING = 0.0005;

  /**
   * What became of a figure; fractions.
   *
   * @param published as published; empty where it is not stated
   * @param ours what came out here; empty when not trained
   * @param detectable how far apart the two, or the two schemes, must be to be found so with a
   *     power of 80 %; empty where the runs have no spread
   * @param mark what the rules say
   */
  public record Finding(
      OptionalDouble published, OptionalDouble ours, OptionalDouble detectable, Mark mark) {}

  /** What the rules say. */
  public enum Mark {
    /** The figure came out here as well. */
    REPRODUCED("reproduced"),
    /** It did not. */
    NOT_REPRODUCED("not reproduced"),
    /** So few runs that vary so much would not have shown that it does not. */
    TOO_FEW_RUNS("too few runs to tell"),
    /** Too little is known to say. */
    UNSPECIFIED("unspecified");

    private final String label;

    Mark(String label) {
      this.label = label;
    }

    /** Returns the mark in words. */
    public String label() {
      return label;
    }
  }

  /** Returns a line for every published figure. */
  static List<Reproduction> of(ComparisonResult result) {
    return result.experiment().presentation().published().figures().stream()
        .map(figure -> of(result, figure))
        .toList();
  }

  private static Reproduction of(ComparisonResult result, PublishedFigure figure) {
    Optional<Summary> accuracy = accuracy(result, figure);
    String obstacle = obstacle(result, accuracy);
    Optional<Interval> predicted =
        accuracy
            .flatMap(summary -> summary.predictionOfMean(figure.runs()))
            .map(range -> new Interval(range.low() - ROUNDING, range.high() + ROUNDING))
            .map(Interval::ofShares);
    return new Reproduction(
        figure,
        mean(figure, accuracy, obstacle.isEmpty() ? predicted : Optional.empty()),
        predicted,
        difference(result, figure, obstacle.isEmpty()),
        obstacle);
  }

  private static Finding mean(
      PublishedFigure figure, Optional<Summary> accuracy, Optional<Interval> predicted) {
    double published = figure.testAccuracyPercent() / 100.0;
    OptionalDouble detectable =
        accuracy.stream()
            .flatMapToDouble(summary -> summary.smallestDetectableMean(figure.runs()).stream())
            .map(distance -> distance + ROUNDING)
            .findAny();
    return new Finding(
        OptionalDouble.of(published),
        accuracy.stream().mapToDouble(Summary::mean).findAny(),
        detectable,
        predicted
            .map(
                range ->
                    range.contains(published)
                        ? unlessBlind(Mark.REPRODUCED, detectable, RESOLUTION)
                        : Mark.NOT_REPRODUCED)
            .orElse(Mark.UNSPECIFIED));
  }

  /** Returns what finding nothing says by a test that finds {@code detectable} or more. */
  private static Mark unlessBlind(Mark mark, OptionalDouble detectable, double wanted) {
    return detectable.orElseThrow() <= wanted ? mark : Mark.TOO_FEW_RUNS;
  }

  private static Optional<Summary> accuracy(ComparisonResult result, PublishedFigure figure) {
    return result.schemes().stream()
        .filter(scheme -> scheme.scheme().equals(figure.scheme()))
        .findAny()
        .flatMap(SchemeResult::trainedFloat)
        .map(TrainingResult::finalAccuracy);
  }

  private static String obstacle(ComparisonResult result, Optional<Summary> accuracy) {
    if (!result.experiment().presentation().published().sameProtocol()) {
      return "--set changed the protocol that was published";
    }
    if (accuracy.isEmpty()) {
      return "not trained in float here";
    }
    return accuracy.get().runs().size() < 2 ? "one run shows no spread" : "";
  }

  private static Finding difference(
      ComparisonResult result, PublishedFigure figure, boolean comparable) {
    OptionalDouble published =
        result.experiment().presentation().published().figures().stream()
            .filter(other -> other.scheme().equals(result.baseline().scheme()))
            .filter(other -> !other.equals(figure))
            .mapToDouble(
                other -> (figure.testAccuracyPercent() - other.testAccuracyPercent()) / 100.0)
            .findAny();
    Optional<PairedDifference> ours =
        result.tests().stream()
            .filter(test -> test.arithmetic().equals(SchemeTest.FLOAT))
            .filter(test -> test.scheme().equals(figure.scheme()))
            .map(SchemeTest::difference)
            .findAny();
    boolean stated = published.isPresent() && figure.p().isPresent();
    return new Finding(
        published,
        ours.stream().mapToDouble(PairedDifference::mean).findAny(),
        ours.stream().flatMapToDouble(each -> each.smallestDetectableByWelch().stream()).findAny(),
        comparable && stated && ours.isPresent()
            ? mark(published.getAsDouble(), figure.p().getAsDouble(), ours.get())
            : Mark.UNSPECIFIED);
  }

  private static Mark mark(double published, double p, PairedDifference ours) {
    Optional<TestOutcome> welch = ours.welch();
    if (welch.isEmpty()) {
      return Mark.UNSPECIFIED;
    }
    boolean foundThere = p < TestOutcome.SIGNIFICANT;
    if (welch.get().p() < TestOutcome.SIGNIFICANT) {
      boolean sameSign = Math.signum(published) == Math.signum(ours.mean());
      return foundThere && sameSign ? Mark.REPRODUCED : Mark.NOT_REPRODUCED;
    }
    OptionalDouble detectable = ours.smallestDetectableByWelch();
    return foundThere
        ? unlessBlind(Mark.NOT_REPRODUCED, detectable, Math.abs(published))
        : unlessBlind(Mark.REPRODUCED, detectable, RESOLUTION);
  }
}
