package org.backflow.report.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.SchemeResult;
import org.backflow.experiment.TrainingResult;
import org.backflow.report.html.Element;
import org.backflow.report.result.TrainedIn;
import org.backflow.report.text.Decimals;
import org.backflow.report.text.Phrases;
import org.backflow.report.verdict.Certainty;
import org.backflow.statistics.Summary;

/** What can be said about accuracy, each lead measured against the spread of the runs. */
record AccuracyVerdict(ComparisonResult result) {

  private static final int FEW_RUNS = 5;

  /** Returns one item per arithmetic, and one that compares the two. */
  List<Element> items() {
    List<TrainedIn> trained = TrainedIn.trained(result.experiment());
    List<Element> items = new ArrayList<>();
    trained.forEach(arithmetic -> items.add(best(arithmetic)));
    items.add(
        Element.of(
            "li", Element.of("strong", "Fixed point against float. "), fixedAgainstFloat(trained)));
    return items;
  }

  private Element best(TrainedIn arithmetic) {
    List<SchemeResult> ranked =
        result.schemes().stream()
            .sorted(Comparator.comparingDouble(arithmetic::meanAccuracy).reversed())
            .toList();
    SchemeResult best = ranked.get(0);
    Element item =
        Element.of("li", Element.of("strong", "Accuracy in " + arithmetic.name() + ". "));
    item.add(
        ranked.size() == 1
            ? Phrases.name(best) + ", the only scheme compared, reaches a mean test accuracy of "
            : "The highest mean test accuracy is that of " + Phrases.name(best) + ": ",
        Phrases.accuracy(arithmetic.of(best)) + " " + basis() + ".");
    List<SchemeResult> others = new ArrayList<>(ranked.subList(1, Math.min(2, ranked.size())));
    SchemeResult baseline = result.baseline();
    if (!baseline.equals(best) && !others.contains(baseline)) {
      others.add(baseline);
    }
    others.forEach(other -> item.add(" " + lead(arithmetic, best, other)));
    return item;
  }

  private String basis() {
    int runs = result.experiment().training().runs();
    return "after "
        + Phrases.counted(result.experiment().training().protocol().epochs(), "epoch")
        + (runs == 1 ? ", one run" : ", mean ± standard deviation of " + runs + " runs");
  }

  private String lead(TrainedIn arithmetic, SchemeResult best, SchemeResult other) {
    TrainingResult ahead = arithmetic.of(best);
    TrainingResult behind = arithmetic.of(other);
    double difference = arithmetic.lead(best, other);
    String name = Phrases.name(other) + " (" + Phrases.accuracy(behind) + ")";
    if (difference == 0.0) {
      return name + " has the very same mean.";
    }
    int runs = ahead.testAccuracy().size();
    String wins =
        runs == 1
            ? ""
            : " %s is ahead in %s of %s paired runs."
                .formatted(Phrases.name(best), wins(ahead, behind), runs);
    return "%s is %s points lower, %s.%s%s"
        .formatted(
            name,
            Decimals.fixed(100.0 * difference, 2),
            weight(difference, ahead, behind),
            wins,
            certainty(arithmetic, best, other));
  }

  /** Only differences to the baseline are tested. */
  private String certainty(TrainedIn arithmetic, SchemeResult best, SchemeResult other) {
    return result.tests().stream()
        .filter(test -> test.arithmetic().equals(arithmetic.key()))
        .filter(test -> test.scheme().equals(best.scheme()) && other.equals(result.baseline()))
        .map(test -> " The difference is " + Certainty.of(test) + ".")
        .findAny()
        .orElse("");
  }

  /** Runs are paired: both schemes start from the same weights and see the same minibatches. */
  private static long wins(TrainingResult first, TrainingResult second) {
    List<Double> ahead = first.finalAccuracy().runs();
    List<Double> behind = second.finalAccuracy().runs();
    return IntStream.range(0, ahead.size()).filter(i -> ahead.get(i) > behind.get(i)).count();
  }

  /** Returns, for the end of a sentence, what {@code difference} is to the spread of the runs. */
  static String weight(double difference, TrainingResult first, TrainingResult second) {
    Summary summary = first.finalAccuracy();
    if (summary.runs().size() < 2) {
      return "which may be chance: one run shows no spread";
    }
    double deviation =
        Math.max(
            summary.standardDeviation().orElseThrow(),
            second.finalAccuracy().standardDeviation().orElseThrow());
    if (deviation == 0.0) {
      return "and the runs of each do not differ at all";
    }
    double ratio = Math.abs(difference) / deviation;
    String measured = Decimals.fixed(ratio, 1) + " times the larger standard deviation: ";
    String few =
        summary.runs().size() < FEW_RUNS
            ? ", though " + summary.runs().size() + " runs measure that spread poorly"
            : "";
    if (ratio < 1.0) {
      return measured + "less than the spread of single runs, so the two overlap";
    }
    return measured
        + (ratio < 2.0
            ? "about the spread of single runs"
            : "well beyond the spread of single runs")
        + few;
  }

  private String fixedAgainstFloat(List<TrainedIn> trained) {
    if (trained.size() < 2) {
      return "Not compared: networks were trained in " + trained.get(0).name() + " only.";
    }
    List<SchemeResult> schemes = result.schemes();
    SchemeResult widest =
        schemes.stream()
            .max(Comparator.comparingDouble(scheme -> Math.abs(fixedMinusFloat(scheme))))
            .orElseThrow();
    String differences =
        Phrases.listed(
            schemes.stream()
                .map(s -> Phrases.name(s) + " " + Phrases.signedPoints(fixedMinusFloat(s)))
                .toList());
    if (fixedMinusFloat(widest) == 0.0) {
      return "The means are the same for every scheme.";
    }
    return ("Fixed point changes the mean test accuracy, in percentage points, by: %s."
            + " The largest change, that of %s, is %s points, %s.")
        .formatted(
            differences,
            Phrases.name(widest),
            Decimals.fixed(100.0 * Math.abs(fixedMinusFloat(widest)), 2),
            weight(
                fixedMinusFloat(widest),
                widest.trainedFixed().orElseThrow(),
                widest.trainedFloat().orElseThrow()));
  }

  private static double fixedMinusFloat(SchemeResult scheme) {
    return scheme.trainedFixed().orElseThrow().finalAccuracy().mean()
        - scheme.trainedFloat().orElseThrow().finalAccuracy().mean();
  }
}
