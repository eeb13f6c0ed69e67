package org.backflow.sweep;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.backflow.accelerator.Accelerator;
import org.backflow.accelerator.array.WordWidths;
import org.backflow.accelerator.resources.ArrayKind;
import org.backflow.accelerator.resources.FpgaDesign;
import org.backflow.accelerator.resources.FpgaFamily;
import org.backflow.accelerator.resources.FpgaResources;
import org.backflow.accelerator.resources.ResourceModel;
import org.backflow.accelerator.resources.SynthesisRow;
import org.backflow.experiment.Home;
import org.backflow.experiment.SynthesisFile;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.Role;

/**
 * Estimates what accelerators take of an FPGA of the Xilinx 7 series. Models are fitted once for
 * each kind of array.
 */
public final class ResourceEstimates {
  private static final FpgaFamily FAMILY = FpgaFamily.XILINX7;

  private final List<SynthesisRow> rows;
  private final Map<ArrayKind, Optional<ResourceModel>> models = new ConcurrentHashMap<>();

  /** Creates estimates from the arrays that were synthesised. */
  public ResourceEstimates(List<SynthesisRow> rows) {
    this.rows = List.copyOf(rows);
  }

  /** Reads what was synthesised. */
  public static ResourceEstimates of(Home home) {
    return new ResourceEstimates(SynthesisFile.load(home, FAMILY));
  }

  /**
   * Returns what arrays and memories take; empty where phases ask for different dataflows, or an
   * operand does not fit a multiplier block.
   */
  Optional<FpgaResources> of(Accelerator accelerator, FixedPointArithmetic arithmetic) {
    Accelerator.Dataflows dataflows = accelerator.dataflows();
    Optional<WordWidths> widths = widths(arithmetic);
    if (!dataflows.equals(Accelerator.Dataflows.all(dataflows.forward()))
        || widths.filter(FAMILY::takes).isEmpty()) {
      return Optional.empty();
    }
    FpgaDesign design = FpgaDesign.of(accelerator, widths.get());
    return models
        .computeIfAbsent(
            ArrayKind.of(FAMILY, design.dataflow(), design.folds()),
            kind -> ResourceModel.fit(kind, rows))
        .map(model -> design.arrays(model).plus(design.memories(FAMILY)));
  }

  /**
   * Returns the widths of an array that computes every product of a step: one edge takes inputs,
   * activations and errors, the other weights, feedback and the scaled errors of the update.
   */
  private static Optional<WordWidths> widths(FixedPointArithmetic arithmetic) {
    int a = widest(arithmetic, Role.INPUT, Role.ACTIVATION, Role.DELTA);
    int b = widest(arithmetic, Role.WEIGHT, Role.FEEDBACK, Role.GRADIENT);
    return arithmetic.accumulatorBits() < a + b
        ? Optional.empty()
        : Optional.of(new WordWidths(a, b, arithmetic.accumulatorBits()));
  }

  private static int widest(FixedPointArithmetic arithmetic, Role... roles) {
    int widest = 0;
    for (Role role : roles) {
      widest = Math.max(widest, arithmetic.format(role).width());
    }
    return widest;
  }
}
