package org.backflow.figure;

import static org.backflow.figure.Kind.FRACTION;
import static org.backflow.figure.Kind.NUMBER;
import static org.backflow.figure.Kind.TEXT;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.SchemeTest;
import org.backflow.statistics.Interval;
import org.backflow.statistics.PairedDifference;
import org.backflow.statistics.TestOutcome;

/** What tells the accuracy of a scheme from that of the baseline. */
public final class TestFigures {

  /** A test with the baseline that it is against. */
  public record Against(SchemeTest test, String baseline) {

    PairedDifference difference() {
      return test.difference();
    }
  }

  private static final Term DIFFERENCE =
      Term.of(
              "accuracy difference",
              "fraction; points (hundredths) in tables",
              "Test accuracy of a scheme minus that of the baseline in the same run, its mean over the"
                  + " runs and the 95 % confidence interval of that mean.")
          .formula("mean +- t(0.975, n - 1) standard deviation of the differences / sqrt(n)");

  private static final Term HOLM =
      Term.of(
              "holm's correction",
              "p of several tests at once, adjusted so that the chance of any false discovery among the"
                  + " schemes of one arithmetic stays below the level.")
          .formula("the k-th smallest of m times (m - k + 1), never below the one before")
          .source("S. Holm, Scandinavian Journal of Statistics 6, 1979");

  public static final FigureTable<Against> TABLE =
      new FigureTable<>(
          "tests",
          "tests.csv: a line per scheme and arithmetic, against the baseline",
          columns(),
          List.of("scheme", "arithmetic"));

  private TestFigures() {}

  /** Returns the tests of {@code result}. */
  public static List<Against> of(ComparisonResult result) {
    String baseline = result.baseline().scheme().name();
    return result.tests().stream().map(test -> new Against(test, baseline)).toList();
  }

  private static List<Figure<Against>> columns() {
    List<Figure<Against>> columns =
        new ArrayList<>(
            List.of(
                RowNames.scheme(each -> each.test().scheme().name()),
                RowNames.arithmetic(each -> each.test().arithmetic()),
                Figure.of(
                    TEXT,
                    "baseline",
                    Term.of(
                        "baseline",
                        "What the other schemes are compared with, backprop where it is trained, else"
                            + " the first."),
                    Against::baseline),
                number("accuracy_difference", DIFFERENCE, each -> each.difference().mean())
                    .saying("The mean difference of test accuracy, run by run."),
                number("accuracy_difference_low", DIFFERENCE, each -> interval(each, Interval::low))
                    .saying("Lower end of its 95 % confidence interval.")
                    .optional(),
                number(
                        "accuracy_difference_high",
                        DIFFERENCE,
                        each -> interval(each, Interval::high))
                    .saying("Upper end of its 95 % confidence interval.")
                    .optional(),
                number(
                        "cohen_dz",
                        Term.of(
                                "cohen's dz",
                                "standard deviations",
                                "The size of an effect, whatever the number of runs; 0.2 is small, 0.8"
                                    + " is large.")
                            .formula("mean / standard deviation of the paired differences")
                            .source(
                                "J. Cohen, Statistical power analysis for the behavioral sciences, 1988"),
                        each -> each.difference().cohenDz())
                    .optional()));
    columns.addAll(
        test(
            "welch_t",
            "welch",
            Term.of(
                    "welch's t test",
                    "Whether two means differ, were the runs not paired; variances may differ. p is"
                        + " two-sided: the probability of such a t if there were no difference.")
                .formula("t = (mean1 - mean2) / sqrt(s1^2 / n1 + s2^2 / n2)")
                .source("B. L. Welch, Biometrika 34, 1947"),
            PairedDifference::welch,
            SchemeTest::welchHolm));
    columns.addAll(
        test(
            "paired_t",
            "paired_t",
            Term.of(
                    "paired t test",
                    "Whether the mean of the paired differences is other than zero; p is two-sided.")
                .formula("t = mean / (standard deviation / sqrt(n)) of the differences"),
            PairedDifference::pairedT,
            SchemeTest::pairedTHolm));
    columns.addAll(
        test(
            "wilcoxon_rank_sum",
            "wilcoxon",
            Term.of(
                    "wilcoxon's signed-rank test",
                    "Whether the paired differences lie around zero, whatever their distribution: the"
                        + " sum of the ranks, by magnitude, of the positive ones. p is two-sided, exact"
                        + " below 50 differences without ties and zeros, else by the normal distribution"
                        + " with corrections for ties and continuity.")
                .source("F. Wilcoxon, Biometrics Bulletin 1, 1945; equal to wilcox.test of R"),
            PairedDifference::wilcoxon,
            SchemeTest::wilcoxonHolm));
    return columns;
  }

  private static List<Figure<Against>> test(
      String statistic,
      String name,
      Term term,
      Function<PairedDifference, Optional<TestOutcome>> outcome,
      Function<SchemeTest, OptionalDouble> corrected) {
    return List.of(
        Figure.<Against>of(
                NUMBER,
                statistic,
                term,
                each -> outcome.apply(each.difference()).map(TestOutcome::statistic))
            .optional(),
        Figure.<Against>of(
                FRACTION,
                name + "_p",
                term,
                each -> outcome.apply(each.difference()).map(TestOutcome::p))
            .in("fraction, 0 to 1")
            .saying("Its two-sided probability.")
            .optional(),
        Figure.<Against>of(FRACTION, name + "_p_holm", HOLM, each -> corrected.apply(each.test()))
            .in("fraction, 0 to 1")
            .saying("That by Holm's correction.")
            .optional());
  }

  private static Figure<Against> number(String column, Term term, Function<Against, ?> reader) {
    return Figure.<Against>of(NUMBER, column, term, reader)
        .in(term.equals(DIFFERENCE) ? "fraction" : "1");
  }

  private static Optional<Double> interval(Against each, Function<Interval, Double> end) {
    return each.difference().interval().map(end);
  }
}
