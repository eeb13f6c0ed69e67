package org.backflow.function;

import java.math.BigInteger;
import java.util.List;
import org.backflow.fixedpoint.Conversion;
import org.backflow.fixedpoint.Factor;
import org.backflow.fixedpoint.LearningRate;

/**
 * eta lambda w: what weight decay takes from a weight.
 *
 * @param lambda the decay, times the samples of the step where eta is divided by them
 */
public record RateDecay(double lambda) implements ElementFunction {

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException when fixed point cannot hold {@code lambda}
   */
  public RateDecay {
    Factor.of(lambda);
  }

  @Override
  public String name() {
    return "decay";
  }

  @Override
  public int arity() {
    return 1;
  }

  @Override
  public double value(double[] arguments, FloatLane lane) {
    double factor = lane.multiply(lane.rate(), lane.precision().round(lambda));
    return lane.multiply(factor, arguments[0]);
  }

  /** Returns the product with the {@link Factor} nearest to eta as it is held times lambda. */
  @Override
  public FixedPointFunction fixedPoint(FunctionFormats formats, LearningRate rate) {
    Factor factor = Factor.of(rate.toDouble() * lambda);
    Conversion conversion =
        formats.resultQuantization().from(formats.input(0).fractionBits() + factor.fractionBits());
    return (codes, lane) -> lane.convert(conversion, lane.multiply(factor.code(), codes[0]));
  }

  @Override
  public BigInteger bound(FunctionFormats formats) {
    return formats.magnitude(0).multiply(BigInteger.valueOf((1 << Factor.BITS) - 1L));
  }

  /** A multiplication, whatever eta is: it may be another one in the next epoch. */
  @Override
  public ElementWork work() {
    return new ElementWork(1, 0, 0);
  }

  @Override
  public List<Arithmetic> events(FunctionFormats formats) {
    return List.of(
        new Arithmetic(Arithmetic.Kind.MULTIPLY, Factor.BITS, formats.input(0).width(), 1));
  }
}
