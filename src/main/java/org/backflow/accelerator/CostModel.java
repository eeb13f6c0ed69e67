package org.backflow.accelerator;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.backflow.accelerator.memory.FeedbackStorage;
import org.backflow.accelerator.memory.Footprint;
import org.backflow.accelerator.memory.Memory;
import org.backflow.accelerator.memory.MemorySystem;
import org.backflow.accelerator.memory.StallCycles;
import org.backflow.accelerator.memory.TransposedAccess;
import org.backflow.accelerator.memory.UnsupportedStorageException;
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
 * array of a matrix product. Operations run one after the other, each with the stalls that {@link
 * MemoryCosting} adds.
 */
public final class CostModel {

  private final Accelerator accelerator;
  private final FixedPointArithmetic arithmetic;

  /** Creates a model of {@code accelerator} with words of the formats of {@code arithmetic}. */
  public CostModel(Accelerator accelerator, FixedPointArithmetic arithmetic) {
    this.accelerator = accelerator;
    this.arithmetic = arithmetic;
  }

  /** Returns the cost of every operation of {@code plan}, in its order. */
  public StepCost cost(StepPlan plan) {
    StepFootprints footprints = new StepFootprints();
    price(plan, footprints, new MemoryCosting(accelerator, List.of()));
    MemoryCosting memory = new MemoryCosting(accelerator, footprints.all());
    List<OperationCost> operations = price(plan, footprints, memory);
    return new StepCost(operations, memory.initialLoad(footprints::wordBits));
  }

  private List<OperationCost> price(
      StepPlan plan, StepFootprints footprints, MemoryCosting memory) {
    Pricing pricing = new Pricing(plan, footprints, memory);
    return plan.operations().stream().map(o -> o.accept(pricing)).toList();
  }

  /**
   * Returns the cost of a plain product C[M x N] = A[M x K] B[K x N] on the forward array: A in
   * words of the input format, B of the weight format, C of the activation format.
   */
  public OperationCost cost(String name, Extent extent, Dataflow dataflow) {
    return product(
        sequenced(
            name,
            "gemm",
            extent,
            dataflow,
            accelerator.array(),
            new Operand("input", Memory.ACTIVATION, bits(Role.INPUT)),
            new Operand("weight", Memory.WEIGHT, bits(Role.WEIGHT)),
            new Operand("output", Memory.ACTIVATION, bits(Role.ACTIVATION)),
            "partialSum"),
        0,
        new MemoryCosting(accelerator, List.of()),
        Extra.NONE);
  }

  private Product sequenced(
      String name,
      String phase,
      Extent extent,
      Dataflow dataflow,
      ArrayShape array,
      Operand left,
      Operand right,
      Operand result,
      String partialSum) {
    return new Product(
        name,
        phase,
        extent,
        dataflow,
        array,
        left,
        right,
        result,
        partialSum,
        accelerator.foldSequence().distance(dataflow, extent, array),
        accelerator.foldSequence().cycles(dataflow, extent, array));
  }

  private int bits(Role role) {
    return arithmetic.format(role).width();
  }

