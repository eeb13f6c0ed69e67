package org.backflow.accelerator;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.Role;
import org.backflow.plan.Activate;
import org.backflow.plan.Extent;
import org.backflow.plan.HiddenDelta;
import org.backflow.plan.MatMul;
import org.backflow.plan.Operation;
import org.backflow.plan.OutputError;
import org.backflow.plan.ScaleDelta;
import org.backflow.plan.Select;
import org.backflow.plan.SignedSum;
import org.backflow.plan.SparseProduct;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;
import org.backflow.plan.WeightUpdate;
import org.backflow.quantized.LearningRate;

/**
 * Prices the operations of a plan by closed forms.
 *
 * <p>Matrix products and updates run on an array under its dataflow, their folds one after the
 * other or overlapped. Elementwise operations run on the vector unit, {@code vectorLanes} elements
 * a cycle, rows one after the other, and end one register later: rows x ceil(N / lanes) + 1 cycles.
 * A selection takes as long in the router, which has as many ports, and reads one index and one
 * word per element; a sparse product takes a cycle per connection there. A signed sum runs on the
 * array of a matrix product. Operations run one after the other.
 */
public final class CostModel {

  private static final String SRAM = "sram";

  private final Accelerator accelerator;
  private final FixedPointArithmetic arithmetic;

  /** Creates a model of {@code accelerator} with words of the formats of {@code arithmetic}. */
  public CostModel(Accelerator accelerator, FixedPointArithmetic arithmetic) {
    this.accelerator = accelerator;
    this.arithmetic = arithmetic;
  }

  /** Returns the cost of every operation of {@code plan}, in its order. */
  public StepCost cost(StepPlan plan) {
    Pricing pricing = new Pricing(plan);
    return new StepCost(plan.operations().stream().map(o -> o.accept(pricing)).toList());
  }

  /**
   * Returns the cost of a plain product C[M x N] = A[M x K] B[K x N] on the forward array: A in
   * words of the input format, B of the weight format, C of the activation format.
   */
  public OperationCost cost(String name, Extent extent, Dataflow dataflow) {
    return product(
        new Product(
            name,
            "gemm",
            extent,
            dataflow,
            accelerator.array(),
            new Operand("input", Memory.ACTIVATION, bits(Role.INPUT)),
            new Operand("weight", Memory.WEIGHT, bits(Role.WEIGHT)),
            new Operand("output", Memory.ACTIVATION, bits(Role.ACTIVATION)),
            "partialSum"),
        0);
  }

  private int bits(Role role) {
    return arithmetic.format(role).width();
  }

  /** A tensor as the array sees it. */
  private record Operand(String tensor, Memory memory, int wordBits) {
    Traffic reads(long words) {
      return new Traffic(SRAM, tensor, memory, words, 0, wordBits);
    }

    Traffic writes(long words) {
      return new Traffic(SRAM, tensor, memory, 0, words, wordBits);
    }

    Traffic moves(long reads, long writes) {
      return new Traffic(SRAM, tensor, memory, reads, writes, wordBits);
    }
  }

  /** A matrix product on an array. */
  private record Product(
      String name,
      String phase,
      Extent extent,
      Dataflow dataflow,
      ArrayShape array,
      Operand left,
      Operand right,
      Operand result,
      String partialSum) {}

  /**
   * Returns the cost of {@code product}.
   *
   * @param added words that are read from where the result goes and added to it
   */
  private OperationCost product(Product product, long added) {
    Extent extent = product.extent();
    ArrayShape array = product.array();
    Dataflow dataflow = product.dataflow();
    List<Traffic> traffic = new ArrayList<>();
    traffic.add(product.left().reads(dataflow.leftReads(extent, array)));
    traffic.add(product.right().reads(dataflow.rightReads(extent, array)));
    long partialSums = dataflow.partialSums(extent, array);
    if (partialSums > 0) {
      Operand sums =
          new Operand(product.partialSum(), Memory.ACCUMULATOR, arithmetic.accumulatorBits());
      traffic.add(sums.moves(partialSums, partialSums));
    }
    traffic.add(product.result().moves(added, extent.elements()));
    List<Arithmetic> events = new ArrayList<>();
    events.add(
        new Arithmetic(
            Arithmetic.Kind.MULTIPLY,
            product.left().wordBits(),
            product.right().wordBits(),
            extent.products()));
    events.add(adds(arithmetic.accumulatorBits(), extent.products() + added));
    long cycles = accelerator.foldSequence().cycles(dataflow, extent, array);
    return new OperationCost(
        product.name(),
        product.phase(),
        extent,
        dataflow.label(),
        dataflow.folds(extent, array),
        cycles,
        0,
        extent.products(),
        extent.products(),
        dataflow.mappingEfficiencyPercent(extent, array),
        100.0 * extent.products() / (array.elements() * (double) cycles),
        OptionalLong.of(dataflow.scaleSimTotalCycles(extent, array)),
        traffic,
        events);
  }

