package org.backflow.quantized;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.backflow.fixedpoint.Conversion;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.LearningRate;
import org.backflow.function.FixedPointFunction;
import org.backflow.plan.Elementwise;
import org.backflow.plan.Fold;
import org.backflow.plan.Operation;
import org.backflow.plan.Product;
import org.backflow.plan.Reduce;
import org.backflow.plan.Select;
import org.backflow.plan.SignedSum;
import org.backflow.plan.SparseProduct;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;

/**
 * How the accumulators of a step become words, all of which its roundings can perform.
 *
 * @param byOperation by name, of the operations that accumulate before they convert
 * @param functions by name, of the elementwise operations, with their conversions inside
 */
public record StepConversions(
    Map<String, Conversion> byOperation, Map<String, FixedPointFunction> functions) {

  /** Copies the maps. */
  public StepConversions {
    byOperation = Map.copyOf(byOperation);
    functions = Map.copyOf(functions);
  }

  /**
   * Returns the conversions of {@code plan}.
   *
   * @throws IllegalArgumentException naming the operation, when a conversion would drop more bits
   *     than its rounding can, or shift too far, or when the plan has no multiplier for {@code eta}
   *     and it is no power of two
   */
  public static StepConversions of(
      StepPlan plan, FixedPointArithmetic arithmetic, LearningRate eta) {
    Map<String, Conversion> conversions = new HashMap<>();
    Map<String, FixedPointFunction> functions = new HashMap<>();
    ResultConversion result =
        new ResultConversion(
            arithmetic,
            each ->
                functions.put(
                    each.name(), each.function().fixedPoint(each.formats(arithmetic), eta)));
    for (Operation operation : plan.operations()) {
      try {
        operation
            .accept(result)
            .ifPresent(conversion -> conversions.put(operation.name(), conversion));
      } catch (IllegalArgumentException refusal) {
        throw new IllegalArgumentException(operation.name() + ": " + refusal.getMessage(), refusal);
      }
    }
    return new StepConversions(conversions, functions);
  }

  /**
   * Returns how the accumulators of {@code operation} become words; nothing where it has none, or
   * where a function converts them.
   *
   * @throws IllegalArgumentException when the conversion would drop more bits than its rounding
   *     can, or shift too far
   */
  public static Optional<Conversion> ofResult(
      Operation operation, FixedPointArithmetic arithmetic) {
    return operation.accept(new ResultConversion(arithmetic, each -> {}));
  }

  private record ResultConversion(FixedPointArithmetic arithmetic, Consumer<Elementwise> functions)
      implements Operation.Visitor<Optional<Conversion>> {

    @Override
    public Optional<Conversion> visit(Product operation) {
      return Optional.of(ProductAlignment.of(operation, arithmetic).conversion());
    }

    @Override
    public Optional<Conversion> visit(Elementwise operation) {
      functions.accept(operation);
      return Optional.empty();
    }

    @Override
    public Optional<Conversion> visit(Reduce operation) {
      return Optional.of(fromSource(operation, 0).dividedBy(operation.divisor()));
    }

    @Override
    public Optional<Conversion> visit(Fold operation) {
      return Optional.of(fromSource(operation, 0).dividedBy(operation.divisor()));
    }

    /** A word that is only selected is one of the result as it is, if both have one format. */
    @Override
    public Optional<Conversion> visit(Select operation) {
      if (operation.scaled()) {
        return Optional.of(fromSource(operation, feedbackFractionBits(operation)));
      }
      return operation.copies(arithmetic)
          ? Optional.empty()
          : Optional.of(fromSource(operation, 0));
    }

    @Override
    public Optional<Conversion> visit(SparseProduct operation) {
      return Optional.of(fromSource(operation, feedbackFractionBits(operation)));
    }

    @Override
    public Optional<Conversion> visit(SignedSum operation) {
      int factor = operation.scaled() ? feedbackFractionBits(operation) : 0;
      return Optional.of(fromSource(operation, factor + operation.shift()));
    }

    private Conversion fromSource(Operation operation, int more) {
      int source = operation.reads().get(0).format(arithmetic).fractionBits();
      return operation.result().quantization(arithmetic).from(source + more);
    }

    private int feedbackFractionBits(Operation operation) {
      return Tensor.feedback(operation.layer()).format(arithmetic).fractionBits();
    }
  }
}
