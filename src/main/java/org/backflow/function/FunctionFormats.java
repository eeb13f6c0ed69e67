package org.backflow.function;

import java.math.BigInteger;
import java.util.List;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.FixedPointFormat;
import org.backflow.fixedpoint.Quantization;
import org.backflow.fixedpoint.Role;

/**
 * The formats between which a function computes.
 *
 * @param inputs what each input is for
 * @param result what the result is for
 */
public record FunctionFormats(FixedPointArithmetic arithmetic, List<Role> inputs, Role result) {

  /** Copies the list. */
  public FunctionFormats {
    inputs = List.copyOf(inputs);
  }

  /** Returns the format of input {@code index}, from zero. */
  public FixedPointFormat input(int index) {
    return arithmetic.format(inputs.get(index));
  }

  /** Returns the magnitude that no code of input {@code index} exceeds. */
  public BigInteger magnitude(int index) {
    return BigInteger.valueOf(input(index).maxMagnitude());
  }

  /** Returns how an accumulator becomes the result. */
  public Quantization resultQuantization() {
    return arithmetic.quantization(result);
  }
}
