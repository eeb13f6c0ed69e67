package org.backflow.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.backflow.accelerator.EnergyTable;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.SchemeResult;

/** The few figures that a reader takes away, large. */
record VerdictTiles(ComparisonResult result) {

  /** Returns the tiles as a list of terms and what is said of them. */
  Element element() {
    List<Element> tiles = new ArrayList<>();
    TrainedIn.trained(result.experiment()).forEach(arithmetic -> tiles.add(accuracy(arithmetic)));
    if (feedbackCycles(result.baseline()) > 0) {
      tiles.add(feedback());
      tiles.add(step());
      tiles.add(claim());
    }
    return Element.of("div", tiles).classed("tiles");
  }

  private static Element tile(String term, String figure, String note) {
    return Element.of(
        "dl",
        Element.of("dt", term),
        Element.of("dd", figure).classed("figure"),
        Element.of("dd", note));
  }

  private Element accuracy(TrainedIn arithmetic) {
    SchemeResult best =
        result.schemes().stream()
            .max(Comparator.comparingDouble(arithmetic::meanAccuracy))
            .orElseThrow();
    String others =
        Phrases.listed(
            result.schemes().stream()
                .filter(scheme -> !scheme.equals(best))
                .map(
                    scheme ->
                        Phrases.name(scheme)
                            + " "
                            + Decimals.fixed(100.0 * arithmetic.meanAccuracy(scheme), 2)
                            + " %")
                .toList());
    return tile(
        "Highest accuracy, " + arithmetic.name(),
        Phrases.accuracy(arithmetic.of(best)),
        Phrases.name(best) + (others.isEmpty() ? "" : "; " + others));
  }

  private Element feedback() {
    SchemeResult shortest =
        result.schemes().stream().min(Comparator.comparingLong(this::feedbackCycles)).orElseThrow();
    long from = feedbackCycles(result.baseline());
    long to = feedbackCycles(shortest);
    return tile(
        "Shortest feedback phase",
        Decimals.grouped(to) + (to == 1 ? " cycle" : " cycles"),
        shortest.equals(result.baseline())
            ? Phrases.name(shortest) + "; no scheme needs fewer"
            : Phrases.name(shortest)
                + "; "
                + Phrases.name(result.baseline())
                + " takes "
                + Decimals.grouped(from)
                + ", "
                + Decimals.fixed((double) from / to, 1)
                + " times as many");
  }

  private Element step() {
    SchemeResult best =
        result.schemes().stream()
            .max(Comparator.comparingDouble(result::stepGainInCycles))
            .orElseThrow();
    EnergyTable table = result.experiment().energyTables().get(0);
    return tile(
        "Whole step, best gain in cycles",
        Decimals.fixed(result.stepGainInCycles(best), 4) + "x",
        Phrases.name(best)
            + "; in energy "
            + Decimals.fixed(result.stepGainInEnergy(best, table), 4)
            + "x ("
            + table.name()
            + ")");
  }

  private Element claim() {
    ClaimTable claim = new ClaimTable(result);
    return tile(
        "“A factor of 20”, one-hot",
        claim.stepGain(),
        "cycles of the whole step; operations of the feedback product alone: "
            + claim.productGain());
  }

  private long feedbackCycles(SchemeResult scheme) {
    return result.feedback(scheme, result.experiment().energyTables().get(0)).cycles();
  }
}
