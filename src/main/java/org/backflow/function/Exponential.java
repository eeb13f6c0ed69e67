package org.backflow.function;

import java.math.BigInteger;
import java.util.List;
import org.backflow.fixedpoint.Conversion;
import org.backflow.fixedpoint.ExponentialTable;
import org.backflow.fixedpoint.LearningRate;

/**
 * exp(z - m) of a sum z and the largest sum m of its row, so that no result exceeds 1. In fixed
 * point m - z is formed in the finer of the two formats, exactly, and is the address of a table.
 */
public record Exponential() implements ElementFunction {

  @Override
  public String name() {
    return "exponential";
  }

  @Override
  public int arity() {
    return 2;
  }

  @Override
  public double value(double[] arguments, FloatLane lane) {
    return lane.precision().exp(lane.add(arguments[0], -arguments[1]));
  }

  @Override
  public FixedPointFunction fixedPoint(FunctionFormats formats, LearningRate rate) {
    ExponentialTable table = table(formats);
    int fractionBits = fractionBits(formats);
    Conversion toAddress = table.address().from(fractionBits);
    int sumShift = fractionBits - formats.input(0).fractionBits();
    int largestShift = fractionBits - formats.input(1).fractionBits();
    return (codes, lane) ->
        table.lookup(
            (int)
                lane.convert(
                    toAddress, lane.add(codes[1] << largestShift, -(codes[0] << sumShift))));
  }

  private static ExponentialTable table(FunctionFormats formats) {
    return formats.arithmetic().exponentials(formats.tableWord("exponential"));
  }

  private static int fractionBits(FunctionFormats formats) {
    return Math.max(formats.input(0).fractionBits(), formats.input(1).fractionBits());
  }

  @Override
  public BigInteger bound(FunctionFormats formats) {
    int fractionBits = fractionBits(formats);
    return formats
        .magnitude(0)
        .shiftLeft(fractionBits - formats.input(0).fractionBits())
        .add(formats.magnitude(1).shiftLeft(fractionBits - formats.input(1).fractionBits()));
  }

  @Override
  public ElementWork work() {
    return new ElementWork(0, 1, 1);
  }

  @Override
  public List<Arithmetic> events(FunctionFormats formats) {
    ExponentialTable table = table(formats);
    return List.of(
        Arithmetic.adds(formats.input(0).width(), 1),
        new Arithmetic(Arithmetic.Kind.LOOK_UP, table.result().width(), table.words(), 1));
  }
}