  private static Arithmetic adds(int bits, long count) {
    return new Arithmetic(Arithmetic.Kind.ADD, bits, bits, count);
  }

  private final class Pricing implements Operation.Visitor<OperationCost> {
    private final StepPlan plan;

    Pricing(StepPlan plan) {
      this.plan = plan;
    }

    @Override
    public OperationCost visit(MatMul operation) {
      return product(onArray(operation, operand(operation.left()), operand(operation.right())), 0);
    }

    @Override
    public OperationCost visit(WeightUpdate operation) {
      return product(
          onArray(operation, operand(operation.left()), operand(operation.right())),
          operation.extent().elements());
    }

    private Product onArray(Operation operation, Operand left, Operand right) {
      return new Product(
          operation.name(),
          operation.phase().label(),
          operation.extent(),
          accelerator.dataflows().of(operation.phase()),
          accelerator.array(operation.phase()),
          left,
          right,
          operand(operation.result()),
          "partialSum." + operation.layer());
    }

    @Override
    public OperationCost visit(Activate operation) {
      long elements = operation.extent().elements();
      return elementwise(
          operation,
          List.of(
              operand(Tensor.preactivation(operation.layer())).reads(elements),
              operand(operation.result()).writes(elements)),
          List.of(
              new Arithmetic(
                  Arithmetic.Kind.LOOK_UP,
                  bits(Role.ACTIVATION),
                  arithmetic.sigmoid().words(),
                  elements)));
    }

    @Override
    public OperationCost visit(OutputError operation) {
      long elements = operation.extent().elements();
      int layer = operation.layer();
      return elementwise(
          operation,
          List.of(
              operand(Tensor.activation(layer)).reads(elements),
              operand(Tensor.target(layer)).reads(elements),
              operand(operation.result()).writes(elements)),
          List.of(
              multiplies(Role.ACTIVATION, Role.ACTIVATION, elements),
              multiplies(Role.ACTIVATION, Role.DERIVATIVE, elements),
              adds(bits(Role.ACTIVATION), 2 * elements)));
    }

    @Override
    public OperationCost visit(HiddenDelta operation) {
      long elements = operation.extent().elements();
      int layer = operation.layer();
      return elementwise(
          operation,
          List.of(
              operand(Tensor.error(layer)).reads(elements),
              operand(Tensor.activation(layer)).reads(elements),
              operand(operation.result()).writes(elements)),
          List.of(
              multiplies(Role.ACTIVATION, Role.ACTIVATION, elements),
              multiplies(Role.ERROR, Role.DERIVATIVE, elements),
              adds(bits(Role.ACTIVATION), elements)));
    }

    @Override
    public OperationCost visit(ScaleDelta operation) {
      long elements = operation.extent().elements();
      Arithmetic scaling =
          new Arithmetic(
              Arithmetic.Kind.MULTIPLY,
              LearningRate.BITS,
              bits(Role.DELTA),
              operation.multiplies());
      return elementwise(
          operation,
          List.of(
              operand(Tensor.delta(operation.layer())).reads(elements),
              operand(operation.result()).writes(elements)),
          List.of(scaling));
    }

    @Override
    public OperationCost visit(Select operation) {
      long elements = operation.extent().elements();
      Operand selection = selection(operation.layer());
      return byLane(
          operation,
          "router",
          List.of(
              operand(operation.source()).reads(elements),
              selection.reads(elements),
              operand(operation.result()).writes(elements)),
          List.of(multiplies(Role.DELTA, Role.FEEDBACK, operation.multiplies())));
    }

