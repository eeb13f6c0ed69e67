package org.backflow.accelerator;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.backflow.accelerator.memory.Memory;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.Role;
import org.backflow.plan.Activate;
import org.backflow.plan.Extent;
import org.backflow.plan.HiddenDelta;
import org.backflow.plan.Operation;
import org.backflow.plan.OutputError;
import org.backflow.plan.ScaleDelta;
import org.backflow.plan.Select;
import org.backflow.plan.SparseProduct;
import org.backflow.plan.Tensor;
import org.backflow.quantized.LearningRate;

/**
 * Prices the operations of a step that run on lanes: those of the vector unit, element by element,
 * and those of the router.
 */
final class LanePricing {

  private final Accelerator accelerator;
  private final FixedPointArithmetic arithmetic;
  private final StepOperands operands;
  private final StepFootprints footprints;
  private final MemoryCosting memory;

  LanePricing(
      Accelerator accelerator,
      FixedPointArithmetic arithmetic,
      StepOperands operands,
      StepFootprints footprints,
      MemoryCosting memory) {
    this.accelerator = accelerator;
    this.arithmetic = arithmetic;
    this.operands = operands;
    this.footprints = footprints;
    this.memory = memory;
  }

  /**
   * A unit that takes row after row, a few elements at a time.
   *
   * @param cyclesPerFold cycles that one filling of the lanes takes
   * @param registers between the last element and its result
   */
  private record Lanes(String unit, long cyclesPerFold, int registers) {}

  OperationCost cost(Activate operation) {
    long elements = operation.extent().elements();
    return elementwise(
        operation,
        List.of(
            operands.of(Tensor.preactivation(operation.layer())).reads(elements),
            operands.of(operation.result()).writes(elements)),
        List.of(
            new Arithmetic(
                Arithmetic.Kind.LOOK_UP,
                operands.bits(Role.ACTIVATION),
                arithmetic.sigmoid().words(),
                elements)));
  }

  OperationCost cost(OutputError operation) {
    long elements = operation.extent().elements();
    int layer = operation.layer();
    return elementwise(
        operation,
        List.of(
            operands.of(Tensor.activation(layer)).reads(elements),
            operands.of(Tensor.target(layer)).reads(elements),
            operands.of(operation.result()).writes(elements)),
        List.of(
            multiplies(Role.ACTIVATION, Role.ACTIVATION, elements),
            multiplies(Role.ACTIVATION, Role.DERIVATIVE, elements),
            Arithmetic.adds(operands.bits(Role.ACTIVATION), 2 * elements)));
  }

  OperationCost cost(HiddenDelta operation) {
    long elements = operation.extent().elements();
    int layer = operation.layer();
    return elementwise(
        operation,
        List.of(
            operands.of(Tensor.error(layer)).reads(elements),
            operands.of(Tensor.activation(layer)).reads(elements),
            operands.of(operation.result()).writes(elements)),
        List.of(
            multiplies(Role.ACTIVATION, Role.ACTIVATION, elements),
            multiplies(Role.ERROR, Role.DERIVATIVE, elements),
            Arithmetic.adds(operands.bits(Role.ACTIVATION), elements)));
  }

  OperationCost cost(ScaleDelta operation) {
    long elements = operation.extent().elements();
    Arithmetic scaling =
        new Arithmetic(
            Arithmetic.Kind.MULTIPLY,
            LearningRate.BITS,
            operands.bits(Role.DELTA),
            operation.multiplies());
    return elementwise(
        operation,
        List.of(
            operands.of(Tensor.delta(operation.layer())).reads(elements),
            operands.of(operation.result()).writes(elements)),
        List.of(scaling));
  }

  OperationCost cost(Select operation) {
    long elements = operation.extent().elements();
    List<Traffic> traffic = new ArrayList<>();
    traffic.add(operands.of(operation.source()).reads(elements));
    if (accelerator.memorySystem().feedbackStorage().isRead()) {
      traffic.add(operands.selection(operation.layer()).reads(elements));
    }
    traffic.add(operands.of(operation.result()).writes(elements));
    return byLane(
        operation,
        "router",
        traffic,
        List.of(multiplies(Role.DELTA, Role.FEEDBACK, operation.multiplies())));
  }

  /**
   * Every lane has a multiplier and an adder behind its port: a cycle per connection, and one
   * register after the selection and one after the accumulation.
   */
  OperationCost cost(SparseProduct operation) {
    Extent extent = operation.extent();
    long products = extent.products();
    List<Traffic> traffic = new ArrayList<>();
    traffic.add(operands.of(operation.source()).reads(products));
    if (accelerator.memorySystem().feedbackStorage().isRead()) {
      Tensor values = Tensor.feedback(operation.layer());
      traffic.add(operands.selection(operation.layer()).reads(products));
      traffic.add(
          new Operand(values.toString(), Memory.FEEDBACK, operands.bits(values.role()))
              .reads(products));
    }
    traffic.add(operands.of(operation.result()).writes(extent.elements()));
    return byLane(
        operation,
        new Lanes("router", extent.k(), 2),
        traffic,
        List.of(
            multiplies(Role.DELTA, Role.FEEDBACK, products),
            Arithmetic.adds(arithmetic.accumulatorBits(), products)));
  }

  private OperationCost elementwise(
      Operation operation, List<Traffic> traffic, List<Arithmetic> events) {
    return byLane(operation, "vector", traffic, events);
  }

  private OperationCost byLane(
      Operation operation, String unit, List<Traffic> traffic, List<Arithmetic> events) {
    return byLane(operation, new Lanes(unit, 1, 1), traffic, events);
  }

  private OperationCost byLane(
      Operation operation, Lanes lanes, List<Traffic> traffic, List<Arithmetic> events) {
    Extent extent = operation.extent();
    long folds = extent.m() * laneFolds(extent);
    footprints.addTables(traffic, extent, accelerator.memorySystem().feedbackStorage());
    MemoryCosting.Added waits =
        memory.rows(
            extent.m(),
            laneFolds(extent) * lanes.cyclesPerFold(),
            accelerator.vectorLanes(),
            traffic);
    List<Traffic> all = new ArrayList<>(traffic);
    all.addAll(waits.traffic());
    long computeCycles = folds * lanes.cyclesPerFold() + lanes.registers();
    long cycles = computeCycles + waits.stalls().total();
    double useful = (double) extent.elements() * lanes.cyclesPerFold();
    return new OperationCost(
        operation.name(),
        operation.phase().label(),
        extent,
        lanes.unit(),
        folds,
        computeCycles,
        waits.stalls(),
        operation.macs(),
        operation.multiplies(),
        laneEfficiencyPercent(extent, laneFolds(extent)),
        100.0 * useful / (accelerator.vectorLanes() * (double) cycles),
        OptionalLong.empty(),
        all,
        events);
  }

  private long laneFolds(Extent extent) {
    return (extent.n() + accelerator.vectorLanes() - 1L) / accelerator.vectorLanes();
  }

  private double laneEfficiencyPercent(Extent extent, long folds) {
    return 100.0 * extent.n() / (folds * (double) accelerator.vectorLanes());
  }

  private Arithmetic multiplies(Role left, Role right, long count) {
    return new Arithmetic(
        Arithmetic.Kind.MULTIPLY, operands.bits(left), operands.bits(right), count);
  }
}
