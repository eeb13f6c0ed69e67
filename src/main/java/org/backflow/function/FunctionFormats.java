package org.backflow.function;

import java.math.BigInteger;
import java.util.List;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.FixedPointFormat;
import org.backflow.fixedpoint.Overflow;
import org.backflow.fixedpoint.Quantization;
import org.backflow.fixedpoint.Rounding;

/**
 * The formats between which a function computes.
 *
 * @param arithmetic what holds for all tensors: the derivative, the rounding of addresses
 * @param inputs of each input
 * @param resultQuantization how an accumulator becomes the result
 */
public record FunctionFormats(
    FixedPointArithmetic arithmetic,
    List<FixedPointFormat> inputs,
    Quantization resultQuantization) {

  /** Copies the list. */
  public FunctionFormats {
    inputs = List.copyOf(inputs);
  }

  /** Returns the format of input {@code index}, from zero. */
  public FixedPointFormat input(int index) {
    return inputs.get(index);
  }

  /** Returns the magnitude that no code of input {@code index} exceeds. */
  public BigInteger magnitude(int index) {
    return BigInteger.valueOf(input(index).maxMagnitude());
  }

  /**
   * Returns the format of a result that is a word of a table.
   *
   * @param name of the function, for messages
   * @throws IllegalArgumentException when it is to be rounded or limited otherwise than the words
   *     of a table are, once and for all
   */
  FixedPointFormat tableWord(String name) {
    FixedPointFormat format = resultQuantization.format();
    Quantization made = new Quantization(format, Rounding.RND, Overflow.SAT);
    if (!resultQuantization.equals(made)) {
      throw new IllegalArgumentException(
          name
              + " is looked up, and the words of a table are rounded to nearest and saturate: "
              + resultQuantization
              + " would have no effect; expected "
              + format);
    }
    return format;
  }
}
