package org.backflow.quantized;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.backflow.fixedpoint.Conversion;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.FixedPointFormat;
import org.backflow.fixedpoint.LearningRate;
import org.backflow.fixedpoint.Quotient;
import org.backflow.fixedpoint.RandomBits;
import org.backflow.fixedpoint.RandomBytes;
import org.backflow.fixedpoint.Role;
import org.backflow.function.FixedPointFunction;
import org.backflow.function.FixedPointLane;
import org.backflow.network.Matrix;
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
import org.backflow.plan.Tensor;
import org.backflow.plan.View;

/**
 * Computes a plan bit for bit as the hardware does: exact sums, one conversion each, in integers.
 *
 * <p>Output unit j of layer l owns one random register. A step draws in the order of the plan's
 * operations. An operation draws in the order of its rows, which are samples or rows of W. An
 * element draws for the derivative before it draws for the product.
 */
public final class FixedPointInterpreter {

  private final StepPlan plan;
  private final FixedPointArithmetic arithmetic;
  private final long seed;
  private final Map<Integer, RandomBits> randomBits = new HashMap<>();
  private final Map<Integer, RandomBytes> randomBytes = new HashMap<>();
  private final Map<Tensor, CodeMatrix> tensors;
  private StepConversions conversions;
  private final Map<String, Tally> tallies = new LinkedHashMap<>();

  /**
   * Creates an interpreter without any weights; {@link #put} them first.
   *
   * @param eta the learning rate, already divided by the batch where gradients are averaged
   * @param seed what the random registers are seeded from, those of roundings and of masks
   * @throws IllegalArgumentException when an accumulator could overflow, when a conversion would
   *     drop more bits than its rounding can, or when the plan has no multiplier for {@code eta}
   *     and it is no power of two
   */
  public FixedPointInterpreter(
      StepPlan plan, FixedPointArithmetic arithmetic, LearningRate eta, long seed) {
    this(plan, arithmetic, eta, seed, new HashMap<>());
  }

  /** Creates an interpreter that keeps its tensors in {@code tensors}, and nowhere else. */
  FixedPointInterpreter(
      StepPlan plan,
      FixedPointArithmetic arithmetic,
      LearningRate eta,
      long seed,
      Map<Tensor, CodeMatrix> tensors) {
    AccumulatorProof.requireSufficient(plan, arithmetic);
    this.plan = plan;
    this.seed = seed;
    this.tensors = tensors;
    this.arithmetic = arithmetic;
    this.conversions = StepConversions.of(plan, arithmetic, eta);
    plan.velocities().forEach(velocity -> tensors.put(velocity, blank(velocity)));
    for (int layer : plan.layers()) {
      randomBits.put(layer, RandomBits.of(seed, layer, plan.units(layer)));
    }
    for (Operation operation : plan.operations()) {
      tallies.put(operation.name(), new Tally());
    }
  }

  /**
   * Sets the learning rate of the steps to come.
   *
   * @param eta already divided by the batch where gradients are averaged
   * @throws IllegalArgumentException as when it is created with that rate
   */
  public void setLearningRate(LearningRate eta) {
    conversions = StepConversions.of(plan, arithmetic, eta);
  }

  /** Sets a weight or feedback matrix to the codes nearest to {@code values}. */
  public void put(Tensor tensor, Matrix values) {
    put(tensor, CodeMatrix.nearest(values, tensor.quantization(arithmetic)));
  }

  /**
   * Sets a weight or feedback matrix. The matrix is used as it is, not copied.
   *
   * @throws IllegalArgumentException when the shape is not the one the plan gives the tensor, or a
   *     code is outside of the format from which the accumulators are proven
   */
  public void put(Tensor tensor, CodeMatrix codes) {
    plan.requireShape(tensor, codes.rows(), codes.columns());
    requireCodesOfFormat(tensor, codes);
    tensors.put(tensor, codes);
  }

  private void requireCodesOfFormat(Tensor tensor, CodeMatrix codes) {
    FixedPointFormat format = tensor.format(arithmetic);
    for (int i = 0; i < codes.codes().length; i++) {
      long code = codes.codes()[i];
      if (code < format.minCode() || code > format.maxCode()) {
        throw new IllegalArgumentException(
            tensor
                + " has code "
                + code
                + " in row "
                + i / codes.columns()
                + ", column "
                + i % codes.columns()
                + "; "
                + format
                + " has "
                + format.minCode()
                + " to "
                + format.maxCode());
      }
    }
  }

  /** Returns the current codes of {@code tensor}; live, not a copy. */
  public CodeMatrix get(Tensor tensor) {
    return Objects.requireNonNull(tensors.get(tensor), () -> tensor + " has not been computed");
  }

  /** Returns the state of the random register of {@code unit} in {@code layer}. */
  public int randomState(int layer, int unit) {
    return registers(layer).state(unit);
  }

