package org.backflow.report.result;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.SchemeTest;
import org.backflow.statistics.Interval;
import org.backflow.statistics.PairedDifference;
import org.backflow.statistics.TestOutcome;

/** What the runs say about the schemes, for programs. */
final class TestTrees {

  private TestTrees() {}

  /** Returns a tree per scheme and arithmetic. */
  static List<Map<String, Object>> of(ComparisonResult result) {
    return result.tests().stream().map(TestTrees::tree).toList();
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
  static List<Map<String, Object>> published(ComparisonResult result) {
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
