package org.backflow.accelerator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.backflow.accelerator.memory.Level;
import org.backflow.accelerator.memory.Memory;
import org.backflow.accelerator.memory.StoredTensor;
import org.backflow.accelerator.memory.TensorKind;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.LearningRate;
import org.backflow.function.Arithmetic;
import org.backflow.layer.DensePlan;
import org.backflow.network.Initialization;
import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;
import org.backflow.plan.Extent;
import org.backflow.plan.Phase;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;
import org.backflow.quantized.FixedPointInterpreter;
import org.backflow.quantized.Tally;
import org.backflow.random.RandomStream;
import org.junit.jupiter.api.Test;

final class CostModelTest {

  private static final FixedPointArithmetic ARITHMETIC = FixedPointArithmetic.sixteenBits();

  private static Accelerator accelerator(int rows, int columns, Dataflow dataflow) {
    ArrayShape array = new ArrayShape(rows, columns);
    return new Accelerator(
        "test",
        "made up",
        array,
        array,
        Accelerator.Dataflows.all(dataflow),
        columns,
        100.0,
        new Accelerator.Memories(8, 8, 8, 8));
  }

  private static StepCost cost(StepPlan plan, Accelerator accelerator) {
    return new CostModel(accelerator, ARITHMETIC).cost(plan);
  }

  private static OperationCost operation(StepCost cost, String name) {
    return cost.operations().stream().filter(o -> o.name().equals(name)).findFirst().orElseThrow();
  }

