package org.backflow.report;

import java.util.Comparator;
import java.util.Optional;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.SchemeResult;

/** The first section: what was found, in sentences that hold for any outcome. */
record Verdict(ComparisonResult result) {

  static Element of(ComparisonResult result) {
    Verdict verdict = new Verdict(result);
    return Element.of(
            "section",
            Element.of("h2", "Verdict"),
            Element.of("p", verdict.headline()).classed("headline"),
            Element.of("ul", new AccuracyVerdict(result).items(), new CostVerdict(result).items()))
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
    if (cyclesOfStep(cheapest) >= cyclesOfStep(baseline)) {
      return "No scheme shortens the training step of " + of + " on this accelerator.";
    }
    String accuracies =
        Phrases.listed(
            TrainedIn.trained(result.experiment()).stream()
                .map(a -> accuracy(a, cheapest, baseline))
                .toList());
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

  private static String accuracy(TrainedIn trained, SchemeResult scheme, SchemeResult baseline) {
    double difference = trained.meanAccuracy(scheme) - trained.meanAccuracy(baseline);
    return Phrases.signedPoints(difference) + " points in " + trained.name();
  }

  private long cyclesOfFeedback(SchemeResult scheme) {
    return result.feedback(scheme, result.experiment().energyTables().get(0)).cycles();
  }

  private long cyclesOfStep(SchemeResult scheme) {
    return result.step(scheme, result.experiment().energyTables().get(0)).cycles();
  }
}
