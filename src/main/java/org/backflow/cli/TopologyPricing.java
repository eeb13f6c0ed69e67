package org.backflow.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.backflow.accelerator.Accelerator;
import org.backflow.accelerator.EnergyTable;
import org.backflow.data.InvalidDataException;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.foreign.scalesim.Topology;
import org.backflow.foreign.scalesim.TopologyCost;
import org.backflow.report.table.TopologyTable;

/**
 * Prices a topology, and lays what cannot be counted at what is too large: the file where one
 * sample is too much for it, else the batch.
 *
 * @param file where the topology is from
 * @param schemes those of a training step; empty for the forward pass alone
 */
record TopologyPricing(
    Path file,
    Topology topology,
    Optional<List<FeedbackScheme>> schemes,
    Accelerator accelerator,
    FixedPointArithmetic arithmetic,
    EnergyTable energyTable) {

  private static final String BATCH = "--batch";

  /** Returns the table of so many samples, all of which can be counted. */
  TopologyTable table(int samples) {
    if (samples < 1) {
      throw new InvalidOptionException(
          BATCH,
          String.valueOf(samples),
          "minibatch of " + samples + " samples; expected at least 1");
    }
    try {
      return counted(samples);
    } catch (IllegalArgumentException refusal) {
      if (samples == 1) {
        throw ofTheFile(refusal);
      }
      requireOneSample();
      throw new InvalidOptionException(
          BATCH,
          String.valueOf(samples),
          refusal.getMessage() + "; the network of " + file + " can be priced with --batch 1");
    }
  }

  private void requireOneSample() {
    try {
      counted(1);
    } catch (IllegalArgumentException refusal) {
      throw ofTheFile(refusal);
    }
  }

  private InvalidDataException ofTheFile(IllegalArgumentException refusal) {
    return new InvalidDataException(file + ": " + refusal.getMessage(), refusal);
  }

  /** The sums of a table are counted when they are shown. */
  private TopologyTable counted(int samples) {
    TopologyTable table = new TopologyTable(priced(samples));
    table.document();
    return table;
  }

  private TopologyCost priced(int samples) {
    return schemes.isEmpty()
        ? TopologyCost.forward(topology, samples, accelerator, arithmetic, energyTable)
        : TopologyCost.training(
            topology, samples, schemes.get(), accelerator, arithmetic, energyTable);
  }
}
