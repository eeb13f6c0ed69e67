package org.backflow.foreign.scalesim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.backflow.accelerator.Accelerator;
import org.backflow.accelerator.ArrayShape;
import org.backflow.accelerator.CostModel;
import org.backflow.accelerator.Dataflow;
import org.backflow.accelerator.OperationCost;
import org.backflow.accelerator.Traffic;
import org.backflow.accelerator.UnitMapping;
import org.backflow.accelerator.memory.Level;
import org.backflow.accelerator.memory.StoredTensor;
import org.backflow.accelerator.memory.TensorKind;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.function.Arithmetic;
import org.backflow.plan.Extent;
import org.backflow.plan.Phase;
import org.junit.jupiter.api.Test;

/** Topologies priced by the forms that price a plan. */
final class PassCostTest {

  private static final FixedPointArithmetic ARITHMETIC = FixedPointArithmetic.sixteenBits();

  private static final Accelerator ACCELERATOR =
      new Accelerator(
          "test",
          "none",
          new ArrayShape(4, 4),
          new ArrayShape(4, 4),
          Accelerator.Dataflows.all(Dataflow.WS),
          4,
          100.0,
          new Accelerator.Memories(1, 1, 1, 1));

  private static final TopologyLayer FIRST = new ProductLayer("A", 9, 2, 7, Sparsity.DENSE);

  /** 5 x 5 x 2 under 4 filters of 3 x 3: M 9, N 4, K 18. */
  private static final TopologyLayer SECOND =
      new ConvolutionLayer("B", 5, 5, 3, 3, 2, 4, 1, 1, Sparsity.DENSE);

  private static PassCost cost(FeedbackScheme scheme) {
    Topology topology = new Topology("net", List.of(FIRST, SECOND));
    return PassCost.of(TrainingPass.of(topology, scheme, 1), ACCELERATOR, ARITHMETIC);
  }

  private static OperationCost operation(PassCost cost, String name) {
    return cost.step().operations().stream()
        .filter(operation -> operation.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void products_ofALayer_costWhatTheyCostAlone() {
    CostModel model = new CostModel(ACCELERATOR, ARITHMETIC);
    PassCost cost = cost(FeedbackSchemes.BACKPROP);
    assertThat(operation(cost, "A.forward").totalCycles())
        .isEqualTo(model.cost("", new Extent(9, 2, 7), Dataflow.WS).totalCycles());
    assertThat(operation(cost, "B.feedback").totalCycles())
        .isEqualTo(model.cost("", new Extent(9, 18, 4), Dataflow.WS).totalCycles());
    assertThat(operation(cost, "B.update").totalCycles())
        .isEqualTo(model.cost("", new Extent(18, 4, 9), Dataflow.WS).totalCycles());
  }

  /** 9 rows of 18 elements, 4 a cycle: 9 x 5 + 1 cycles; 50 sums are written once. */
  @Test
  void fold_ofAnUnfoldedError_readsAddsAndWrites() {
    OperationCost fold = operation(cost(FeedbackSchemes.ONE_HOT), "B.fold");
    assertThat(fold.totalCycles()).isEqualTo(46);
    // 162 of 45 fillings of 4 lanes, and of 46 cycles of 4 lanes.
    assertThat(fold.used().mappingEfficiencyPercent()).isEqualTo(90.0);
    assertThat(fold.used().utilizationPercent()).isCloseTo(88.0435, within(1e-4));
    assertThat(fold.work().macs()).isZero();
    assertThat(fold.what().isIn(Phase.FEEDBACK)).isTrue();
    assertThat(fold.moved().traffic().stream().mapToLong(Traffic::reads).sum())
        .isEqualTo(162 + 162);
    assertThat(fold.moved().traffic().stream().mapToLong(Traffic::writes).sum())
        .isEqualTo(162 + 50);
    assertThat(fold.work().events())
        .containsExactly(new Arithmetic(Arithmetic.Kind.ADD, 48, 48, 162));
  }

  /** 4 outputs: an index of two bits, and one selection per element of the unfolded error. */
  @Test
  void oneHot_readsAnIndexForEveryElement() {
    OperationCost selection = operation(cost(FeedbackSchemes.ONE_HOT), "B.feedback");
    assertThat(selection.what().mapping()).isEqualTo(UnitMapping.ROUTER);
    assertThat(selection.moved().traffic())
        .contains(new Traffic(Level.SRAM, new StoredTensor(TensorKind.SELECTION, 1), 162, 0, 2));
  }

  @Test
  void layers_together_areTheStep() {
    PassCost cost = cost(FeedbackSchemes.RANDOM);
    assertThat(cost.layers()).extracting(PassCost.LayerCost::layer).containsExactly("A", "B");
    assertThat(cost.step().operations())
        .hasSize(cost.layers().stream().mapToInt(l -> l.cost().operations().size()).sum());
  }

  @Test
  void peak_countsAMultiplyAndAnAddForEachElementAndCycle() {
    assertThat(ACCELERATOR.peakOperationsPerSecond()).isEqualTo(2 * 16 * 100e6);
  }
}
