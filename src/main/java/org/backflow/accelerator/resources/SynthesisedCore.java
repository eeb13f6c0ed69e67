package org.backflow.accelerator.resources;

import java.util.Optional;
import org.backflow.accelerator.ArrayShape;
import org.backflow.accelerator.Dataflow;
import org.backflow.accelerator.FoldSequence;
import org.backflow.accelerator.array.WordWidths;

/**
 * A whole accelerator that was synthesised: {@code train_core} for 784-20-10, with its array, a
 * lane of the vector unit per column, the router of its scheme, memories and control.
 *
 * @param array its array
 * @param wordBits of its words; the array's operands have one more, for unsigned ones
 * @param sumBits of its sums
 * @param scheme 0 backprop, 1 random, 2 one-hot
 * @param outputs sources of its router
 * @param synthesised what it took
 */
public record SynthesisedCore(
    ArrayShape array,
    int wordBits,
    int sumBits,
    int scheme,
    int outputs,
    FpgaResources synthesised) {
  private static final String MODULE = "train_core";
  private static final int ONE_HOT = 2;

  /** Returns the core of {@code row}; empty where it is another module or has other units. */
  static Optional<SynthesisedCore> of(SynthesisRow row) {
    if (!row.module().equals(MODULE) || row.parameter("Scheme") > ONE_HOT) {
      return Optional.empty();
    }
    return Optional.of(
        new SynthesisedCore(
            row.shape(),
            row.parameter("WeightWidth"),
            row.parameter("AccWidth"),
            row.parameter("Scheme"),
            row.parameter("Outputs"),
            row.resources()));
  }

  /** Returns the scheme that it trains by. */
  public String schemeName() {
    return switch (scheme) {
      case 0 -> "backprop";
      case 1 -> "random";
      default -> "one-hot";
    };
  }

  /** Returns the words that its memories give in a cycle: a power of two. */
  int banks() {
    return FpgaDesign.banks(Math.max(array.rows(), array.columns()));
  }

  /** Returns what array, vector unit and router are estimated to take; empty without a model. */
  public Optional<Estimate> parts(SynthesisModels models) {
    WordWidths widths = new WordWidths(wordBits + 1, wordBits + 1, sumBits);
    Optional<Estimate> arrayAndLanes =
        models
            .arrays(Dataflow.OS, FoldSequence.SEQUENTIAL, widths)
            .map(model -> model.estimate(array, widths))
            .flatMap(
                part ->
                    models
                        .vectorUnit()
                        .map(unit -> unit.estimate(array.columns(), wordBits, sumBits).plus(part)));
    return scheme == ONE_HOT
        ? arrayAndLanes.flatMap(
            parts ->
                models
                    .router()
                    .map(router -> router.estimate(array.columns(), outputs, wordBits).plus(parts)))
        : arrayAndLanes;
  }
}
