package org.backflow.function;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.backflow.fixedpoint.LearningRate;

/**
 * delta = (a - t) f'(z), what half the squared error of an output is worth to its sum; inputs are
 * the activation and the target. The difference is formed in the finer of the two formats, exactly.
 */
public record GatedDifference(Slope slope) implements ElementFunction {

  @Override
  public String name() {
    return "gated difference";
  }

  @Override
  public int arity() {
    return 2;
  }

  @Override
  public double value(double[] arguments, FloatLane lane) {
    return slope.value(lane.add(arguments[0], -arguments[1]), arguments[0], lane);
  }

  @Override
  public FixedPointFunction fixedPoint(FunctionFormats formats, LearningRate rate) {
    FixedPointSlope gate = slope.fixedPoint(slopeFormats(formats));
    int outputShift = shift(formats, 0);
    int targetShift = shift(formats, 1);
    return (codes, lane) ->
        gate.apply(lane.add(codes[0] << outputShift, -(codes[1] << targetShift)), codes[0], lane);
  }

  @Override
  public BigInteger bound(FunctionFormats formats) {
    return slope.bound(slopeFormats(formats));
  }

  @Override
  public ElementWork work() {
    ElementWork gate = slope.work();
    return new ElementWork(gate.multiplies(), gate.adds() + 1, gate.lookUps());
  }

  @Override
  public List<Arithmetic> events(FunctionFormats formats) {
    List<Arithmetic> events = new ArrayList<>(slope.events(slopeFormats(formats)));
    int bits = formats.input(0).width();
    int adds = events.indexOf(Arithmetic.adds(bits, slope.work().adds()));
    if (adds < 0) {
      events.add(Arithmetic.adds(bits, 1));
    } else {
      events.set(adds, Arithmetic.adds(bits, work().adds()));
    }
    return events;
  }

  private static int fractionBits(FunctionFormats formats) {
    return Math.max(formats.input(0).fractionBits(), formats.input(1).fractionBits());
  }

  private static int shift(FunctionFormats formats, int input) {
    return fractionBits(formats) - formats.input(input).fractionBits();
  }

  private static SlopeFormats slopeFormats(FunctionFormats formats) {
    BigInteger output = formats.magnitude(0).shiftLeft(shift(formats, 0));
    BigInteger target = formats.magnitude(1).shiftLeft(shift(formats, 1));
    return new SlopeFormats(
        formats.arithmetic(),
        fractionBits(formats),
        output.add(target),
        formats.input(0).width(),
        formats.input(0),
        formats.resultQuantization());
  }
}
