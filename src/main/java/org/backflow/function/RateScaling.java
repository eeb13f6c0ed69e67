package org.backflow.function;

import java.math.BigInteger;
import java.util.List;
import org.backflow.fixedpoint.LearningRate;

/**
 * eta x. This is done once per unit and sample; an update then multiplies by the activations alone.
 *
 * @param shift whether eta is a power of two in every step, which needs no multiplier
 */
public record RateScaling(boolean shift) implements ElementFunction {

  @Override
  public String name() {
    return "rate";
  }

  @Override
  public int arity() {
    return 1;
  }

  @Override
  public double value(double[] arguments, FloatLane lane) {
    return lane.multiply(lane.rate(), arguments[0]);
  }

  /**
   * Returns the scaling by {@code rate}.
   *
   * @throws IllegalArgumentException when this has no multiplier and {@code rate} is no power of
   *     two
   */
  @Override
  public FixedPointFunction fixedPoint(FunctionFormats formats, LearningRate rate) {
    if (shift && !rate.isShift()) {
      throw new IllegalArgumentException(
          "the plan has no multiplier for the learning rate, which is no power of two: "
              + rate.toDouble());
    }
    var conversion =
        formats.resultQuantization().from(formats.input(0).fractionBits() + rate.fractionBits());
    return (codes, lane) ->
        lane.convert(conversion, shift ? codes[0] : lane.multiply(rate.code(), codes[0]));
  }

  @Override
  public BigInteger bound(FunctionFormats formats) {
    int rate = shift ? 1 : (1 << LearningRate.BITS) - 1;
    return formats.magnitude(0).multiply(BigInteger.valueOf(rate));
  }

  @Override
  public ElementWork work() {
    return new ElementWork(shift ? 0 : 1, 0, 0);
  }

  @Override
  public List<Arithmetic> events(FunctionFormats formats) {
    return List.of(
        new Arithmetic(
            Arithmetic.Kind.MULTIPLY,
            LearningRate.BITS,
            formats.input(0).width(),
            work().multiplies()));
  }
}
