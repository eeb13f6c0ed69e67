package org.backflow.quantized;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.backflow.fixedpoint.Conversion;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.Role;
import org.backflow.plan.Operation;
import org.backflow.plan.StepPlan;

/**
 * The conversions of accumulators to words in a step, all of which its roundings can perform.
 *
 * @param derivative of a (1 - a)
 * @param byOperation by name, of the operations whose result is converted
 */
public record StepConversions(Conversion derivative, Map<String, Conversion> byOperation) {

  /** Copies the map. */
  public StepConversions {
    byOperation = Map.copyOf(byOperation);
  }

  /**
   * Returns the conversions of {@code plan}.
   *
   * @throws IllegalArgumentException naming the operation, when a conversion would drop more bits
   *     than its rounding can, or shift too far, or when the plan and {@code eta} disagree on
   *     whether the rate is a power of two
   */
  public static StepConversions of(
      StepPlan plan, FixedPointArithmetic arithmetic, LearningRate eta) {
    int squareFractionBits = 2 * arithmetic.format(Role.ACTIVATION).fractionBits();
    Conversion derivative;
    try {
      derivative = arithmetic.derivative().from(squareFractionBits);
    } catch (IllegalArgumentException refusal) {
      throw new IllegalArgumentException("a (1 - a): " + refusal.getMessage(), refusal);
    }
    ResultConversion result = new ResultConversion(arithmetic, eta);
    Map<String, Conversion> conversions = new HashMap<>();
    for (Operation operation : plan.operations()) {
      converted(operation, result)
          .ifPresent(conversion -> conversions.put(operation.name(), conversion));
    }
    return new StepConversions(derivative, conversions);
  }

  private static Optional<Conversion> converted(Operation operation, ResultConversion result) {
    try {
      return operation.accept(result);
    } catch (IllegalArgumentException refusal) {
      throw new IllegalArgumentException(operation.name() + ": " + refusal.getMessage(), refusal);
    }
  }
}
