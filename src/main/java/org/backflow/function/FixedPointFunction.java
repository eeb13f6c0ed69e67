package org.backflow.function;

/** An {@link ElementFunction} in the codes of stated formats. */
@FunctionalInterface
public interface FixedPointFunction {

  /** Returns the code of the result. Draws in the order of its conversions. */
  long apply(long[] codes, FixedPointLane lane);
}
