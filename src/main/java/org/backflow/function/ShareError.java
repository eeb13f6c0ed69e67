package org.backflow.function;

import java.math.BigInteger;
import java.util.List;
import org.backflow.fixedpoint.FixedPointFormat;
import org.backflow.fixedpoint.LearningRate;
import org.backflow.fixedpoint.Quantization;
import org.backflow.fixedpoint.Quotient;

/**
 * delta = x / s - t: the share of an exponential x in the sum s of its row, less the target t. In
 * fixed point one exact division and one rounding; the target takes no multiplication, for it is
 * subtracted from the quotient.
 */
public record ShareError() implements ElementFunction {

  @Override
  public String name() {
    return "share error";
  }

  @Override
  public int arity() {
    return 3;
  }

  @Override
  public double value(double[] arguments, FloatLane lane) {
    return lane.add(lane.divide(arguments[0], arguments[1]), -arguments[2]);
  }

  /**
   * Returns the same in codes.
   *
   * @throws IllegalArgumentException when the target is finer than the result, or a sum could be
   *     zero
   */
  @Override
  public FixedPointFunction fixedPoint(FunctionFormats formats, LearningRate rate) {
    FixedPointFormat sum = formats.input(1);
    if (sum.fractionBits() < 0 || !sum.represents(1.0)) {
      throw new IllegalArgumentException(
          "the sum of exponentials has the format "
              + sum
              + ", in which it could be zero; expected one that holds 1.0, as "
              + sum.holdingOne());
    }
    Quantization result = formats.resultQuantization();
    int targetShift = result.format().fractionBits() - formats.input(2).fractionBits();
    if (targetShift < 0) {
      throw new IllegalArgumentException(
          "a target of "
              + formats.input(2)
              + " is finer than its error of "
              + result.format()
              + "; expected at least "
              + formats.input(2).fractionBits()
              + " fraction bits");
    }
    Quotient quotient =
        new Quotient(
            sourceFractionBits(formats), result.format(), result.rounding(), result.overflow());
    return (codes, lane) -> lane.divide(quotient, codes[0], codes[1], -(codes[2] << targetShift));
  }

  private static int sourceFractionBits(FunctionFormats formats) {
    return formats.input(0).fractionBits() - formats.input(1).fractionBits();
  }

  /** The quotient is largest where the divisor is one code. */
  @Override
  public BigInteger bound(FunctionFormats formats) {
    int fractionBits = formats.resultQuantization().format().fractionBits();
    return formats
        .magnitude(0)
        .shiftLeft(Math.max(0, fractionBits - sourceFractionBits(formats)))
        .add(
            formats
                .magnitude(2)
                .shiftLeft(Math.max(0, fractionBits - formats.input(2).fractionBits())));
  }

  @Override
  public ElementWork work() {
    return new ElementWork(0, 1, 0, 1);
  }

  /** A quotient has the bits of the result. */
  @Override
  public List<Arithmetic> events(FunctionFormats formats) {
    int bits = formats.resultQuantization().format().width();
    return List.of(
        new Arithmetic(Arithmetic.Kind.DIVIDE, bits, formats.input(1).width(), 1),
        Arithmetic.adds(bits, 1));
  }
}
