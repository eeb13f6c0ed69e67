package org.backflow.function;

/** z itself, converted to the format of the result. */
public final class Identity extends PiecewiseLinear {

  /** Creates it. */
  public Identity() {
    super("identity", 0, 0, 0.0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }
}
