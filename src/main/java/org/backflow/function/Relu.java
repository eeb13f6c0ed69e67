package org.backflow.function;

/** The larger of z and zero; its slope at zero is zero. */
public final class Relu extends PiecewiseLinear {

  /** Creates it. */
  public Relu() {
    super("relu", 0, 0, 0.0, 0.0, Double.POSITIVE_INFINITY);
  }
}
