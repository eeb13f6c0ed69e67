package org.backflow.accelerator.resources;

import java.util.List;
import java.util.Optional;

/**
 * Estimates the look-up tables of a router, in which every lane selects one of several words, from
 * those of synthesised ones. Selecting one of n words takes n - 1 choices between two for each bit;
 * what a choice takes is fitted by least squares of the relative errors. The estimate grows with
 * every number, and is an extrapolation for others than the synthesised ones.
 */
public final class RouterModel {
  private static final String MODULE = "feedback_router";

  private final double lutsPerChoice;

  private RouterModel(double lutsPerChoice) {
    this.lutsPerChoice = lutsPerChoice;
  }

  /**
   * Fits a model to the rows of routers.
   *
   * @param rows what was synthesised for a family; other rows are passed over
   * @return empty when no router was synthesised
   */
  public static Optional<RouterModel> fit(List<SynthesisRow> rows) {
    double sum = 0.0;
    double squares = 0.0;
    for (SynthesisRow row : rows) {
      if (row.module().equals(MODULE)) {
        double term =
            choices(row.parameter("Lanes"), row.parameter("Outputs"), row.parameter("Width"))
                / row.resources().luts();
        sum += term;
        squares += term * term;
      }
    }
    return squares > 0.0 ? Optional.of(new RouterModel(sum / squares)) : Optional.empty();
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
  public FpgaResources estimate(int lanes, int sources, int bits) {
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
    return new FpgaResources(lutsPerChoice * choices(lanes, sources, bits), 0.0, 0.0, 0.0);
  }
}