  /**
   * Returns what has been counted so far, by the name of the operation, in the order of the plan.
   */
  public Map<String, Tally> tallies() {
    return Collections.unmodifiableMap(tallies);
  }

  /**
   * Runs one training step.
   *
   * @param inputs batch x n<sub>0</sub>, without the constant one; converted to the nearest code
   * @param targets batch x n<sub>L</sub>, zeros and ones
   */
  public void step(Matrix inputs, Matrix targets) {
    put(plan.given(Role.INPUT), inputs);
    put(plan.given(Role.TARGET), targets);
    compute();
  }

  /**
   * Runs a plan that needs no targets: the forward pass of a network.
   *
   * @param inputs batch x n<sub>0</sub>, without the constant one; converted to the nearest code
   */
  public void infer(Matrix inputs) {
    put(plan.given(Role.INPUT), inputs);
    compute();
  }

  private void compute() {
    for (Operation operation : plan.operations()) {
      Tally tally = Objects.requireNonNull(tallies.get(operation.name()));
      tensors.put(operation.result(), operation.accept(new Computation(tally)));
    }
  }

  private Conversion conversion(Operation operation) {
    return Objects.requireNonNull(conversions.byOperation().get(operation.name()));
  }

  private RandomBits registers(int layer) {
    return Objects.requireNonNull(randomBits.get(layer));
  }

  private CodeMatrix blank(Tensor tensor) {
    Extent shape = plan.shape(tensor);
    return CodeMatrix.zeros(shape.m(), shape.n());
  }

  /** What one element of an operation is. */
  private interface Element {
    long at(int row, int column);
  }

  private final class Computation implements Operation.Visitor<CodeMatrix> {
    private final Tally tally;

    Computation(Tally tally) {
      this.tally = tally;
    }

    @Override
    public CodeMatrix visit(Product operation) {
      CodeMatrix left = get(operation.left().tensor());
      CodeMatrix right = get(operation.right().tensor());
      Conversion conversion = conversion(operation);
      ProductAlignment alignment = ProductAlignment.of(operation, arithmetic);
      long leftOne = one(operation.left());
      long rightOne = one(operation.right());
      CodeMatrix before =
          operation.ending().readsResult() ? get(operation.result()) : CodeMatrix.zeros(0, 0);
      return fill(
          operation,
          (row, column) -> {
            long sum = 0;
            for (int k = 0; k < operation.left().columns(); k++) {
              sum =
                  tally.multiplyAccumulate(
                      sum,
                      code(left, leftOne, operation.left(row, column, k)),
                      code(right, rightOne, operation.right(k, column)));
            }
            int index = row * operation.extent().n() + column;
            long accumulator =
                switch (operation.ending()) {
                  case SET -> sum;
                  case ADD -> ended(alignment, before.codes()[index], sum);
                  case SUBTRACT -> ended(alignment, before.codes()[index], -sum);
                };
            return convert(conversion, accumulator, operation.layer(), column);
          });
    }

    private long one(View view) {
      return view.tensor().quantization(arithmetic).nearestCode(1.0);
    }

    private long ended(ProductAlignment alignment, long before, long sum) {
      return tally.add(before << alignment.resultShift(), sum << alignment.productShift());
    }

    private static long code(CodeMatrix matrix, long one, int index) {
      return switch (index) {
        case View.ONE -> one;
        case View.ZERO -> 0;
        default -> matrix.codes()[index];
      };
    }

    @Override
    public CodeMatrix visit(Elementwise operation) {
      List<CodeMatrix> inputs =
          operation.inputs().stream().map(input -> input(operation, input)).toList();
      FixedPointFunction function =
          Objects.requireNonNull(conversions.functions().get(operation.name()));
      long[] arguments = new long[inputs.size()];
      UnitLane lane = new UnitLane(operation.layer());
      return fill(
          operation,
          (row, column) -> {
            for (int i = 0; i < arguments.length; i++) {
              long[] codes = inputs.get(i).codes();
              arguments[i] = codes[operation.index(row, column, codes.length)];
            }
            lane.unit = column;
            return function.apply(arguments, lane);
          });
    }

    private CodeMatrix input(Elementwise operation, Tensor tensor) {
      if (tensor.role() != Role.RANDOM) {
        return get(tensor);
      }
      RandomBytes bytes =
          randomBytes.computeIfAbsent(
              tensor.layer(), layer -> RandomBytes.of(seed, layer, operation.extent().n()));
      return fill(operation, (row, column) -> bytes.next(column));
    }

    /** Computes the elements of one unit after another. */
    private final class UnitLane implements FixedPointLane {
      private final int layer;
      private int unit;

      UnitLane(int layer) {
        this.layer = layer;
      }

      @Override
      public long multiply(long left, long right) {
        return tally.multiply(left, right);
      }

      @Override
      public long add(long left, long right) {
        return tally.add(left, right);
      }

