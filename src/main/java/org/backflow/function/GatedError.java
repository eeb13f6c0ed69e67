package org.backflow.function;

import java.math.BigInteger;
import java.util.List;
import org.backflow.fixedpoint.LearningRate;

/** delta = e f'(z) of a hidden layer; inputs are the error and the activation. */
public record GatedError(Slope slope) implements ElementFunction {

  @Override
  public String name() {
    return "gated error";
  }

  @Override
  public int arity() {
    return 2;
  }

  @Override
  public double value(double[] arguments, FloatLane lane) {
    return slope.value(arguments[0], arguments[1], lane);
  }

  @Override
  public FixedPointFunction fixedPoint(FunctionFormats formats, LearningRate rate) {
    FixedPointSlope gate = slope.fixedPoint(slopeFormats(formats));
    return (codes, lane) -> gate.apply(codes[0], codes[1], lane);
  }

  @Override
  public BigInteger bound(FunctionFormats formats) {
    return slope.bound(slopeFormats(formats));
  }

  @Override
  public ElementWork work() {
    return slope.work();
  }

  @Override
  public List<Arithmetic> events(FunctionFormats formats) {
    return slope.events(slopeFormats(formats));
  }

  private static SlopeFormats slopeFormats(FunctionFormats formats) {
    return new SlopeFormats(
        formats.arithmetic(),
        formats.input(0).fractionBits(),
        formats.magnitude(0),
        formats.input(0).width(),
        formats.input(1),
        formats.resultQuantization());
  }
}
