package org.backflow.function;

/** A {@link Slope} in the codes of stated formats. */
@FunctionalInterface
public interface FixedPointSlope {

  /** Returns the code of error times derivative. Draws in the order of its conversions. */
  long apply(long error, long output, FixedPointLane lane);
}