      @Override
      public long divide(Quotient quotient, long dividend, long divisor, long addend) {
        long rounded = quotient.round(dividend, divisor, addend, registers(layer), unit);
        long code = quotient.limit(rounded);
        tally.division();
        tally.conversion(code != rounded);
        return code;
      }

      @Override
      public long convert(Conversion conversion, long accumulator) {
        return Computation.this.convert(conversion, accumulator, layer, unit);
      }
    }

    @Override
    public CodeMatrix visit(Reduce operation) {
      long[] source = get(operation.source()).codes();
      Optional<CodeMatrix> chosen = operation.chosen().map(FixedPointInterpreter.this::blank);
      chosen.ifPresent(matrix -> tensors.put(operation.chosen().get(), matrix));
      boolean isSum = operation.kind() == Reduce.Kind.SUM;
      return fill(
          operation,
          (row, column) -> {
            long result = isSum ? 0 : Long.MIN_VALUE;
            int choice = 0;
            for (int term = 0; term < operation.extent().k(); term++) {
              int index = operation.index(row, column, term);
              if (index == View.ZERO) {
                continue;
              }
              long word = source[index];
              if (isSum) {
                result = tally.add(result, word);
              } else {
                tally.compare();
                choice = word > result ? term : choice;
                result = Math.max(result, word);
              }
            }
            if (chosen.isPresent()) {
              chosen.get().codes()[row * operation.extent().n() + column] = choice;
            }
            return convert(conversion(operation), result, operation.layer(), column);
          });
    }

    @Override
    public CodeMatrix visit(Fold operation) {
      long[] source = get(operation.source()).codes();
      long[] sums = blank(operation.result()).codes();
      operation.forEach(
          operation.chosen().isPresent()
              ? index -> (int) get(operation.chosen().get()).codes()[index]
              : index -> 0,
          (index, pixel) -> sums[pixel] = tally.add(sums[pixel], source[index]));
      int channels = operation.extent().n();
      return fill(
          operation,
          (row, column) ->
              convert(
                  conversion(operation), sums[row * channels + column], operation.layer(), column));
    }

    @Override
    public CodeMatrix visit(Select operation) {
      long[] source = get(operation.source()).codes();
      CodeMatrix feedback = get(Tensor.feedback(operation.layer()));
      Conversion conversion = conversions.byOperation().get(operation.name());
      int[] selection =
          operation.selection(feedback.rows(), (row, unit) -> feedback.get(row, unit) != 0);
      return fill(
          operation,
          (row, column) -> {
            int selected = selection[column];
            long value =
                source[row * operation.sources() + operation.firstSource(column) + selected];
            if (operation.scaled()) {
              value = tally.multiply(value, feedback.get(selected, column));
            }
            return conversion == null
                ? value
                : convert(conversion, value, operation.layer(), column);
          });
    }

    @Override
    public CodeMatrix visit(SparseProduct operation) {
      long[] source = get(operation.source()).codes();
      CodeMatrix feedback = get(Tensor.feedback(operation.layer()));
      Conversion conversion = conversion(operation);
      int[][] selections =
          operation.selections(feedback.rows(), (row, unit) -> feedback.get(row, unit) != 0);
      return fill(
          operation,
          (row, column) -> {
            long sum = 0;
            int first = row * operation.sources() + operation.firstSource(column);
            for (int selected : selections[column]) {
              sum =
                  tally.multiplyAccumulate(
                      sum, source[first + selected], feedback.get(selected, column));
            }
            return convert(conversion, sum, operation.layer(), column);
          });
    }

    @Override
    public CodeMatrix visit(SignedSum operation) {
      long[] source = get(operation.source()).codes();
      long[] signs = get(operation.signs()).codes();
      Conversion conversion = conversion(operation);
      return fill(
          operation,
          (row, column) -> {
            long sum = 0;
            int first = row * operation.sources() + operation.firstSource(column);
            for (int k = 0; k < operation.extent().k(); k++) {
              long word = source[first + k];
              sum = tally.add(sum, signs[operation.sign(k, column)] < 0 ? -word : word);
            }
            long magnitude = Math.abs(signs[operation.sign(0, column)]);
            long accumulator = operation.scaled() ? tally.multiply(sum, magnitude) : sum;
            return convert(conversion, accumulator, operation.layer(), column);
          });
    }

    private long convert(Conversion conversion, long accumulator, int layer, int unit) {
      assert Math.abs(accumulator) < 1L << (arithmetic.accumulatorBits() - 1)
          : "accumulator overflow that the proof excludes";
      long rounded = conversion.round(accumulator, registers(layer), unit);
      long code = conversion.limit(rounded);
      tally.conversion(code != rounded);
      return code;
    }

    private CodeMatrix fill(Operation operation, Element element) {
      Extent extent = operation.extent();
      CodeMatrix result = blank(operation.result());
      for (int row = 0; row < extent.m(); row++) {
        for (int column = 0; column < extent.n(); column++) {
          result.codes()[row * extent.n() + column] = element.at(row, column);
        }
      }
      return result;
    }
  }
}
