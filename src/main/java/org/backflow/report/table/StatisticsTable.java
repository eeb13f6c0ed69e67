package org.backflow.report.table;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.Reproduction;
import org.backflow.experiment.SchemeResult;
import org.backflow.experiment.SchemeTest;
import org.backflow.report.result.TrainedIn;
import org.backflow.report.text.Decimals;
import org.backflow.report.text.Document;
import org.backflow.report.text.Mark;
import org.backflow.report.text.Phrases;
import org.backflow.report.text.TextTable;
import org.backflow.statistics.Interval;
import org.backflow.statistics.PairedDifference;

/** What the runs say about the schemes, for the terminal: a row per scheme and arithmetic. */
public record StatisticsTable(ComparisonResult result) {

  private static final String NOTHING = "-";
  private static final List<String> FOOTNOTES =
      List.of(
          "dead: output units never above 0.5 on the test set, all runs together",
          "difference: mean ± half of its 95 % interval; d_z = mean / standard deviation",
          "p of Welch's t, paired t and Wilcoxon's signed ranks, after Holm's correction");

  private static final List<String> PUBLISHED_FOOTNOTES =
      List.of(
          "there, p: as published, p by Welch's t test; finds: in points, what the runs here would"
              + " find with a power of 80 %, the mean of as many runs as published or a difference"
              + " by Welch's t; explain reproduced: the rules");

  private static final int DIFFERENCE_COLUMN = 3;

  /** Returns the tables; nothing where there is nothing to compare. */
  public Document document() {
    Document document = new Document();
    if (result.schemes().size() < 2) {
      return document;
    }
    String heading =
        "Accuracy against "
            + result.baseline().scheme().name()
            + ", in points, "
            + Phrases.counted(result.experiment().training().runs(), "paired run");
    document.gap().line(heading).table(tests()).gap();
    FOOTNOTES.forEach(document::line);
    result.tests().stream().findFirst().map(StatisticsTable::decision).ifPresent(document::line);
    return document.add(reproductions());
  }

  /** Says which of the tests decides and why; the same for every scheme of a comparison. */
  static String decision(SchemeTest test) {
    return "decides what is more than chance: "
        + test.decision().label()
        + (test.decision() == SchemeTest.Decision.SIGNED_RANKS
            ? ""
            : ", since so few runs are too few for ranks");
  }

  private TextTable tests() {
    TextTable table = new TextTable();
    table.row("", List.of("median", "dead", "difference", "Welch", "t", "ranks", "d_z"));
    for (TrainedIn arithmetic : TrainedIn.trained(result.experiment())) {
      table.row(arithmetic.name());
      for (SchemeResult scheme : result.schemes()) {
        Optional<SchemeTest> test =
            result.tests().stream()
                .filter(each -> each.arithmetic().equals(arithmetic.key()))
                .filter(each -> each.scheme().equals(scheme.scheme()))
                .findAny();
        table.row(
            "  " + scheme.scheme().name(),
            List.of(
                Decimals.fixed(100.0 * arithmetic.of(scheme).finalAccuracy().median(), 2),
                String.valueOf(arithmetic.deadOutputs(scheme)),
                test.map(each -> difference(each.difference())).orElse(NOTHING),
                probability(test.map(SchemeTest::welchHolm)),
                probability(test.map(SchemeTest::pairedTHolm)),
                probability(test.map(SchemeTest::wilcoxonHolm)),
                test.map(each -> effect(each.difference().cohenDz())).orElse(NOTHING)));
        test.ifPresent(each -> table.mark(DIFFERENCE_COLUMN, mark(each)));
      }
    }
    return table;
  }

  /** A difference stands out where the test that decides finds it. */
  private static Mark mark(SchemeTest test) {
    if (!test.isSignificant()) {
      return Mark.NONE;
    }
    return test.difference().mean() > 0.0 ? Mark.GOOD : Mark.BAD;
  }

  /** Returns {@code −0.96 ± 0.24}, or the mean alone of a single run. */
  static String difference(PairedDifference difference) {
    Optional<Interval> interval = difference.interval();
    return Phrases.signedPoints(difference.mean())
        + interval
            .map(range -> " ± " + Decimals.fixed(50.0 * (range.high() - range.low()), 2))
            .orElse("");
  }

  private static String probability(Optional<OptionalDouble> p) {
    return p.map(Phrases::probability).orElse(NOTHING);
  }

  public static String effect(OptionalDouble effect) {
    return effect.isEmpty()
        ? NOTHING
        : Decimals.fixed(effect.getAsDouble(), Math.abs(effect.getAsDouble()) < 100.0 ? 2 : 0);
  }

  private Document reproductions() {
    Document document = new Document();
    if (result.reproductions().isEmpty()) {
      return document;
    }
    TextTable table = new TextTable();
    table.row("Published", List.of("runs", "there", "p", "here", "finds", "is"));
    for (Reproduction each : result.reproductions()) {
      table.row("  " + each.figure().scheme().name());
      table.row("    mean, %", published(each, each.mean(), NOTHING, StatisticsTable::percent));
      if (each.difference().published().isPresent()) {
        String p =
            each.figure().p().isPresent()
                ? Decimals.fixed(each.figure().p().getAsDouble(), 3)
                : NOTHING;
        table.row(
            "    difference, points", published(each, each.difference(), p, Phrases::signedPoints));
      }
    }
    String reasons =
        String.join(
            "; ",
            result.reproductions().stream()
                .map(Reproduction::reason)
                .filter(reason -> !reason.isEmpty())
                .distinct()
                .toList());
    document.gap().table(table).gap();
    PUBLISHED_FOOTNOTES.forEach(document::line);
    return reasons.isEmpty() ? document : document.gap().line("unspecified: " + reasons);
  }

  private static List<String> published(
      Reproduction each, Reproduction.Finding finding, String p, DoubleFunction<String> shown) {
    return List.of(
        String.valueOf(each.figure().runs()),
        shown(finding.published(), shown),
        p,
        shown(finding.ours(), shown),
        shown(finding.detectable(), StatisticsTable::percent),
        finding.mark().label());
  }

  private static String shown(OptionalDouble fraction, DoubleFunction<String> text) {
    return fraction.isPresent() ? text.apply(fraction.getAsDouble()) : NOTHING;
  }

  private static String percent(double fraction) {
    return Decimals.fixed(100.0 * fraction, 2);
  }
}
