package org.backflow.figure;

import static org.backflow.figure.Kind.COUNT;
import static org.backflow.figure.Kind.FRACTION;
import static org.backflow.figure.Kind.NUMBER;
import static org.backflow.figure.Kind.TEXT;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.backflow.experiment.Reproduction;
import org.backflow.statistics.Interval;

/** A published figure beside what came out here. */
public final class PublishedFigures {

  private static final List<String> MARKS =
      Arrays.stream(Reproduction.Mark.values()).map(Reproduction.Mark::label).toList();

  private static final Term PUBLISHED =
      Term.of(
          "published figure",
          "What others report for the same experiment, with its source and what that leaves open.");

  private static final Term REPRODUCED =
      Term.of(
              "reproduced",
              "A published mean is reproduced when it lies where, with 95 % confidence, the mean of as"
                  + " many further runs of ours falls, widened by half of the tenth of a point that it"
                  + " is rounded to. A published difference is reproduced when Welch's test, as"
                  + " published and so without correction, agrees at p < 0.05: significant there, it is"
                  + " significant here with the same sign; otherwise it is not significant here. Too"
                  + " few runs to tell: nothing was found by a test that finds, with a power of 80 %,"
                  + " only more than the published difference where that is significant, else more"
                  + " than one point. Unspecified means that too little is known, and why is said."
                  + " Only float is compared.")
          .formula(
              "mean +- (t(0.975, n - 1) s sqrt(1/n + 1/m) + 0.05 points), n runs here, m published");

  private static final Term DETECTABLE =
      Term.of(
              "smallest detectable difference",
              "points",
              "What a two-sided test at 0.05 finds with a power of 80 %, if runs vary as those here do:"
                  + " of a mean, its distance from that of as many runs as were published; of a"
                  + " difference to the baseline, its size by Welch's test.")
          .formula(
              "(t(0.975) + t(0.8)) standard error; of a mean, n - 1 degrees of freedom and 0.05 points"
                  + " more")
          .source("J. H. Zar, Biostatistical analysis: sample size for the t test");

  public static final FigureTable<Reproduction> TABLE =
      new FigureTable<>(
          "published",
          "published.csv: a line per published figure",
          List.of(
              RowNames.scheme(each -> each.figure().scheme().name()),
              Figure.<Reproduction>of(
                      COUNT, "published_runs", PUBLISHED, each -> each.figure().runs())
                  .in("runs")
                  .saying("Runs of the published mean."),
              Figure.<Reproduction>of(
                      NUMBER,
                      "published_accuracy_percent",
                      PUBLISHED,
                      each -> each.figure().testAccuracyPercent())
                  .in("percent")
                  .saying("As published."),
              Figure.<Reproduction>of(FRACTION, "published_p", PUBLISHED, each -> each.figure().p())
                  .in("fraction, 0 to 1")
                  .saying("Of Welch's test against the baseline, as published.")
                  .optional(),
              percent(
                  "accuracy_here_percent", "The mean here, in float.", each -> each.mean().ours()),
              percent(
                  "predicted_low_percent",
                  "Lower end of where the published mean is expected.",
                  each -> predicted(each, Interval::low)),
              percent(
                  "predicted_high_percent",
                  "Upper end of where the published mean is expected.",
                  each -> predicted(each, Interval::high)),
              detectable(
                  "smallest_detectable_mean_percent",
                  "How far a mean must be from ours to be found so with a power of 80 %.",
                  Reproduction::mean),
              mark("mean_is", "Whether the mean is reproduced.", Reproduction::mean),
              detectable(
                  "smallest_detectable_difference_percent",
                  "The difference that Welch's test finds here with a power of 80 %.",
                  Reproduction::difference),
              mark(
                  "difference_is",
                  "Whether the difference to the baseline is.",
                  Reproduction::difference),
              text(
                  "unspecified_because",
                  REPRODUCED,
                  "Why something is unspecified.",
                  Reproduction::reason),
              text(
                      "published_source",
                      PUBLISHED,
                      "Where it is published.",
                      each -> each.figure().source())
                  .required(),
              text(
                  "published_note",
                  PUBLISHED,
                  "What the source leaves open.",
                  each -> each.figure().note())),
          List.of("scheme"));

  private PublishedFigures() {}

  private static OptionalDouble predicted(Reproduction each, Function<Interval, Double> end) {
    return each.predicted().map(end).map(OptionalDouble::of).orElse(OptionalDouble.empty());
  }

  private static Figure<Reproduction> percent(
      String column, String meaning, Function<Reproduction, OptionalDouble> fraction) {
    return Figure.<Reproduction>of(
            NUMBER,
            column,
            REPRODUCED,
            each -> fraction.apply(each).stream().mapToObj(f -> 100.0 * f).findFirst())
        .in("percent")
        .saying(meaning)
        .optional();
  }

  private static Figure<Reproduction> detectable(
      String column, String meaning, Function<Reproduction, Reproduction.Finding> finding) {
    return Figure.<Reproduction>of(
            NUMBER,
            column,
            DETECTABLE,
            each -> finding.apply(each).detectable().stream().mapToObj(f -> 100.0 * f).findFirst())
        .saying(meaning)
        .optional();
  }

  private static Figure<Reproduction> mark(
      String column, String meaning, Function<Reproduction, Reproduction.Finding> finding) {
    return Figure.<Reproduction>of(
            TEXT, column, REPRODUCED, each -> finding.apply(each).mark().label())
        .saying(meaning)
        .oneOf(MARKS);
  }

  private static Figure<Reproduction> text(
      String column, Term term, String meaning, Function<Reproduction, ?> reader) {
    return Figure.<Reproduction>of(TEXT, column, term, reader).saying(meaning).optional();
  }
}
