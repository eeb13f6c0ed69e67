package org.backflow.report.result;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.Reproduction;
import org.backflow.experiment.SchemeTest;
import org.backflow.statistics.Interval;
import org.backflow.statistics.PairedDifference;
import org.backflow.statistics.TestOutcome;

/** What the runs say about the schemes, for programs. */
public final class StatisticsFiles {

  private StatisticsFiles() {}

  /** Returns {@code tests.csv}, a line per scheme and arithmetic. */
  public static String tests(ComparisonResult result) {
    CsvFiles.Sheet sheet = new CsvFiles.Sheet();
    sheet.row(
        "scheme",
        "arithmetic",
        "baseline",
        "accuracy_difference",
        "accuracy_difference_low",
        "accuracy_difference_high",
        "cohen_dz",
        "welch_t",
        "welch_p",
        "welch_p_holm",
        "paired_t",
        "paired_t_p",
        "paired_t_p_holm",
        "wilcoxon_rank_sum",
        "wilcoxon_p",
        "wilcoxon_p_holm");
    for (SchemeTest test : result.tests()) {
      PairedDifference difference = test.difference();
      Optional<Interval> interval = difference.interval();
      sheet.row(
          test.scheme().name(),
          test.arithmetic(),
          result.baseline().scheme().name(),
          difference.mean(),
          interval.<Object>map(Interval::low).orElse(""),
          interval.<Object>map(Interval::high).orElse(""),
          cell(difference.cohenDz()),
          statistic(difference.welch()),
          p(difference.welch()),
          cell(test.welchHolm()),
          statistic(difference.pairedT()),
          p(difference.pairedT()),
          cell(test.pairedTHolm()),
          statistic(difference.wilcoxon()),
          p(difference.wilcoxon()),
          cell(test.wilcoxonHolm()));
    }
    return sheet.toString();
  }

  /** Returns {@code published.csv}, a line per published figure. */
  public static String published(ComparisonResult result) {
    CsvFiles.Sheet sheet = new CsvFiles.Sheet();
    sheet.row(
        "scheme",
        "published_runs",
        "published_accuracy_percent",
        "published_p",
        "accuracy_here_percent",
        "predicted_low_percent",
        "predicted_high_percent",
        "smallest_detectable_mean_percent",
        "mean_is",
        "smallest_detectable_difference_percent",
        "difference_is",
        "unspecified_because",
        "published_source",
        "published_note");
    for (Reproduction each : result.reproductions()) {
      sheet.row(
          each.figure().scheme().name(),
          each.figure().runs(),
          each.figure().testAccuracyPercent(),
          cell(each.figure().p()),
          percent(each.mean().ours()),
          each.predicted().<Object>map(range -> 100.0 * range.low()).orElse(""),
          each.predicted().<Object>map(range -> 100.0 * range.high()).orElse(""),
          percent(each.mean().detectable()),
          each.mean().mark().label(),
          percent(each.difference().detectable()),
          each.difference().mark().label(),
          each.reason(),
          each.figure().source(),
          each.figure().note().orElse(""));
    }
    return sheet.toString();
  }

  private static Object cell(OptionalDouble value) {
    return value.isPresent() ? (Object) value.getAsDouble() : "";
  }

  private static Object percent(OptionalDouble fraction) {
    return fraction.isPresent() ? (Object) (100.0 * fraction.getAsDouble()) : "";
  }

  private static Object statistic(Optional<TestOutcome> outcome) {
    return outcome.<Object>map(TestOutcome::statistic).orElse("");
  }

  private static Object p(Optional<TestOutcome> outcome) {
    return outcome.<Object>map(TestOutcome::p).orElse("");
  }

  /** Returns the same as a tree per scheme and arithmetic. */
  static List<Map<String, Object>> testTrees(ComparisonResult result) {
    return result.tests().stream().map(StatisticsFiles::tree).toList();
  }

  private static Map<String, Object> tree(SchemeTest test) {
    PairedDifference difference = test.difference();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("scheme", test.scheme().name());
    tree.put("arithmetic", test.arithmetic());
    tree.put("accuracyDifference", difference.mean());
    difference.interval().ifPresent(range -> tree.put("interval95", tree(range)));
    difference.cohenDz().ifPresent(effect -> tree.put("cohenDz", effect));
    outcome(difference.welch(), test.welchHolm()).ifPresent(t -> tree.put("welch", t));
    outcome(difference.pairedT(), test.pairedTHolm()).ifPresent(t -> tree.put("pairedT", t));
    outcome(difference.wilcoxon(), test.wilcoxonHolm()).ifPresent(t -> tree.put("wilcoxon", t));
    return tree;
  }

  private static Optional<Map<String, Object>> outcome(
      Optional<TestOutcome> outcome, OptionalDouble corrected) {
    return outcome.map(
        found -> {
          Map<String, Object> tree = new LinkedHashMap<>();
          tree.put("statistic", found.statistic());
          tree.put("p", found.p());
          corrected.ifPresent(p -> tree.put("pHolm", p));
          return tree;
        });
  }

  static Map<String, Object> tree(Interval interval) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("low", interval.low());
    tree.put("high", interval.high());
    return tree;
  }

  /** Returns a tree per published figure. */
  static List<Map<String, Object>> publishedTrees(ComparisonResult result) {
    return result.reproductions().stream()
        .map(
            each -> {
              Map<String, Object> tree = new LinkedHashMap<>();
              tree.put("scheme", each.figure().scheme().name());
              tree.put("testAccuracyPercent", each.figure().testAccuracyPercent());
              each.predicted().ifPresent(range -> tree.put("predicted", tree(range)));
              each.mean().detectable().ifPresent(d -> tree.put("smallestDetectableMean", d));
              tree.put("mean", each.mean().mark().label());
              each.difference()
                  .detectable()
                  .ifPresent(d -> tree.put("smallestDetectableDifference", d));
              tree.put("difference", each.difference().mark().label());
              tree.put("unspecifiedBecause", each.reason());
              return tree;
            })
        .toList();
  }
}
