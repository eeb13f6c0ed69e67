package org.backflow.function;

/** z / 4 + 1 / 2 within 0 and 1: the tangent of the logistic function at zero. */
public final class HardLogistic extends PiecewiseLinear {

  /** Creates it. */
  public HardLogistic() {
    super("hard-logistic", 2, 2, 0.5, 0.0, 1.0);
  }
}
