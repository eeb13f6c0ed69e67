package org.backflow.function;

/** z within -1 and 1: the tangent of tanh at zero. */
public final class HardTanh extends PiecewiseLinear {

  /** Creates it. */
  public HardTanh() {
    super("hard-tanh", 0, 0, 0.0, -1.0, 1.0);
  }
}
