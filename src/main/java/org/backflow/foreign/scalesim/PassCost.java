package org.backflow.foreign.scalesim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.backflow.accelerator.Accelerator;
import org.backflow.accelerator.CostModel;
import org.backflow.accelerator.OperationCost;
import org.backflow.accelerator.StepCost;
import org.backflow.accelerator.Traffic;
import org.backflow.accelerator.UnitMapping;
import org.backflow.accelerator.memory.Level;
import org.backflow.accelerator.memory.StallCycles;
import org.backflow.accelerator.memory.StoredTensor;
import org.backflow.accelerator.memory.TensorKind;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.Role;
import org.backflow.function.Arithmetic;
import org.backflow.plan.Count;
import org.backflow.plan.Extent;
import org.backflow.plan.Phase;

/**
 * What a pass over a topology costs, layer by layer. Operations are called after their layer,
 * {@code Conv1.forward}.
 *
 * @param layers in the order of the topology
 */
public record PassCost(List<LayerCost> layers) {

  /** Copies the list. */
  public PassCost {
    layers = List.copyOf(layers);
  }

  /**
   * What the operations of one layer cost.
   *
   * @param layer its name
   * @param product M, N, K of its forward product
   * @param cost its operations, in the order of the phases
   */
  public record LayerCost(String layer, Extent product, StepCost cost) {}

  /**
   * Prices {@code pass} on {@code accelerator}, with words of the formats of {@code formats} that
   * are stated for roles; the tensors of a topology are not those of a network.
   *
   * <p>The fold of an unfolded error runs on the vector unit. Every element is read once and added
   * to a partial sum, which is read and written back; then the finished sums are written. That
   * takes rows x ceil(K / lanes) + 1 cycles.
   */
  public static PassCost of(
      TrainingPass pass, Accelerator accelerator, FixedPointArithmetic formats) {
    FixedPointArithmetic arithmetic = formats.byRole();
    CostModel model = new CostModel(accelerator, arithmetic);
    List<LayerCost> layers = new ArrayList<>();
    for (LayerStep step : pass.layers()) {
      String layer = step.layer().name();
      List<OperationCost> operations = new ArrayList<>();
      for (OperationCost operation : model.cost(step.plan()).operations()) {
        operations.add(operation.named(layer + "." + kind(operation)));
      }
      step.fold().ifPresent(fold -> operations.add(fold(layer, fold, accelerator, arithmetic)));
      layers.add(
          new LayerCost(layer, step.layer().product(pass.batch()), new StepCost(operations)));
    }
    return new PassCost(layers);
  }

  /** Returns the name of an operation without the number of its layer within the plan. */
  private static String kind(OperationCost operation) {
    int dot = operation.name().lastIndexOf('.');
    return dot < 0 ? operation.name() : operation.name().substring(0, dot);
  }

  private static OperationCost fold(
      String layer, LayerStep.Fold fold, Accelerator accelerator, FixedPointArithmetic arithmetic) {
    Extent unfolded = fold.unfolded();
    long elements = unfolded.elements();
    int lanes = accelerator.vectorLanes();
    long lanesFilled = Count.product(unfolded.m(), Count.parts(unfolded.n(), lanes));
    long cycles = lanesFilled + 1;
    int errorBits = arithmetic.format(Role.ERROR).width();
    int sumBits = arithmetic.accumulatorBits();
    return new OperationCost(
        new OperationCost.What(
            layer + ".fold", Optional.of(Phase.FEEDBACK), unfolded, UnitMapping.VECTOR),
        new OperationCost.When(lanesFilled, cycles, StallCycles.NONE, OptionalLong.empty()),
        new OperationCost.Work(
            0, 0, List.of(new Arithmetic(Arithmetic.Kind.ADD, sumBits, sumBits, elements))),
        new OperationCost.Moved(
            List.of(
                new Traffic(Level.SRAM, first(TensorKind.UNFOLDED_ERROR), elements, 0, errorBits),
                new Traffic(Level.SRAM, first(TensorKind.PARTIAL_SUM), elements, elements, sumBits),
                new Traffic(
                    Level.SRAM, first(TensorKind.ERROR), 0, fold.input().elements(), errorBits))),
        new OperationCost.Used(
            100.0 * elements / (lanesFilled * (double) lanes),
            100.0 * elements / (cycles * (double) lanes)));
  }

  /** The errors that are folded are those of the first layer of the plan of their layer. */
  private static StoredTensor first(TensorKind kind) {
    return new StoredTensor(kind, 1);
  }

  /** Returns the operations of all layers, one after the other. */
  public StepCost step() {
    return new StepCost(
        layers.stream().flatMap(layer -> layer.cost().operations().stream()).toList());
  }
}
