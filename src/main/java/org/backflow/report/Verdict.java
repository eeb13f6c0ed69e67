package org.backflow.report;

import java.util.Comparator;
import java.util.Optional;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.SchemeResult;
import org.backflow.experiment.SchemeTest;
import org.backflow.statistics.TestOutcome;

/** The first section: what was found, in sentences that hold for any outcome. */
record Verdict(ComparisonResult result) {

  static Element of(ComparisonResult result) {
    Verdict verdict = new Verdict(result);
    Element claim =
        Element.of(
            "li",
            Element.of("strong", "The claim of a factor of 20. "),
            new ClaimTable(result).sentence());
    return Element.of(
            "section",
            Element.of("h2", "Verdict"),
            Element.of("p", verdict.headline()).classed("headline"),
            new VerdictTiles(result).element(),
            Element.of(
                "ul", new AccuracyVerdict(result).items(), new CostVerdict(result).items(), claim))
        .with("id", "verdict");
  }

  private String headline() {
    SchemeResult baseline = result.baseline();
    long feedback = cyclesOfFeedback(baseline);
    if (feedback == 0) {
      return "Nothing is fed back in a network without hidden layers: every scheme is the same.";
    }
    Optional<SchemeResult> cheapest =
        result.schemes().stream()
            .filter(scheme -> !scheme.equals(baseline))
            .max(Comparator.comparingDouble(result::stepGainInCycles));
    return cheapest
        .map(this::headline)
        .orElseGet(
            () ->
                Phrases.name(baseline)
                    + " was compared with nothing: its feedback phase takes "
                    + Decimals.grouped(feedback)
                    + " of the "
                    + Decimals.grouped(cyclesOfStep(baseline))
                    + " cycles of a training step.");
  }

  private String headline(SchemeResult cheapest) {
    SchemeResult baseline = result.baseline();
    String of = Phrases.name(baseline);
    String accuracies =
        Phrases.listed(
            TrainedIn.trained(result.experiment()).stream()
                .map(arithmetic -> accuracy(arithmetic, cheapest))
                .toList());
    if (cyclesOfStep(cheapest) >= cyclesOfStep(baseline)) {
      return "No scheme shortens the training step of "
          + of
          + " on this accelerator; "
          + Phrases.name(cheapest)
          + " feedback changes the mean test accuracy by "
          + accuracies
          + ".";
    }
    return Phrases.name(cheapest)
        + " feedback shortens the feedback phase of "
        + of
        + " from "
        + Decimals.grouped(cyclesOfFeedback(baseline))
        + " to "
        + Decimals.grouped(cyclesOfFeedback(cheapest))
        + " cycles, the whole training step by "
        + Phrases.percentChange((double) cyclesOfStep(baseline), (double) cyclesOfStep(cheapest))
        + ", and changes the mean test accuracy by "
        + accuracies
        + ".";
  }

  private String accuracy(TrainedIn trained, SchemeResult scheme) {
    SchemeTest test =
        result.tests().stream()
            .filter(each -> each.scheme().equals(scheme.scheme()))
            .filter(each -> each.arithmetic().equals(trained.key()))
            .findFirst()
            .orElseThrow();
    return Phrases.signedPoints(test.difference().mean())
        + " points in "
        + trained.name()
        + " ("
        + certainty(test)
        + ")";
  }

  /** Says whether the difference is more than chance, by the paired t test after Holm. */
  private static String certainty(SchemeTest test) {
    if (test.pairedTHolm().isEmpty()) {
      return test.difference().differences().runs().size() < 2
          ? "one run, so it may be chance"
          : "the same in every run";
    }
    double p = test.pairedTHolm().getAsDouble();
    return (p < TestOutcome.SIGNIFICANT ? "more than chance" : "may be chance")
        + ", p "
        + StatisticsTable.comparedProbability(p);
  }

  private long cyclesOfFeedback(SchemeResult scheme) {
    return result.feedback(scheme, result.experiment().energyTables().get(0)).cycles();
  }

  private long cyclesOfStep(SchemeResult scheme) {
    return result.step(scheme, result.experiment().energyTables().get(0)).cycles();
  }
}
