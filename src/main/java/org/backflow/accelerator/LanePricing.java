package org.backflow.accelerator;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.backflow.accelerator.memory.LaneFolding;
import org.backflow.accelerator.memory.LaneUse;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.function.Arithmetic;
import org.backflow.plan.Count;
import org.backflow.plan.Elementwise;
import org.backflow.plan.Extent;
import org.backflow.plan.Operation;
import org.backflow.plan.Select;
import org.backflow.plan.SparseProduct;
import org.backflow.plan.Tensor;

/**
 * Prices the operations of a step that run on lanes: those of the vector unit, element by element,
 * and those of the router.
 */
final class LanePricing {

  private final int lanes;
  private final FixedPointArithmetic arithmetic;
  private final StepOperands operands;
  private final MemoryCosting memory;

  LanePricing(
      int lanes, FixedPointArithmetic arithmetic, StepOperands operands, MemoryCosting memory) {
    this.lanes = lanes;
    this.arithmetic = arithmetic;
    this.operands = operands;
    this.memory = memory;
  }

  OperationCost cost(Elementwise operation) {
    Extent extent = operation.extent();
    List<LaneOperand> moved = new ArrayList<>();
    for (Tensor tensor : operation.inputs()) {
      moved.add(operands.input(operation, tensor));
    }
    moved.add(result(operation));
    return cost(
        operation,
        UnitMapping.VECTOR,
        folding(operation, 1, 1),
        moved,
        operation.function().events(operation.formats(arithmetic)).stream()
            .map(event -> event.times(extent.elements()))
            .toList());
  }

  OperationCost cost(Select operation) {
    List<LaneOperand> moved = new ArrayList<>();
    moved.add(operands.shared(operation.source()));
    operands.selections(operation.layer(), operation.extent().n()).ifPresent(moved::add);
    moved.add(result(operation));
    return cost(
        operation,
        UnitMapping.ROUTER,
        folding(operation, 1, 1),
        moved,
        List.of(multiplies(operation, operation.source(), operation.multiplies())));
  }

  /**
   * Every lane has a multiplier and an adder behind its port: a cycle per connection, and one
   * register after the selection and one after the accumulation.
   */
  OperationCost cost(SparseProduct operation) {
    Extent extent = operation.extent();
    long connections = Count.product(extent.n(), extent.k());
    List<LaneOperand> moved = new ArrayList<>();
    moved.add(operands.shared(operation.source()));
    operands.selections(operation.layer(), connections).ifPresent(moved::add);
    operands.connectionValues(operation.layer(), connections).ifPresent(moved::add);
    moved.add(result(operation));
    return cost(
        operation,
        UnitMapping.ROUTER,
        folding(operation, extent.k(), 2),
        moved,
        List.of(
            multiplies(operation, operation.source(), extent.products()),
            Arithmetic.adds(arithmetic.accumulatorBits(), extent.products())));
  }

  private LaneFolding folding(Operation operation, int terms, int registers) {
    Extent extent = operation.extent();
    return new LaneFolding(extent.m(), extent.n(), lanes, terms, registers);
  }

  private LaneOperand result(Operation operation) {
    return new LaneOperand(
        operands.of(operation.result()), LaneUse.RESULTS, operation.extent().n());
  }

  private OperationCost cost(
      Operation operation,
      UnitMapping mapping,
      LaneFolding folding,
      List<LaneOperand> moved,
      List<Arithmetic> events) {
    MemoryCosting.Added waits = memory.rows(folding, moved);
    List<Traffic> traffic = new ArrayList<>();
    moved.forEach(operand -> traffic.add(operand.traffic(folding)));
    traffic.addAll(waits.traffic());
    double cycles = (double) folding.computeCycles() + waits.stalls().total();
    double useful = (double) operation.extent().elements() * folding.terms();
    return new OperationCost(
        OperationCost.What.of(operation, mapping),
        new OperationCost.When(
            folding.fillings(), folding.computeCycles(), waits.stalls(), OptionalLong.empty()),
        new OperationCost.Work(operation.macs(), operation.multiplies(), events),
        new OperationCost.Moved(traffic),
        new OperationCost.Used(
            100.0 * folding.elements() / ((double) folding.fillingsPerRow() * lanes),
            100.0 * useful / (lanes * cycles)));
  }

  /** Returns {@code count} products of {@code source} with the stored feedback. */
  private Arithmetic multiplies(Operation operation, Tensor source, long count) {
    return new Arithmetic(
        Arithmetic.Kind.MULTIPLY,
        operands.bits(source),
        operands.bits(Tensor.feedback(operation.layer())),
        count);
  }
}
