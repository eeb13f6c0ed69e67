package org.backflow.accelerator;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.backflow.accelerator.memory.GatheredOperand;
import org.backflow.accelerator.memory.Gathering;
import org.backflow.accelerator.memory.LaneFolding;
import org.backflow.accelerator.memory.LaneUse;
import org.backflow.accelerator.memory.PixelRows;
import org.backflow.accelerator.memory.WindowBlocks;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.function.Arithmetic;
import org.backflow.plan.Count;
import org.backflow.plan.Elementwise;
import org.backflow.plan.Extent;
import org.backflow.plan.Fold;
import org.backflow.plan.Operation;
import org.backflow.plan.Reduce;
import org.backflow.plan.Select;
import org.backflow.plan.SparseProduct;
import org.backflow.plan.Tensor;
import org.backflow.plan.Window;

/**
 * Prices the operations of a step that run on lanes: those of the vector unit, element by element
 * or window by window, and those of the router.
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
    for (Tensor tensor : operation.reads()) {
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

  /**
   * A lane takes one word of a window after another and ends with one channel of its result: a
   * cycle for each word that is no padding. What it has so far stays in its register.
   */
  OperationCost cost(Reduce operation) {
    Window window = operation.window();
    Gathering gathering =
        new Gathering(
            operation.images(), window.positions(), window.channels(), lanes, window::pixels);
    WindowBlocks source = new WindowBlocks(window, operation.images());
    List<GatheredTensor> moved = new ArrayList<>();
    moved.add(
        new GatheredTensor(
            operands.of(operation.source()),
            false,
            (first, end) -> source.words(first, end, 0, window.columns())));
    moved.add(results(operation.result(), gathering));
    operation.chosen().ifPresent(chosen -> moved.add(results(chosen, gathering)));
    boolean compares = operation.kind() == Reduce.Kind.MAX;
    int bits = compares ? moved.get(0).operand().wordBits() : arithmetic.accumulatorBits();
    return cost(operation, gathering, moved, Arithmetic.adds(bits, operation.adds()));
  }

  /**
   * A lane makes one word of an image: a cycle for each window that holds its pixel, in which it
   * reads the word of that window and, where the window has chosen, its choice. A word that another
   * pixel was chosen for is not added.
   */
  OperationCost cost(Fold operation) {
    Window window = operation.window();
    Gathering gathering =
        new Gathering(
            operation.images(),
            window.height() * window.width(),
            window.channels(),
            lanes,
            window::windowsOver);
    GatheredOperand.Rows touched =
        operation.perChannel() ? new PixelRows(window) : gathering::gatheredWords;
    List<GatheredTensor> moved = new ArrayList<>();
    for (Tensor tensor : operation.reads()) {
      moved.add(new GatheredTensor(operands.of(tensor), false, touched));
    }
    moved.add(results(operation.result(), gathering));
    return cost(
        operation,
        gathering,
        moved,
        Arithmetic.adds(arithmetic.accumulatorBits(), operation.adds()));
  }

  private GatheredTensor results(Tensor tensor, Gathering gathering) {
    return new GatheredTensor(operands.of(tensor), true, gathering::results);
  }

  private OperationCost cost(
      Operation operation, Gathering gathering, List<GatheredTensor> moved, Arithmetic adds) {
    MemoryCosting.Added waits = memory.gathered(gathering, moved);
    List<Traffic> traffic = new ArrayList<>();
    moved.forEach(tensor -> traffic.add(tensor.traffic(gathering)));
    traffic.addAll(waits.traffic());
    long computeCycles = gathering.computeCycles();
    double cycles = (double) computeCycles + waits.stalls().total();
    return new OperationCost(
        OperationCost.What.of(operation, UnitMapping.VECTOR),
        new OperationCost.When(
            gathering.fillings(), computeCycles, waits.stalls(), OptionalLong.empty()),
        new OperationCost.Work(operation.macs(), operation.multiplies(), List.of(adds)),
        new OperationCost.Moved(traffic),
        new OperationCost.Used(
            gathering.filledPercent(), 100.0 * gathering.gatheredWords() / (lanes * cycles)));
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
