package org.backflow.function;

import java.math.BigInteger;
import java.util.List;
import org.backflow.fixedpoint.LearningRate;

/**
 * One where a word is kept, zero where it is dropped: a random byte is compared with the share that
 * is dropped.
 *
 * @param dropped of the 256 values of a byte how many drop the word
 */
public record DropoutMask(int dropped) implements ElementFunction {

  @Override
  public String name() {
    return "dropout mask";
  }

  @Override
  public int arity() {
    return 1;
  }

  @Override
  public double value(double[] arguments, FloatLane lane) {
    return arguments[0] < dropped ? 0.0 : 1.0;
  }

  @Override
  public FixedPointFunction fixedPoint(FunctionFormats formats, LearningRate rate) {
    return (codes, lane) -> lane.add(codes[0], -dropped) < 0 ? 0 : 1;
  }

  @Override
  public BigInteger bound(FunctionFormats formats) {
    return formats.magnitude(0);
  }

  /** A comparison is a subtraction. */
  @Override
  public ElementWork work() {
    return new ElementWork(0, 1, 0);
  }

  @Override
  public List<Arithmetic> events(FunctionFormats formats) {
    return List.of(Arithmetic.adds(formats.input(0).width(), 1));
  }
}
