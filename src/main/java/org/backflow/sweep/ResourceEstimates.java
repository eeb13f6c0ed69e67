package org.backflow.sweep;

import java.util.List;
import java.util.Optional;
import org.backflow.accelerator.Accelerator;
import org.backflow.accelerator.array.WordWidths;
import org.backflow.accelerator.resources.DesignEstimate;
import org.backflow.accelerator.resources.Estimate;
import org.backflow.accelerator.resources.FpgaDesign;
import org.backflow.accelerator.resources.FpgaFamily;
import org.backflow.accelerator.resources.FpgaResources;
import org.backflow.accelerator.resources.SynthesisModels;
import org.backflow.accelerator.resources.SynthesisRow;
import org.backflow.experiment.file.Home;
import org.backflow.experiment.file.SynthesisFile;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.Role;
import org.backflow.plan.FeedbackVisitor;
import org.backflow.plan.Operation;
import org.backflow.plan.Product;
import org.backflow.plan.Select;
import org.backflow.plan.SignedSum;
import org.backflow.plan.SparseProduct;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;

/**
 * Estimates what accelerators take of an FPGA of the Xilinx 7 series: arrays, vector unit, control,
 * memories, and the unit that the cost model gives the feedback of a scheme to. Products and signed
 * sums run on an array, which is there anyway. Selections take a router of as many lanes as the
 * vector unit has; sparse products the same with a multiplier in each lane, which also sums; scaled
 * selections one that multiplies.
 */
public final class ResourceEstimates {
  private static final FpgaFamily FAMILY = FpgaFamily.XILINX7;

  private final SynthesisModels models;

  /** Creates estimates from what was synthesised. */
  public ResourceEstimates(List<SynthesisRow> rows) {
    this.models = new SynthesisModels(FAMILY, rows);
  }

  /** Reads what was synthesised. */
  public static ResourceEstimates of(Home home) {
    return new ResourceEstimates(SynthesisFile.load(home, FAMILY));
  }

  /**
   * Returns what an accelerator takes; empty where phases ask for different dataflows, an operand
   * is narrower or wider than any synthesised one, a sum is wider than accumulators are, or nothing
   * of the kind was synthesised.
   */
  Optional<Estimate> of(Accelerator accelerator, FixedPointArithmetic arithmetic, StepPlan plan) {
    Accelerator.Dataflows dataflows = accelerator.dataflows();
    Optional<WordWidths> widths = WordWidths.of(arithmetic);
    if (!dataflows.equals(Accelerator.Dataflows.all(dataflows.forward()))
        || widths.filter(FpgaFamily::takes).isEmpty()) {
      return Optional.empty();
    }
    return DesignEstimate.of(FpgaDesign.of(accelerator, widths.get()), models)
        .map(DesignEstimate::together)
        .flatMap(
            parts -> feedbackUnit(accelerator, arithmetic, plan).map(unit -> parts.plus(unit)));
  }

  /** Returns the router of the hidden layer with the most sources, which serves all of them. */
  private Optional<Estimate> feedbackUnit(
      Accelerator accelerator, FixedPointArithmetic arithmetic, StepPlan plan) {
    int sources = 0;
    int sourceBits = 0;
    int feedbackBits = 0;
    for (Operation operation : plan.operations()) {
      if (operation.result().role() == Role.ERROR && operation.accept(new IsRouted())) {
        Tensor feedback = Tensor.feedback(operation.layer());
        sources = Math.max(sources, plan.shape(feedback).m());
        sourceBits = Math.max(sourceBits, bits(operation.reads().get(0), arithmetic));
        if (operation.multiplies() > 0) {
          feedbackBits = Math.max(feedbackBits, bits(feedback, arithmetic));
        }
      }
    }
    if (sources == 0) {
      return Optional.of(Estimate.NONE);
    }
    int lanes = accelerator.vectorLanes();
    int most = sources;
    int bits = sourceBits;
    Estimate multipliers =
        feedbackBits > 0 ? multipliers(lanes, sourceBits, feedbackBits) : Estimate.NONE;
    return models.router().map(model -> model.estimate(lanes, most, bits).plus(multipliers));
  }

  /** Returns a multiplier in each lane of a router; those in logic are in no figure. */
  private static Estimate multipliers(int lanes, int sourceBits, int feedbackBits) {
    int blocks = FAMILY.blocks(sourceBits, feedbackBits);
    return blocks == 0
        ? new Estimate(FpgaResources.NONE, List.of("the router's multipliers in logic"))
        : new Estimate(new FpgaResources(0.0, 0.0, (double) lanes * blocks, 0.0), List.of());
  }

  private static int bits(Tensor tensor, FixedPointArithmetic arithmetic) {
    return tensor.format(arithmetic).width();
  }

  /** Says whether a router carries the error back, or an array. */
  private static final class IsRouted implements FeedbackVisitor<Boolean> {
    @Override
    public Boolean visit(Product operation) {
      return false;
    }

    @Override
    public Boolean visit(Select operation) {
      return true;
    }

    @Override
    public Boolean visit(SparseProduct operation) {
      return true;
    }

    @Override
    public Boolean visit(SignedSum operation) {
      return false;
    }
  }
}
