package org.backflow.function;

import java.math.BigInteger;
import java.util.List;
import org.backflow.fixedpoint.Conversion;
import org.backflow.fixedpoint.FixedPointFormat;
import org.backflow.fixedpoint.LearningRate;
import org.backflow.fixedpoint.SigmoidTable;

/**
 * 1 / (1 + exp(-z)): a look-up in fixed point, whose address is z. Its derivative is a (1 - a),
 * formed first and converted, and then multiplied by the error.
 */
public record Logistic() implements Activation {

  @Override
  public String name() {
    return "logistic";
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
      return "logistic";
    }

    @Override
    public int arity() {
      return 1;
    }

    @Override
    public double value(double[] arguments, FloatLane lane) {
      return lane.precision().sigmoid(arguments[0]);
    }

    @Override
    public FixedPointFunction fixedPoint(FunctionFormats formats, LearningRate rate) {
      SigmoidTable table = table(formats);
      int lowest = 1 - table.words();
      return (codes, lane) -> table.lookup(Math.max(lowest, (int) codes[0]));
    }

    /** The table of the arithmetic, whose words may be there already, or one of other formats. */
    private static SigmoidTable table(FunctionFormats formats) {
      SigmoidTable shared = formats.arithmetic().sigmoid();
      FixedPointFormat word = formats.tableWord("logistic");
      return formats.input(0).equals(shared.addressFormat()) && word.equals(shared.activation())
          ? shared
          : SigmoidTable.addressedBy(formats.input(0), shared.address().rounding(), word);
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
      SigmoidTable table = table(formats);
      return List.of(
          new Arithmetic(Arithmetic.Kind.LOOK_UP, table.activation().width(), table.words(), 1));
    }
  }

  private record Derivative() implements Slope {
    @Override
    public double value(double error, double output, FloatLane lane) {
      return lane.multiply(error, lane.multiply(output, lane.add(1.0, -output)));
    }

    @Override
    public FixedPointSlope fixedPoint(SlopeFormats formats) {
      Conversion toDerivative = derivative(formats);
      Conversion toResult =
          formats.result().from(formats.errorFractionBits() + toDerivative.target().fractionBits());
      long one = one(formats);
      return (error, output, lane) -> {
        long complement = lane.add(one, -output);
        long derivative = lane.convert(toDerivative, lane.multiply(output, complement));
        return lane.convert(toResult, lane.multiply(error, derivative));
      };
    }

    private static Conversion derivative(SlopeFormats formats) {
      try {
        return formats.arithmetic().derivative().from(2 * formats.output().fractionBits());
      } catch (IllegalArgumentException refusal) {
        throw new IllegalArgumentException("a (1 - a): " + refusal.getMessage(), refusal);
      }
    }

    private static long one(SlopeFormats formats) {
      return 1L << formats.output().fractionBits();
    }

    @Override
    public BigInteger bound(SlopeFormats formats) {
      BigInteger complement = formats.outputMagnitude().add(BigInteger.valueOf(one(formats)));
      long derivative = formats.arithmetic().derivative().format().maxMagnitude();
      return formats
          .outputMagnitude()
          .multiply(complement)
          .max(formats.errorMagnitude().multiply(BigInteger.valueOf(derivative)));
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
          Arithmetic.adds(output, 1));
    }
  }
}
