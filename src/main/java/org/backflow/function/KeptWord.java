package org.backflow.function;

import java.math.BigInteger;
import java.util.List;
import org.backflow.fixedpoint.Conversion;
import org.backflow.fixedpoint.LearningRate;
import org.backflow.fixedpoint.RandomBytes;

/**
 * A word times 256 / (256 - dropped) where its mask is one, else zero. In fixed point the factor is
 * part of the one conversion, which divides by a constant.
 *
 * @param dropped of 256 words how many are dropped on average; less than 256
 */
public record KeptWord(int dropped) implements ElementFunction {

  @Override
  public String name() {
    return "kept word";
  }

  @Override
  public int arity() {
    return 2;
  }

  private int kept() {
    return RandomBytes.VALUES - dropped;
  }

  @Override
  public double value(double[] arguments, FloatLane lane) {
    double scale = lane.precision().round(RandomBytes.VALUES / (double) kept());
    return arguments[1] == 0.0 ? 0.0 : lane.multiply(scale, arguments[0]);
  }

  @Override
  public FixedPointFunction fixedPoint(FunctionFormats formats, LearningRate rate) {
    Conversion conversion =
        formats
            .resultQuantization()
            .from(formats.input(0).fractionBits() - Byte.SIZE)
            .dividedBy(kept());
    return (codes, lane) -> lane.convert(conversion, codes[1] == 0 ? 0 : codes[0]);
  }

  @Override
  public BigInteger bound(FunctionFormats formats) {
    return formats.magnitude(0);
  }

  @Override
  public ElementWork work() {
    return ElementWork.NONE;
  }

  @Override
  public List<Arithmetic> events(FunctionFormats formats) {
    return List.of();
  }
}
