package org.backflow.execution;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backflow.fixedpoint.Conversion;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.LaneConversion;
import org.backflow.fixedpoint.LearningRate;
import org.backflow.fixedpoint.Quotient;
import org.backflow.fixedpoint.RandomBits;
import org.backflow.fixedpoint.RandomBytes;
import org.backflow.function.FixedPointFunction;
import org.backflow.plan.Elementwise;
import org.backflow.plan.Ending;
import org.backflow.plan.Operation;
import org.backflow.plan.Product;
import org.backflow.plan.SignedSum;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;
import org.backflow.quantized.AccumulatorProof;
import org.backflow.quantized.ProductAlignment;
import org.backflow.quantized.StepConversions;

/**
 * Codes: every sum is exact and is converted once. What an accumulator holds must be exact in an
 * element of the arrays.
 */
abstract class FixedPointMachine<A> implements Machine<A> {

  /**
   * The bits of an accumulator, sign included, that double precision holds exactly together with
   * the constant of a rounding, which is less: magnitudes below 2<sup>52</sup>, of 2<sup>53</sup>.
   */
  private static final int BITS_OF_DOUBLE = 53;

  private final FixedPointArithmetic arithmetic;
  private final long seed;
  private final Map<Integer, RandomBits> registers = new HashMap<>();
  private final Map<Integer, RandomBytes> randomBytes = new HashMap<>();

  FixedPointMachine(StepPlan plan, FixedPointArithmetic arithmetic, long seed) {
    this.arithmetic = arithmetic;
    this.seed = seed;
    for (int layer : plan.layers()) {
      registers.put(layer, RandomBits.of(seed, layer, plan.units(layer)));
    }
  }

  /** Returns whether double precision holds every accumulator of {@code plan} exactly. */
  static boolean fitsDouble(StepPlan plan, FixedPointArithmetic arithmetic) {
    return AccumulatorProof.requireSufficient(plan, arithmetic) <= BITS_OF_DOUBLE;
  }

  @Override
  public final Optional<RandomBits> registers(int layer) {
    return Optional.ofNullable(registers.get(layer));
  }

  private RandomBits random(Operation operation) {
    return registers(operation.layer()).orElseThrow();
  }

  @Override
  public final RandomBytes randomBytes(int layer, int units) {
    return randomBytes.computeIfAbsent(layer, each -> RandomBytes.of(seed, each, units));
  }

  @Override
  public final double word(Tensor tensor, double value) {
    return tensor.quantization(arithmetic).nearestCode(value);
  }

  @Override
  public final double value(Tensor tensor, double word) {
    return tensor.format(arithmetic).toDouble((long) word);
  }

  /** Returns the integer at {@code index}. */
  abstract long integer(A words, int index);

  @Override
  public final End<A> end(Operation operation, int divisor) {
    RandomBits random = random(operation);
    return StepConversions.ofResult(operation, arithmetic)
        .<End<A>>map(
            conversion ->
                (sums, index, result, to, unit) ->
                    set(result, to, (double) conversion.apply(integer(sums, index), random, unit)))
        .orElse((sums, index, result, to, unit) -> set(result, to, get(sums, index)));
  }

  @Override
  public final SignedEnd<A> signedEnd(SignedSum operation) {
    RandomBits random = random(operation);
    Conversion conversion = StepConversions.ofResult(operation, arithmetic).orElseThrow();
    return (sums, index, signs, result, unit) -> {
      long magnitude = operation.scaled() ? Math.abs(integer(signs, unit)) : 1;
      set(result, index, (double) conversion.apply(integer(sums, index) * magnitude, random, unit));
    };
  }

  @Override
  public final ProductEnd<A> productEnd(Product product) {
    ProductAlignment alignment = ProductAlignment.of(product, arithmetic);
    LaneConversion conversion = LaneConversion.of(alignment.conversion());
    return conversion.uniform() && conversion.randomMask() == 0
        ? uniformEnd(product, alignment, conversion)
        : anyEnd(product, alignment);
  }

  /** The usual end: adds a constant, cuts off and limits, as {@link LaneConversion} says. */
  ProductEnd<A> uniformEnd(Product product, ProductAlignment alignment, LaneConversion conversion) {
    return anyEnd(product, alignment);
  }

  private ProductEnd<A> anyEnd(Product product, ProductAlignment alignment) {
    Conversion conversion = alignment.conversion();
    RandomBits random = random(product);
    int columns = product.extent().n();
    int sign = product.ending() == Ending.SUBTRACT ? -1 : 1;
    boolean reads = product.ending().readsResult();
    return (sums, rows, count, result) -> {
      for (int row = 0; row < count; row++) {
        for (int column = 0; column < columns; column++) {
          int to = rows[row] * columns + column;
          long sum = integer(sums, row * columns + column) << alignment.productShift();
          long before = reads ? integer(result, to) << alignment.resultShift() : 0;
          set(result, to, (double) conversion.apply(before + sign * sum, random, column));
        }
      }
    };
  }

  /** Applies {@code function} to all elements of {@code operation}, rows and units ascending. */
  void applyAll(
      Elementwise operation,
      FixedPointFunction function,
      LoopCopies.UnitLane lane,
      List<A> inputs,
      int[] columns,
      A result) {
    int units = operation.extent().n();
    long[] codes = new long[columns.length];
    for (int row = 0; row < operation.extent().m(); row++) {
      for (int unit = 0; unit < units; unit++) {
        for (int i = 0; i < codes.length; i++) {
          codes[i] = integer(inputs.get(i), columns[i] == 1 ? row : row * units + unit);
        }
        lane.turnTo(unit);
        set(result, row * units + unit, (double) function.apply(codes, lane));
      }
    }
  }

  @Override
  public final Elements<A> elements(Elementwise operation, int[] columns) {
    return new CodeElements(operation, columns);
  }

  /** Computes the elements of one unit after another, row by row. */
  private final class CodeElements implements Elements<A>, LoopCopies.UnitLane {
    private final Elementwise operation;
    private final int[] columns;
    private final RandomBits random;
    private double eta = Double.NaN;
    private FixedPointFunction function = (arguments, lane) -> 0;
    private int unit;

    CodeElements(Elementwise operation, int[] columns) {
      this.operation = operation;
      this.columns = columns;
      this.random = random(operation);
    }

    @Override
    public void apply(List<A> inputs, A result, double rate) {
      if (eta != rate) {
        eta = rate;
        function =
            operation.function().fixedPoint(operation.formats(arithmetic), LearningRate.of(rate));
      }
      applyAll(operation, function, this, inputs, columns, result);
    }

    @Override
    public void turnTo(int next) {
      unit = next;
    }

    @Override
    public long multiply(long left, long right) {
      return left * right;
    }

    @Override
    public long add(long left, long right) {
      return left + right;
    }

    @Override
    public long divide(Quotient quotient, long dividend, long divisor, long addend) {
      return quotient.limit(quotient.round(dividend, divisor, addend, random, unit));
    }

    @Override
    public long convert(Conversion conversion, long accumulator) {
      return conversion.apply(accumulator, random, unit);
    }
  }
}
