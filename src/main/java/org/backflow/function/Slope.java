package org.backflow.function;

import java.math.BigInteger;
import java.util.List;

/**
 * How an error passes back through an activation: it is multiplied by the derivative, which is
 * stated as a function of the activation's output.
 */
public interface Slope {

  /** Returns error times derivative at {@code output}. */
  double value(double error, double output, FloatLane lane);

  /**
   * Returns the same in codes.
   *
   * @throws IllegalArgumentException when a conversion would drop more bits than its rounding can
   */
  FixedPointSlope fixedPoint(SlopeFormats formats);

  /** Returns the magnitude that none of its sums and products of codes exceeds. */
  BigInteger bound(SlopeFormats formats);

  /** Returns what it does for an element. */
  ElementWork work();

  /** Returns the same with the widths of the operands. */
  List<Arithmetic> events(SlopeFormats formats);
}
