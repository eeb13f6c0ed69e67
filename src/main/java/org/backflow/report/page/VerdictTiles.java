package org.backflow.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.backflow.accelerator.EnergyTable;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.SchemeResult;
import org.backflow.report.html.Element;
import org.backflow.report.page.cost.ClaimTable;
import org.backflow.report.result.TrainedIn;
import org.backflow.report.text.Decimals;
import org.backflow.report.text.Phrases;
import org.backflow.report.verdict.Extremes;
import org.backflow.report.verdict.Standing;

/** The few figures that a reader takes away, large. */
final class VerdictTiles {

  private final ComparisonResult result;
  private final Standing standing;

  VerdictTiles(ComparisonResult result) {
    this.result = result;
    this.standing = new Standing(result);
  }

  /** Returns the tiles as a list of terms and what is said of them. */
  Element element() {
    List<Element> tiles = new ArrayList<>();
    TrainedIn.trained(result.experiment()).forEach(arithmetic -> tiles.add(accuracy(arithmetic)));
    if (standing.feedbackCycles(result.baseline()) > 0) {
      standing
          .deciding()
          .ifPresent(
              arithmetic -> {
                tiles.add(feedback(arithmetic));
                tiles.add(step(arithmetic));
              });
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
    SchemeResult best = Extremes.most(result, arithmetic::meanAccuracy);
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

  private Element feedback(TrainedIn arithmetic) {
    SchemeResult shortest = cheapest(arithmetic, standing::feedbackCycles);
    long from = standing.feedbackCycles(result.baseline());
    long to = standing.feedbackCycles(shortest);
    return tile(
        "Shortest feedback phase",
        Decimals.grouped(to) + (to == 1 ? " cycle" : " cycles"),
        from == to
            ? Phrases.name(result.baseline()) + "; no scheme needs fewer"
            : "%s; %s takes %s, %s times as many"
                .formatted(
                    Phrases.name(shortest),
                    Phrases.name(result.baseline()),
                    Decimals.grouped(from),
                    Decimals.fixed((double) from / to, 1)));
  }

  private Element step(TrainedIn arithmetic) {
    SchemeResult best = cheapest(arithmetic, standing::cycles);
    EnergyTable table = result.experiment().hardware().energyTables().get(0);
    return tile(
        "Whole step, best gain in cycles",
        Decimals.fixed(result.stepGainInCycles(best), 4) + "x",
        "%s; in energy %sx (%s)"
            .formatted(
                Phrases.name(best),
                Decimals.fixed(result.stepGainInEnergy(best, table), 4),
                table.name()));
  }

  private SchemeResult cheapest(TrainedIn arithmetic, ToLongFunction<SchemeResult> cycles) {
    return standing.standing(arithmetic).stream()
        .min(Standing.cheapest(arithmetic, cycles))
        .orElseThrow();
  }

  private Element claim() {
    ClaimTable claim = new ClaimTable(result);
    return tile(
        "“A factor of 20”, one-hot",
        claim.stepGain(),
        "cycles of the whole step; operations of the feedback product alone: "
            + claim.productGain());
  }
}
