package org.backflow.accelerator;

import java.util.List;
import java.util.Optional;
import org.backflow.accelerator.memory.MemorySystem;
import org.backflow.accelerator.memory.StoredTensor;
import org.backflow.accelerator.memory.TensorKind;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.Role;
import org.backflow.plan.CountLimitException;
import org.backflow.plan.Elementwise;
import org.backflow.plan.Extent;
import org.backflow.plan.Fold;
import org.backflow.plan.Operation;
import org.backflow.plan.Product;
import org.backflow.plan.Reduce;
import org.backflow.plan.Select;
import org.backflow.plan.SignedSum;
import org.backflow.plan.SparseProduct;
import org.backflow.plan.StepPlan;

/**
 * Prices the operations of a plan by closed forms.
 *
 * <p>Matrix products and updates run on an array under its dataflow, their folds one after the
 * other or overlapped; windows are cut out of images as they enter, so a convolution takes the
 * cycles of a product of its size. Pooling, and the sums of windows back to an image, are gathered
 * on the vector unit: a cycle for each word that is gathered ({@link
 * org.backflow.accelerator.memory.Gathering}). Elementwise operations run on the vector unit,
 * {@code vectorLanes} elements a cycle, rows one after the other, and end one register later: rows
 * x ceil(N / lanes) + 1 cycles. A selection takes as long in the router, which has as many ports; a
 * sparse product takes a cycle per connection there. What the lanes read of each tensor, {@link
 * org.backflow.accelerator.memory.LaneUse} says. A signed sum runs on the array of a matrix
 * product. Operations run one after the other, each with the stalls that {@link MemoryCosting}
 * adds.
 */
public final class CostModel {

  private final Accelerator accelerator;
  private final FixedPointArithmetic arithmetic;

  /** Creates a model of {@code accelerator} with words of the formats of {@code arithmetic}. */
  public CostModel(Accelerator accelerator, FixedPointArithmetic arithmetic) {
    this.accelerator = accelerator;
    this.arithmetic = arithmetic;
  }

  /**
   * Returns the cost of every operation of {@code plan}, in its order.
   *
   * @throws CountLimitException when a count is larger than a {@code long}
   */
  public StepCost cost(StepPlan plan) {
    MemorySystem system = accelerator.memorySystem();
    StepTensors tensors = new StepTensors(plan, system, arithmetic);
    MemoryCosting memory = new MemoryCosting(accelerator, tensors.wantPlaces());
    StepOperands operands = new StepOperands(plan, system.feedbackStorage(), arithmetic);
    ByUnit pricing =
        new ByUnit(
            new ArrayPricing(accelerator, arithmetic, plan, operands, tensors, memory),
            new LanePricing(accelerator.vectorLanes(), arithmetic, operands, memory));
    return new StepCost(
        plan.operations().stream().map(operation -> priced(operation, pricing)).toList(),
        memory.initialLoad());
  }

  private static OperationCost priced(Operation operation, ByUnit pricing) {
    try {
      return operation.accept(pricing);
    } catch (CountLimitException refusal) {
      throw refusal.in(operation.name());
    }
  }

  /**
   * Returns the cost of a plain product C[M x N] = A[M x K] B[K x N] on the forward array: A in
   * words of the input format, B of the weight format, C of the activation format.
   *
   * @throws CountLimitException when a count is larger than a {@code long}
   */
  public OperationCost cost(String name, Extent extent, Dataflow dataflow) {
    ProductPricing products =
        new ProductPricing(
            accelerator.foldSequence(),
            arithmetic.accumulatorBits(),
            new MemoryCosting(accelerator, List.of()));
    return products.cost(
        products.sequenced(
            new OperationCost.What(
                name, Optional.empty(), extent, UnitMapping.onto(Unit.FORWARD_ARRAY, dataflow)),
            1,
            accelerator.array(),
            new ProductOperand(
                operand(TensorKind.INPUT, Role.INPUT), Elements.of(extent.m(), extent.k())),
            new ProductOperand(
                operand(TensorKind.WEIGHT, Role.WEIGHT), Elements.of(extent.k(), extent.n())),
            operand(TensorKind.OUTPUT, Role.ACTIVATION),
            StoredTensor.alone(TensorKind.PARTIAL_SUM)),
        0,
        TransposedAccessCost.NONE);
  }

  private Operand operand(TensorKind kind, Role role) {
    return new Operand(StoredTensor.alone(kind), arithmetic.format(role).width());
  }

  /** Hands every operation to the unit that runs it. */
  private record ByUnit(ArrayPricing arrays, LanePricing lanes)
      implements Operation.Visitor<OperationCost> {

    @Override
    public OperationCost visit(Product operation) {
      return arrays.cost(operation);
    }

    @Override
    public OperationCost visit(Elementwise operation) {
      return lanes.cost(operation);
    }

    @Override
    public OperationCost visit(SignedSum operation) {
      return arrays.cost(operation);
    }

    @Override
    public OperationCost visit(Reduce operation) {
      return lanes.cost(operation);
    }

    @Override
    public OperationCost visit(Fold operation) {
      return lanes.cost(operation);
    }

    @Override
    public OperationCost visit(Select operation) {
      return lanes.cost(operation);
    }

    @Override
    public OperationCost visit(SparseProduct operation) {
      return lanes.cost(operation);
    }
  }
}
