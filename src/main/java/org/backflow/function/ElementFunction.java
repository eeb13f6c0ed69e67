package org.backflow.function;

import java.math.BigInteger;
import java.util.List;
import org.backflow.fixedpoint.LearningRate;

/**
 * A function of one element of each of its inputs, with all its facets: floating point, fixed
 * point, proof and cost. No reader of a plan knows one function from another.
 */
public interface ElementFunction {

  /** Returns the name that is printed: {@code logistic}. */
  String name();

  /** Returns the number of its inputs. */
  int arity();

  /** Returns the value, computed in the stated order, every step rounded as {@code lane} does. */
  double value(double[] arguments, FloatLane lane);

  /**
   * Returns the same in codes.
   *
   * @param rate eta, which those functions read that scale by it
   * @throws IllegalArgumentException when a conversion would drop more bits than its rounding can,
   *     or the formats do not serve the function
   */
  FixedPointFunction fixedPoint(FunctionFormats formats, LearningRate rate);

  /** Returns the magnitude that none of its sums and products of codes exceeds. */
  BigInteger bound(FunctionFormats formats);

  /** Returns what it does for an element. */
  ElementWork work();

  /** Returns the same with the widths of the operands. */
  List<Arithmetic> events(FunctionFormats formats);
}
