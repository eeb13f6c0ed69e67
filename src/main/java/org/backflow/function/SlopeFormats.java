package org.backflow.function;

import java.math.BigInteger;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.FixedPointFormat;
import org.backflow.fixedpoint.Quantization;

/**
 * The formats between which an error passes a slope.
 *
 * @param errorFractionBits fraction bits of the error
 * @param errorMagnitude what no code of the error exceeds
 * @param errorBits the width of the error as an operand
 * @param output of the activation
 * @param result how an accumulator becomes the result
 */
public record SlopeFormats(
    FixedPointArithmetic arithmetic,
    int errorFractionBits,
    BigInteger errorMagnitude,
    int errorBits,
    FixedPointFormat output,
    Quantization result) {

  /** Returns the magnitude that no code of the output exceeds. */
  public BigInteger outputMagnitude() {
    return BigInteger.valueOf(output.maxMagnitude());
  }
}
