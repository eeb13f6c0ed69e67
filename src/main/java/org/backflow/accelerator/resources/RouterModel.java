package org.backflow.accelerator.resources;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Estimates the look-up tables of a router, in which every lane selects one of several words, from
 * those of synthesised ones. Selecting one of n words takes n - 1 choices between two for each bit;
 * what a choice takes is fitted by least squares of the relative errors.
 */
public final class RouterModel {
  private static final String MODULE = "feedback_router";

  private final List<SynthesisRow> rows;
  private final double lutsPerChoice;
  private final SynthesisedRange lanesRange;
  private final SynthesisedRange sourcesRange;
  private final SynthesisedRange bitsRange;

  private RouterModel(List<SynthesisRow> rows) {
    this.rows = rows;
    this.lanesRange =
        SynthesisedRange.of("router lanes", rows.stream().map(RouterModel::lanes).toList());
    this.sourcesRange =
        SynthesisedRange.of("sources", rows.stream().map(RouterModel::sources).toList());
    this.bitsRange =
        SynthesisedRange.of("router bits", rows.stream().map(RouterModel::bits).toList());
    this.lutsPerChoice =
        LeastSquares.weights(
            rows,
            row -> new double[] {choices(lanes(row), sources(row), bits(row))},
            row -> 0.0,
            row -> row.resources().luts())[0];
  }

  /**
   * Fits a model to the rows of routers.
   *
   * @param rows what was synthesised for a family; other rows are passed over
   * @return empty when fewer than two routers were synthesised, so that none could be left out
   */
  public static Optional<RouterModel> fit(List<SynthesisRow> rows) {
    List<SynthesisRow> routers = rows.stream().filter(row -> row.module().equals(MODULE)).toList();
    return routers.size() < 2 ? Optional.empty() : Optional.of(new RouterModel(routers));
  }

  private static int lanes(SynthesisRow row) {
    return row.parameter("Lanes");
  }

  private static int sources(SynthesisRow row) {
    return row.parameter("Outputs");
  }

  private static int bits(SynthesisRow row) {
    return row.parameter("Width");
  }

  private static double choices(int lanes, int sources, int bits) {
    return (double) lanes * (sources - 1) * bits;
  }

  /**
   * Returns what a router takes: look-up tables alone, since it keeps no word.
   *
   * @param lanes words selected in a cycle, at least 1
   * @param sources words that a lane selects from, at least 1
   * @param bits of a word, at least 1
   */
  public Estimate estimate(int lanes, int sources, int bits) {
    if (lanes < 1 || sources < 1 || bits < 1) {
      throw new IllegalArgumentException(
          "a router of "
              + lanes
              + " lanes, "
              + sources
              + " sources and "
              + bits
              + " bits; expected at least 1 of each");
    }
    return new Estimate(
        new FpgaResources(lutsPerChoice * choices(lanes, sources, bits), 0.0, 0.0, 0.0),
        Stream.of(lanesRange.leftBy(lanes), sourcesRange.leftBy(sources), bitsRange.leftBy(bits))
            .flatMap(Optional::stream)
            .toList());
  }

  /** Returns the error over all routers, each left out of the fit that estimates it. */
  public FitError leaveOneOutError() {
    return FitError.over(
        rows,
        row ->
            new RouterModel(rows.stream().filter(each -> !each.equals(row)).toList())
                .estimate(lanes(row), sources(row), bits(row))
                .resources());
  }
}