    /**
     * Every lane has a multiplier and an adder behind its port: a cycle per connection, and one
     * register after the selection and one after the accumulation.
     */
    @Override
    public OperationCost visit(SparseProduct operation) {
      Extent extent = operation.extent();
      long products = extent.products();
      long cycles = extent.m() * laneFolds(extent) * extent.k() + 2;
      return new OperationCost(
          operation.name(),
          operation.phase().label(),
          extent,
          "router",
          extent.m() * laneFolds(extent),
          cycles,
          0,
          operation.macs(),
          operation.multiplies(),
          laneEfficiencyPercent(extent, laneFolds(extent)),
          100.0 * products / (accelerator.vectorLanes() * (double) cycles),
          OptionalLong.empty(),
          List.of(
              operand(operation.source()).reads(products),
              selection(operation.layer()).reads(products),
              operand(Tensor.feedback(operation.layer())).reads(products),
              operand(operation.result()).writes(extent.elements())),
          List.of(
              multiplies(Role.DELTA, Role.FEEDBACK, products),
              adds(arithmetic.accumulatorBits(), products)));
    }

    /**
     * The elements of the array add or subtract and are timed as those that multiply and add. The
     * factor of a scaled sum is applied once to each result, on its way out.
     */
    @Override
    public OperationCost visit(SignedSum operation) {
      Operand signs =
          new Operand(operation.signs().toString(), operand(operation.signs()).memory(), 1);
      OperationCost timed = product(onArray(operation, operand(operation.source()), signs), 0);
      return new OperationCost(
          timed.name(),
          timed.phase(),
          timed.extent(),
          timed.unit(),
          timed.folds(),
          timed.computeCycles(),
          timed.stallCycles(),
          operation.macs(),
          operation.multiplies(),
          timed.mappingEfficiencyPercent(),
          timed.utilizationPercent(),
          timed.scaleSimTotalCycles(),
          timed.traffic(),
          List.of(
              multiplies(Role.DELTA, Role.FEEDBACK, operation.multiplies()),
              adds(arithmetic.accumulatorBits(), operation.adds())));
    }

    /** Returns the table of what each unit of {@code layer} listens to. */
    private Operand selection(int layer) {
      int sources = plan.shape(Tensor.feedback(layer)).m();
      return new Operand("selection." + layer, Memory.FEEDBACK, Math.max(1, log2Ceil(sources)));
    }

    private OperationCost elementwise(
        Operation operation, List<Traffic> traffic, List<Arithmetic> events) {
      return byLane(operation, "vector", traffic, events);
    }

    private OperationCost byLane(
        Operation operation, String unit, List<Traffic> traffic, List<Arithmetic> events) {
      Extent extent = operation.extent();
      long folds = extent.m() * laneFolds(extent);
      long cycles = folds + 1;
      return new OperationCost(
          operation.name(),
          operation.phase().label(),
          extent,
          unit,
          folds,
          cycles,
          0,
          0,
          operation.multiplies(),
          laneEfficiencyPercent(extent, laneFolds(extent)),
          100.0 * extent.elements() / (accelerator.vectorLanes() * (double) cycles),
          OptionalLong.empty(),
          traffic,
          events);
    }

    private long laneFolds(Extent extent) {
      return (extent.n() + accelerator.vectorLanes() - 1L) / accelerator.vectorLanes();
    }

    private double laneEfficiencyPercent(Extent extent, long folds) {
      return 100.0 * extent.n() / (folds * (double) accelerator.vectorLanes());
    }

    private Arithmetic multiplies(Role left, Role right, long count) {
      return new Arithmetic(Arithmetic.Kind.MULTIPLY, bits(left), bits(right), count);
    }

    private Operand operand(Tensor tensor) {
      Memory memory =
          switch (tensor.role()) {
            case WEIGHT -> Memory.WEIGHT;
            case FEEDBACK -> Memory.FEEDBACK;
            default -> Memory.ACTIVATION;
          };
      return new Operand(tensor.toString(), memory, bits(tensor.role()));
    }
  }

  private static int log2Ceil(int value) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(value - 1);
  }
}