  private static Traffic traffic(OperationCost cost, String tensor) {
    return cost.moved().traffic().stream()
        .filter(t -> t.tensor().toString().equals(tensor))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void cost_seedNetworkOnSixteenBySixteen_isThatWorkedByHand() {
    StepPlan plan =
        DensePlan.of(
            NetworkShape.of(784, 20, 10), FeedbackSchemes.RANDOM, 1, StepPlan.Options.PLAIN);
    StepCost cost = cost(plan, accelerator(16, 16, Dataflow.OS));
    // M, N, K = 1, 20, 785: ceil(1/16) ceil(20/16) = 2 folds of 32 + 16 + 785 - 2 = 831 cycles.
    assertThat(operation(cost, "forward.1").totalCycles()).isEqualTo(1662);
    // 1, 20, 10: 2 folds of 56 cycles; every word of B is read once.
    OperationCost feedback = operation(cost, "feedback.1");
    assertThat(feedback.totalCycles()).isEqualTo(112);
    assertThat(feedback.work().macs()).isEqualTo(200);
    assertThat(traffic(feedback, "feedback.1").reads()).isEqualTo(200);
    assertThat(traffic(feedback, "feedback.1").bits()).isEqualTo(200 * 16);
    // 785, 20, 1: 50 * 2 folds of 47 cycles; every weight is read, changed and written.
    OperationCost update = operation(cost, "update.1");
    assertThat(update.totalCycles()).isEqualTo(4700);
    assertThat(traffic(update, "weight.1").reads()).isEqualTo(15_700);
    assertThat(traffic(update, "weight.1").writes()).isEqualTo(15_700);
    // 20 units on 16 lanes: 2 cycles and the output register.
    assertThat(operation(cost, "activate.1").totalCycles()).isEqualTo(3);
  }

  @Test
  void cost_oneHot_selectsWithoutMultiplying() {
    StepPlan plan =
        DensePlan.of(
            NetworkShape.of(784, 20, 10), FeedbackSchemes.ONE_HOT, 3, StepPlan.Options.PLAIN);
    OperationCost select = operation(cost(plan, accelerator(16, 16, Dataflow.OS)), "feedback.1");
    assertThat(select.what().mapping()).isEqualTo(UnitMapping.ROUTER);
    assertThat(select.work().macs()).isZero();
    assertThat(select.work().multiplies()).isZero();
    // 3 samples of 20 units on 16 ports: 3 * 2 cycles and the output register.
    assertThat(select.totalCycles()).isEqualTo(7);
    // One of 10 outputs: 4 bits for each of 20 units and 3 samples.
    assertThat(traffic(select, "selection.1").reads()).isEqualTo(60);
    // All 10 errors of a sample serve 16 lanes; then 4 lanes pick one each.
    assertThat(traffic(select, "delta.2").reads()).isEqualTo(3 * (10 + 4));
    assertThat(traffic(select, "selection.1").bits()).isEqualTo(240);
  }

  @Test
  void cost_scaledOneHot_multipliesOncePerElement() {
    StepPlan plan =
        DensePlan.of(
            NetworkShape.of(784, 20, 10),
            FeedbackSchemes.ONE_HOT,
            3,
            new StepPlan.Options(true, false));
    OperationCost select = operation(cost(plan, accelerator(16, 16, Dataflow.OS)), "feedback.1");
    assertThat(select.work().multiplies()).isEqualTo(60);
  }

  @Test
  void cost_sparse_takesACyclePerConnectionInTheRouter() {
    StepPlan plan =
        DensePlan.of(
            NetworkShape.of(784, 20, 10), FeedbackSchemes.sparse(3), 2, StepPlan.Options.PLAIN);
    OperationCost sparse = operation(cost(plan, accelerator(16, 16, Dataflow.OS)), "feedback.1");
    assertThat(sparse.what().mapping()).isEqualTo(UnitMapping.ROUTER);
    // 2 samples of 20 units on 16 lanes, 3 connections each: 2 * 2 * 3 and two registers.
    assertThat(sparse.totalCycles()).isEqualTo(14);
    assertThat(sparse.work().macs()).isEqualTo(120);
    assertThat(sparse.work().adds()).isEqualTo(120);
    // A value of 16 bits and one of 10 outputs, 4 bits, for each of 120 connections.
    assertThat(traffic(sparse, "feedback.1").bits()).isEqualTo(120 * 16);
    assertThat(traffic(sparse, "selection.1").bits()).isEqualTo(120 * 4);
    // All 10 errors of a sample serve 16 lanes with 3 connections each, and again the last 4.
    assertThat(traffic(sparse, "delta.2").reads()).isEqualTo(2 * (10 + 10));
    assertThat(traffic(sparse, "error.1").writes()).isEqualTo(40);
  }

  @Test
  void cost_signs_isTimedLikeAProductAndReadsOneBitPerWeight() {
    NetworkShape network = NetworkShape.of(784, 20, 10);
    Accelerator accelerator = accelerator(16, 16, Dataflow.OS);
    OperationCost product = feedbackCost(network, FeedbackSchemes.RANDOM, accelerator);
    for (FeedbackScheme scheme : List.of(FeedbackSchemes.SIGN, FeedbackSchemes.SIGN_SYMMETRIC)) {
      OperationCost signs = feedbackCost(network, scheme, accelerator);
      String tensor = scheme == FeedbackSchemes.SIGN ? "feedback.1" : "weight.2";
      assertThat(signs.totalCycles()).isEqualTo(product.totalCycles());
      assertThat(signs.when().folds()).isEqualTo(product.when().folds());
      assertThat(signs.work().macs()).isZero();
      assertThat(signs.work().multiplies()).isZero();
      assertThat(signs.work().adds()).isEqualTo(200);
      assertThat(traffic(signs, tensor).reads()).isEqualTo(200);
      assertThat(traffic(signs, tensor).bits()).isEqualTo(200);
    }
  }

  @Test
  void cost_direct_readsTheOutputErrorInEveryLayer() {
    NetworkShape network = NetworkShape.of(784, 100, 100, 10);
    StepPlan plan = DensePlan.of(network, FeedbackSchemes.DIRECT, 1, StepPlan.Options.PLAIN);
    StepCost cost = cost(plan, accelerator(16, 16, Dataflow.OS));
    for (String name : List.of("feedback.1", "feedback.2")) {
      assertThat(operation(cost, name).work().macs()).isEqualTo(1000);
      assertThat(traffic(operation(cost, name), name).reads()).isEqualTo(1000);
      assertThat(traffic(operation(cost, name), "delta.3").reads()).isPositive();
    }
    StepPlan oneHot =
        DensePlan.of(network, FeedbackSchemes.DIRECT_ONE_HOT, 1, StepPlan.Options.PLAIN);
    OperationCost select = operation(cost(oneHot, accelerator(16, 16, Dataflow.OS)), "feedback.1");
    // One of 10 outputs, and not of 100 units: 4 bits.
    assertThat(traffic(select, "selection.1").bits()).isEqualTo(400);
  }

  private static OperationCost feedbackCost(
      NetworkShape network, FeedbackScheme scheme, Accelerator accelerator) {
    StepPlan plan = DensePlan.of(network, scheme, 1, StepPlan.Options.PLAIN);
    return operation(cost(plan, accelerator), "feedback.1");
  }

  /** What the fixed-point interpreter counts while it computes is what the cost model states. */
  @Test
  void cost_randomPlans_statesTheMultipliesThatTheInterpreterTallies() {
    long seed = 11L;
    Random random = new Random(seed);
    int compared = 0;
    for (int i = 0; i < 200; i++) {
      NetworkShape network = shape(random);
      FeedbackScheme scheme = scheme(network, random);
      int batch = 1 + random.nextInt(4);
      LearningRate eta = LearningRate.of(random.nextBoolean() ? 0.25 : 0.07);
      StepPlan plan =
          DensePlan.of(
              network, scheme, batch, new StepPlan.Options(random.nextBoolean(), eta.isShift()));
      StepCost cost =
          cost(plan, accelerator(1 + random.nextInt(5), 1 + random.nextInt(5), Dataflow.WS));
      Map<String, Tally> tallies = tallies(plan, eta, seed + i);
      for (OperationCost operation : cost.operations()) {
        Tally tally = tallies.get(operation.name());
        String name = "%s of %s, seed %d, case %d".formatted(operation.name(), plan, seed, i);
        assertThat(operation.work().macs()).as(name).isEqualTo(tally.macs());
        assertThat(operation.work().multiplies()).as(name).isEqualTo(tally.multiplies());
        long priced =
            operation.work().events().stream()
                .filter(event -> event.kind() == Arithmetic.Kind.MULTIPLY)
                .mapToLong(Arithmetic::count)
                .sum();
        assertThat(priced).as("priced in " + name).isEqualTo(tally.multiplies());
        assertThat(operation.work().adds()).as("adds of " + name).isEqualTo(tally.adds());
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(2000);
  }

  private static FeedbackScheme scheme(NetworkShape network, Random random) {
    int narrowest =
        IntStream.rangeClosed(1, network.layers()).map(network::width).min().orElseThrow();
    List<FeedbackScheme> schemes = new ArrayList<>(FeedbackSchemes.all());
    schemes.set(
        schemes.indexOf(FeedbackSchemes.SPARSE),
        FeedbackSchemes.sparse(1 + random.nextInt(narrowest)));
    return schemes.get(random.nextInt(schemes.size()));
  }

  /** Two to four layers. */
  private static NetworkShape shape(Random random) {
    Integer[] widths = new Integer[3 + random.nextInt(3)];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = 1 + random.nextInt(7);
    }
    return new NetworkShape(List.of(widths));
  }

  private static Map<String, Tally> tallies(StepPlan plan, LearningRate eta, long seed) {
    NetworkShape network = plan.network();
    FixedPointInterpreter interpreter = new FixedPointInterpreter(plan, ARITHMETIC, eta, seed);
    for (int layer = 1; layer <= network.layers(); layer++) {
      RandomStream stream = RandomStream.of(seed, "weights", layer);
      interpreter.put(
          Tensor.weight(layer), Initialization.NORMAL_FAN_IN.weights(network, layer, stream));
    }
    for (int layer = 1; layer < network.layers(); layer++) {
      RandomStream stream = RandomStream.of(seed, "feedback", layer);
      int hidden = layer;
      plan.scheme()
          .draw(network, layer, Initialization.NORMAL_FAN_IN, stream)
          .ifPresent(matrix -> interpreter.put(Tensor.feedback(hidden), matrix));
    }
    Matrix inputs = Matrix.zeros(plan.batch(), network.inputs());
    inputs.values()[0] = 0.5;
    interpreter.step(inputs, Matrix.zeros(plan.batch(), network.outputs()));
    return interpreter.tallies();
  }

  @Test
  void totals_ofThePhases_addUpToTheStep() {
    StepPlan plan =
        DensePlan.of(
            NetworkShape.of(30, 9, 8, 4), FeedbackSchemes.BACKPROP, 2, StepPlan.Options.PLAIN);
    Accelerator accelerator = accelerator(4, 3, Dataflow.IS);
    StepCost cost = cost(plan, accelerator);
    EnergyTable table = table();
    long cycles = 0;
    double picojoules = 0.0;
    for (Phase phase : Phase.values()) {
      StepCost.Totals totals = cost.phase(phase, table, accelerator);
      cycles += totals.cycles();
      picojoules += totals.energy().totalPicojoules();
    }
    StepCost.Totals step = cost.totals(table, accelerator);
    assertThat(step.cycles()).isEqualTo(cycles);
    assertThat(step.energy().totalPicojoules()).isCloseTo(picojoules, within(1e-6));
    assertThat(step.macs()).isEqualTo(plan.total(operation -> operation.macs()));
  }

  @Test
  void energy_oneProductByHand_isCountsTimesTable() {
    Accelerator accelerator = accelerator(4, 4, Dataflow.OS);
    OperationCost gemm =
        new CostModel(accelerator, ARITHMETIC).cost("gemm", new Extent(2, 3, 5), Dataflow.OS);
    Energy energy = table().energy(gemm, accelerator);
    // 30 products of 16 by 16 bits at 2 pJ + 0.5 * 16 + 0.25 * 256 = 74 pJ.
    assertThat(energy.multiplyPicojoules()).isCloseTo(30 * 74.0, within(1e-9));
    // 30 additions of 48 bits at 0.5 pJ a bit.
    assertThat(energy.addPicojoules()).isCloseTo(30 * 24.0, within(1e-9));
    // 10 + 15 words in, 6 words out, 16 bits each; 8 KiB are 2^16 bits: 3 * 16 = 48 pJ a bit.
    assertThat(energy.sramPicojoules()).isCloseTo(31 * 16 * 48.0, within(1e-6));
  }

  /** 4 words of 16 bits at 20 pJ a bit off chip; 1 + 3 words at 48 pJ a bit on chip. */
  @Test
  void energy_trafficOfBothLevels_isPricedByLevelAndMemory() {
    OperationCost operation =
        OperationCosts.of(
            10,
            0,
            List.of(
                new Traffic(Level.DRAM, new StoredTensor(TensorKind.WEIGHT, 1), 3, 1, 16),
                new Traffic(Level.SRAM, new StoredTensor(TensorKind.WEIGHT, 1), 1, 0, 16),
                new Traffic(Level.SRAM, new StoredTensor(TensorKind.DELTA, 1), 0, 3, 16)),
            List.of());
    Accelerator accelerator = accelerator(4, 4, Dataflow.OS);
    Energy energy = table().energy(operation, accelerator);
    assertThat(energy.dramPicojoules()).isCloseTo(4 * 16 * 20.0, within(1e-9));
    assertThat(energy.sramPicojoules(Memory.WEIGHT)).isCloseTo(16 * 48.0, within(1e-6));
    assertThat(energy.sramPicojoules(Memory.ACTIVATION)).isCloseTo(3 * 16 * 48.0, within(1e-6));
    assertThat(energy.sramPicojoules(Memory.FEEDBACK)).isZero();
    assertThat(energy.totalPicojoules())
        .isCloseTo(energy.dramPicojoules() + energy.sramPicojoules(), within(1e-9));
    EnergySum once = new EnergySum();
    table().add(operation, accelerator, 0.0, once);
    EnergySum twice = new EnergySum();
    twice.add(once);
    twice.add(once);
    assertThat(twice.energy().sramPicojoules(Memory.WEIGHT)).isCloseTo(2 * 16 * 48.0, within(1e-6));
  }

  /** 10 cycles of 16 elements at 2 pJ and of four memories of 64 Kibit at 0.001 pJ a bit. */
  @Test
  void energy_tableWithLeakage_countsElementsAndBitsInEveryCycle() {
    EnergyTable leaking =
        new EnergyTable(
            "leaking",
            "made up",
            table().multiply(),
            Optional.empty(),
            false,
            table().add(),
            EnergyTable.everyMemory(new AccessEnergy.PerBit(table().add(), 65_536, 0.001)),
            table().dram(),
            2.0);
    Accelerator accelerator = accelerator(4, 4, Dataflow.OS);
    double bits = 0;
    for (Memory memory : Memory.values()) {
      bits += accelerator.memories().bits(memory);
    }
    assertThat(
            leaking
                .energy(OperationCosts.of(10, 0, List.of(), List.of()), accelerator)
                .leakagePicojoules())
        .isCloseTo(10 * (16 * 2.0 + 0.001 * bits), within(1e-6));
  }

  /**
   * Of 7 additions 5 are those of the 5 MACs; of 5 multiplications 2 are gated at 1 pJ. One buffer
   * serves all four memories, and leaks once.
   */
  @Test
  void energy_tableOfMacs_pricesOnlyOtherAdditionsAndGatedMultiplies() {
    EnergyTable macs =
        new EnergyTable(
            "macs",
            "made up",
            new EnergyCurve.Polynomial(List.of(3.0, 0.0, 0.0), "made up"),
            Optional.of(new EnergyCurve.Polynomial(List.of(1.0, 0.0, 0.0), "made up")),
            true,
            new EnergyCurve.Polynomial(List.of(0.5), "made up"),
            EnergyTable.everyMemory(new AccessEnergy.PerWord(2.0, 4.0, 0.25, "made up")),
            Optional.of(new AccessEnergy.PerWord(100.0, 200.0, 0.0, "made up")),
            0.0);
    Energy energy =
        macs.energy(
            OperationCosts.of(
                8,
                5,
                List.of(
                    new Traffic(Level.SRAM, new StoredTensor(TensorKind.WEIGHT, 1), 3, 1, 16),
                    new Traffic(Level.DRAM, new StoredTensor(TensorKind.WEIGHT, 1), 1, 1, 16)),
                List.of(
                    new Arithmetic(Arithmetic.Kind.MULTIPLY, 16, 16, 3),
                    new Arithmetic(Arithmetic.Kind.GATED_MULTIPLY, 16, 16, 2),
                    new Arithmetic(Arithmetic.Kind.ADD, 48, 48, 7))),
            accelerator(4, 4, Dataflow.OS));
    assertThat(energy.multiplyPicojoules()).isEqualTo(3 * 3.0 + 2 * 1.0);
    assertThat(energy.addPicojoules()).isEqualTo(2 * 0.5);
    assertThat(energy.sramPicojoules(Memory.WEIGHT)).isEqualTo(3 * 2.0 + 4.0);
    assertThat(energy.dramPicojoules()).isEqualTo(300.0);
    assertThat(energy.leakagePicojoules()).isEqualTo(8 * 0.25);
  }

  /** A fifth of 10 and of 3 multiplications: 2, and 0.6, rounded to 1. */
  @Test
  void gated_fractionOfAnOperation_splitsEveryKindOfMultiplication() {
    OperationCost issued =
        OperationCosts.of(
            4,
            13,
            List.of(),
            List.of(
                new Arithmetic(Arithmetic.Kind.MULTIPLY, 16, 8, 10),
                new Arithmetic(Arithmetic.Kind.MULTIPLY, 16, 16, 3),
                new Arithmetic(Arithmetic.Kind.ADD, 48, 48, 13)));
    OperationCost gated = issued.gated(0.2);
    assertThat(gated.work().events())
        .containsExactly(
            new Arithmetic(Arithmetic.Kind.MULTIPLY, 16, 8, 2),
            new Arithmetic(Arithmetic.Kind.GATED_MULTIPLY, 16, 8, 8),
            new Arithmetic(Arithmetic.Kind.MULTIPLY, 16, 16, 1),
            new Arithmetic(Arithmetic.Kind.GATED_MULTIPLY, 16, 16, 2),
            new Arithmetic(Arithmetic.Kind.ADD, 48, 48, 13));
    assertThat(gated.work().multiplies()).isEqualTo(13);
    assertThat(gated.work().effectiveMultiplies()).isEqualTo(3);
    assertThat(issued.gated(1.0)).isEqualTo(issued);
    assertThatThrownBy(() -> issued.gated(1.5))
        .hasMessage("effectiveFraction is 1.5; expected 0 to 1");
    StepCost step = new StepCost(List.of(issued)).gated(Map.of("forward.1", 0.2));
    assertThat(step.effectiveMultiplies()).isEqualTo(3);
    assertThat(step.effectiveMultiplies(Phase.FORWARD)).isEqualTo(3);
    assertThat(step.effectiveMultiplies(Phase.UPDATE)).isZero();
  }

  private static EnergyTable table() {
    return new EnergyTable(
        "test",
        "made up",
        new EnergyCurve.Polynomial(List.of(2.0, 0.5, 0.25), "made up"),
        Optional.empty(),
        false,
        new EnergyCurve.Polynomial(List.of(0.0, 0.5), "made up"),
        EnergyTable.everyMemory(
            new AccessEnergy.PerBit(
                new EnergyCurve.Polynomial(List.of(0.0, 3.0), "made up"), 65_536, 0.0)),
        Optional.of(
            new AccessEnergy.PerBit(new EnergyCurve.Polynomial(List.of(20.0), "made up"), 1, 0.0)),
        0.0);
  }
}
