package org.backflow.accelerator.resources;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * How far estimates are from synthesis.
 *
 * @param rows how many modules were estimated by a model that had not seen them
 * @param largestLutPercent the largest difference in look-up tables, in percent of synthesis; empty
 *     where every count is below {@value #SMALLEST_COMPARED}
 * @param largestFlipFlopPercent the largest difference in flip-flops, likewise
 */
public record FitError(
    int rows, OptionalDouble largestLutPercent, OptionalDouble largestFlipFlopPercent) {

  /** Counts below it are control logic, whose relative error says nothing. */
  public static final int SMALLEST_COMPARED = 100;

  /**
   * Returns the error over modules.
   *
   * @param synthesised what a module took
   * @param estimate what a model that has not seen it makes of it
   */
  static FitError over(
      int modules, IntFunction<FpgaResources> synthesised, IntFunction<FpgaResources> estimate) {
    double[] luts = new double[modules];
    double[] flipFlops = new double[modules];
    for (int i = 0; i < modules; i++) {
      FpgaResources estimated = estimate.apply(i);
      FpgaResources took = synthesised.apply(i);
      luts[i] = percent(estimated.luts(), took.luts());
      flipFlops[i] = percent(estimated.flipFlops(), took.flipFlops());
    }
    return new FitError(modules, largest(luts), largest(flipFlops));
  }

  /** Returns the error over rows. */
  static FitError over(List<SynthesisRow> unseen, Function<SynthesisRow, FpgaResources> estimate) {
    return over(unseen.size(), i -> unseen.get(i).resources(), i -> estimate.apply(unseen.get(i)));
  }

  private static OptionalDouble largest(double[] percents) {
    return Arrays.stream(percents).filter(percent -> !Double.isNaN(percent)).max();
  }

  private static double percent(double estimated, double synthesised) {
    return synthesised < SMALLEST_COMPARED
        ? Double.NaN
        : 100.0 * Math.abs(estimated - synthesised) / synthesised;
  }
}
