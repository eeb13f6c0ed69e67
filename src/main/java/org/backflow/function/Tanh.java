package org.backflow.function;

import java.math.BigInteger;
import java.util.List;
import org.backflow.fixedpoint.Conversion;
import org.backflow.fixedpoint.FixedPointFormat;
import org.backflow.fixedpoint.LearningRate;
import org.backflow.fixedpoint.TanhTable;

/**
 * The hyperbolic tangent: a look-up in fixed point, whose address is z. Its derivative is 1 -
 * a<sup>2</sup>, formed first and converted, and then multiplied by the error.
 */
public record Tanh() implements Activation {

  @Override
  public String name() {
    return "tanh";
  }

  @Override
  public ElementFunction function() {
    return new LookUp();
  }

  @Override
  public Slope slope() {
    return new Derivative();
  }

  private record LookUp() implements ElementFunction {
    @Override
    public String name() {
      return "tanh";
    }

    @Override
    public int arity() {
      return 1;
    }

    @Override
    public double value(double[] arguments, FloatLane lane) {
      return lane.precision().tanh(arguments[0]);
    }

    @Override
    public FixedPointFunction fixedPoint(FunctionFormats formats, LearningRate rate) {
      TanhTable table = table(formats);
      int lowest = 1 - table.words();
      return (codes, lane) -> table.lookup(Math.max(lowest, (int) codes[0]));
    }

    private static TanhTable table(FunctionFormats formats) {
      return TanhTable.addressedBy(
          formats.input(0),
          formats.arithmetic().sigmoid().address().rounding(),
          formats.tableWord("tanh"));
    }

    /** A look-up accumulates nothing. */
    @Override
    public BigInteger bound(FunctionFormats formats) {
      return BigInteger.ZERO;
    }

    @Override
    public ElementWork work() {
      return new ElementWork(0, 0, 1);
    }

    @Override
    public List<Arithmetic> events(FunctionFormats formats) {
      TanhTable table = table(formats);
      return List.of(
          new Arithmetic(Arithmetic.Kind.LOOK_UP, table.activation().width(), table.words(), 1));
    }
  }

  private record Derivative() implements Slope {
    @Override
    public double value(double error, double output, FloatLane lane) {
      return lane.multiply(error, lane.add(1.0, -lane.multiply(output, output)));
    }

    /** The derivative is 1 where the output is 0, so its format must hold that. */
    @Override
    public FixedPointSlope fixedPoint(SlopeFormats formats) {
      FixedPointFormat derivativeFormat = formats.arithmetic().derivative().format();
      if (!derivativeFormat.represents(1.0)) {
        throw new IllegalArgumentException(
            "the derivative of tanh reaches 1.0, which the derivative format "
                + derivativeFormat
                + " cannot hold; try "
                + derivativeFormat.holdingOne());
      }
      Conversion toDerivative =
          formats.arithmetic().derivative().from(2 * formats.output().fractionBits());
      Conversion toResult =
          formats.result().from(formats.errorFractionBits() + derivativeFormat.fractionBits());
      long one = one(formats);
      return (error, output, lane) -> {
        long complement = lane.add(one, -lane.multiply(output, output));
        return lane.convert(toResult, lane.multiply(error, lane.convert(toDerivative, complement)));
      };
    }

    private static long one(SlopeFormats formats) {
      return 1L << (2 * formats.output().fractionBits());
    }

    @Override
    public BigInteger bound(SlopeFormats formats) {
      BigInteger derivative =
          BigInteger.valueOf(formats.arithmetic().derivative().format().maxMagnitude());
      return formats
          .outputMagnitude()
          .pow(2)
          .add(BigInteger.valueOf(one(formats)))
          .max(formats.errorMagnitude().multiply(derivative));
    }

    @Override
    public ElementWork work() {
      return new ElementWork(2, 1, 0);
    }

    @Override
    public List<Arithmetic> events(SlopeFormats formats) {
      int output = formats.output().width();
      int derivative = formats.arithmetic().derivative().format().width();
      return List.of(
          new Arithmetic(Arithmetic.Kind.MULTIPLY, output, output, 1),
          new Arithmetic(Arithmetic.Kind.MULTIPLY, formats.errorBits(), derivative, 1),
          Arithmetic.adds(2 * output, 1));
    }
  }
}