  /**
   * Returns the cost of {@code product}.
   *
   * @param added words that are read from where the result goes and added to it
   * @param extra what transposed access to W adds
   */
  private OperationCost product(Product product, long added, MemoryCosting memory, Extra extra) {
    Extent extent = product.extent();
    ArrayShape array = product.array();
    Dataflow dataflow = product.dataflow();
    List<Traffic> traffic = new ArrayList<>();
    traffic.add(product.left().reads(dataflow.leftReads(extent, array)));
    if (product.right().accessBits() > 0) {
      traffic.add(product.right().reads(dataflow.rightReads(extent, array)));
    }
    long partialSums = dataflow.partialSums(extent, array);
    Operand sums =
        new Operand(product.partialSum(), Memory.ACCUMULATOR, arithmetic.accumulatorBits());
    if (partialSums > 0) {
      traffic.add(sums.moves(partialSums, partialSums));
    }
    traffic.add(product.result().moves(added, extent.elements()));
    traffic.addAll(extra.traffic());
    MemoryCosting.Added waits =
        memory.product(product, added > 0, sums, extra.copy(), extra.copyWords());
    traffic.addAll(waits.traffic());
    List<Arithmetic> events = new ArrayList<>();
    events.add(
        new Arithmetic(
            Arithmetic.Kind.MULTIPLY,
            product.left().wordBits(),
            product.right().wordBits(),
            extent.products()));
    events.add(adds(arithmetic.accumulatorBits(), extent.products() + added));
    StallCycles stalls = waits.stalls().withEdge(extra.stallCycles());
    long cycles = product.computeCycles() + stalls.total();
    return new OperationCost(
        product.name(),
        product.phase(),
        extent,
        dataflow.label(),
        product.folds(),
        product.computeCycles(),
        stalls,
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

  /**
   * What transposed access to W adds to an operation.
   *
   * @param traffic words on chip
   * @param copy the second copy of W; written only if there are {@code copyWords}
   * @param copyWords words of the copy that an update writes
   * @param stallCycles cycles that are not hidden
   */
  private record Extra(List<Traffic> traffic, Operand copy, long copyWords, long stallCycles) {
    static final Extra NONE = new Extra(List.of(), new Operand("", Memory.FEEDBACK, 1), 0, 0);
  }

  /**
   * The right operand of a product or a sum on an array.
   *
   * @param transposed whether it is stored with rows and columns exchanged
   * @param wordBits what is read of each word
   */
  private record Right(Tensor tensor, boolean transposed, int wordBits) {}

  /**
   * A unit that takes row after row, a few elements at a time.
   *
   * @param cyclesPerFold cycles that one filling of the lanes takes
   * @param registers between the last element and its result
   */
  private record Lanes(String unit, long cyclesPerFold, int registers) {}

  private final class Pricing implements Operation.Visitor<OperationCost> {
    private final StepPlan plan;
    private final StepFootprints footprints;
    private final MemoryCosting memory;

    Pricing(StepPlan plan, StepFootprints footprints, MemoryCosting memory) {
      this.plan = plan;
      this.footprints = footprints;
      this.memory = memory;
    }

    @Override
    public OperationCost visit(MatMul operation) {
      return feedbackOrForward(
          operation,
          operation.left(),
          new Right(
              operation.right(), operation.rightTransposed(), bits(operation.right().role())));
    }

    /**
     * The elements of the array add or subtract and are timed as those that multiply and add. The
     * signs are a plane of single bits. The factor of a scaled sum is applied once to each result,
     * on its way out.
     */
    @Override
    public OperationCost visit(SignedSum operation) {
      OperationCost timed =
          feedbackOrForward(
              operation,
              operation.source(),
              new Right(operation.signs(), operation.signsTransposed(), 1));
      return new OperationCost(
          timed.name(),
          timed.phase(),
          timed.extent(),
          timed.unit(),
          timed.folds(),
          timed.computeCycles(),
          timed.stalls(),
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

    private OperationCost feedbackOrForward(Operation operation, Tensor left, Right right) {
      Product product = onArray(operation, left, right);
      if (right.tensor().role() == Role.FEEDBACK && isInTheArray()) {
        return product(inTheArray(product), 0, memory, Extra.NONE);
      }
      return product(product, 0, memory, transposition(operation, product, right));
    }

    private Extra transposition(Operation operation, Product product, Right right) {
      if (!right.transposed()
          || !accelerator.memorySystem().transposesBy(TransposedAccess.BUFFER)) {
        return Extra.NONE;
      }
      long words = product.dataflow().rightReads(product.extent(), product.array());
      Operand buffer =
          new Operand("transposingBuffer." + operation.layer(), Memory.FEEDBACK, right.wordBits());
      return new Extra(List.of(buffer.moves(words, words)), buffer, 0, product.array().rows());
    }

    private boolean isInTheArray() {
      return accelerator.memorySystem().feedbackStorage() == FeedbackStorage.ARRAY;
    }

    /** Nothing is loaded: R cycles less in the only fold. */
    private Product inTheArray(Product product) {
      long folds =
          plan.operations().stream()
              .filter(Pricing::holdsFeedback)
              .mapToLong(o -> product.dataflow().folds(o.extent(), product.array()))
              .sum();
      if (folds > 1) {
        throw new UnsupportedStorageException(
            "feedbackStorage is array, but the feedback matrices take "
                + folds
                + " folds of the feedback array of "
                + product.array()
                + "; expected one, or feedbackStorage=sram");
      }
      return product.shortenedBy(product.array().rows());
    }

    private static boolean holdsFeedback(Operation operation) {
      return (operation instanceof MatMul product && product.right().role() == Role.FEEDBACK)
          || (operation instanceof SignedSum sum && sum.signs().role() == Role.FEEDBACK);
    }

    @Override
    public OperationCost visit(WeightUpdate operation) {
      Tensor right = operation.right();
      return product(
          onArray(operation, operation.left(), new Right(right, false, bits(right.role()))),
          operation.extent().elements(),
          memory,
          transport(operation));
    }

    /** Returns what keeps a second copy of W, without its bias row, up to date. */
    private Extra transport(WeightUpdate operation) {
      int copiedBits =
          accelerator.memorySystem().transposesBy(TransposedAccess.COPY)
              ? transposedBits(operation.result())
              : 0;
      if (copiedBits == 0) {
        return Extra.NONE;
      }
      Operand copy = copy(operation.layer(), copiedBits);
      long words = (operation.extent().m() - 1L) * operation.extent().n();
      return new Extra(List.of(copy.writes(words)), copy, words, 0);
    }

    /** Returns how many bits of each of {@code weights} the feedback reads transposed, or none. */
    private int transposedBits(Tensor weights) {
      int most = 0;
      for (Operation operation : plan.operations()) {
        if (operation instanceof MatMul product
            && product.rightTransposed()
            && product.right().equals(weights)) {
          most = Math.max(most, bits(Role.WEIGHT));
        } else if (operation instanceof SignedSum sum
            && sum.signsTransposed()
            && sum.signs().equals(weights)) {
          most = Math.max(most, 1);
        }
      }
      return most;
    }

    private Operand copy(int layer, int wordBits) {
      Operand copy = new Operand("transposedWeight." + layer, Memory.FEEDBACK, wordBits);
      long words = (long) plan.network().width(layer - 1) * plan.network().width(layer);
      footprints.add(copy, words, Footprint.Lifetime.PERSISTENT);
      return copy;
    }

    private Product onArray(Operation operation, Tensor left, Right right) {
      return sequenced(
          operation.name(),
          operation.phase().label(),
          operation.extent(),
          accelerator.dataflows().of(operation.phase()),
          accelerator.array(operation.phase()),
          operand(left),
          right.transposed() ? transposedOperand(right) : operand(right.tensor(), right.wordBits()),
          operand(operation.result()),
          "partialSum." + operation.layer());
    }

    private Operand transposedOperand(Right weights) {
      MemorySystem system = accelerator.memorySystem();
      if (system.transposesBy(TransposedAccess.COPY)) {
        return copy(weights.tensor().layer(), weights.wordBits());
      }
      Operand operand = operand(weights.tensor(), weights.wordBits());
      if (!system.transposesBy(TransposedAccess.COLUMN_READS)) {
        return operand;
      }
      return operand.withAccessBits(
          system.rowAccessBits(operand.memory(), bits(weights.tensor().role())));
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
      List<Traffic> traffic = new ArrayList<>();
      traffic.add(operand(operation.source()).reads(elements));
      if (accelerator.memorySystem().feedbackStorage().isRead()) {
        traffic.add(selection(operation.layer()).reads(elements));
      }
      traffic.add(operand(operation.result()).writes(elements));
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
    @Override
    public OperationCost visit(SparseProduct operation) {
      Extent extent = operation.extent();
      long products = extent.products();
      List<Traffic> traffic = new ArrayList<>();
      traffic.add(operand(operation.source()).reads(products));
      if (accelerator.memorySystem().feedbackStorage().isRead()) {
        Tensor values = Tensor.feedback(operation.layer());
        traffic.add(selection(operation.layer()).reads(products));
        traffic.add(
            new Operand(values.toString(), Memory.FEEDBACK, bits(values.role())).reads(products));
      }
      traffic.add(operand(operation.result()).writes(extent.elements()));
      return byLane(
          operation,
          new Lanes("router", extent.k(), 2),
          traffic,
          List.of(
              multiplies(Role.DELTA, Role.FEEDBACK, products),
              adds(arithmetic.accumulatorBits(), products)));
    }

    /** Returns the table of what each unit of {@code layer} listens to. */
    private Operand selection(int layer) {
      return new Operand("selection." + layer, Memory.FEEDBACK, plan.selectionBits(layer));
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
      return new Arithmetic(Arithmetic.Kind.MULTIPLY, bits(left), bits(right), count);
    }

    private Operand operand(Tensor tensor) {
      return operand(tensor, bits(tensor.role()));
    }

    private Operand operand(Tensor tensor, int wordBits) {
      Memory memory =
          switch (tensor.role()) {
            case WEIGHT -> Memory.WEIGHT;
            case FEEDBACK -> Memory.FEEDBACK;
            default -> Memory.ACTIVATION;
          };
      Operand operand = new Operand(tensor.toString(), memory, wordBits);
      FeedbackStorage storage = accelerator.memorySystem().feedbackStorage();
      if (tensor.role() == Role.FEEDBACK && !storage.isRead()) {
        return operand.withAccessBits(0);
      }
      if (tensor.role() != Role.FEEDBACK || storage != FeedbackStorage.DRAM) {
        footprints.add(operand, plan.shape(tensor).elements(), lifetime(tensor.role()));
      }
      return operand;
    }

    private static Footprint.Lifetime lifetime(Role role) {
      return switch (role) {
        case WEIGHT, FEEDBACK -> Footprint.Lifetime.PERSISTENT;
        case INPUT, TARGET -> Footprint.Lifetime.ARRIVING;
        default -> Footprint.Lifetime.PRODUCED;
      };
    }
  }
}
