package org.backflow.function;

/** z where it is positive, else z 2<sup>-shift</sup>: {@code leaky-relu-K} for another shift. */
public final class LeakyRelu extends PiecewiseLinear {

  /** The shift of {@code leaky-relu}. */
  public static final int DEFAULT_SHIFT = 3;

  /** Creates one that multiplies a negative z by 2<sup>-shift</sup>. */
  public LeakyRelu(int shift) {
    super(
        "leaky-relu" + (shift == DEFAULT_SHIFT ? "" : "-" + shift),
        0,
        shift,
        0.0,
        Double.NEGATIVE_INFINITY,
        Double.POSITIVE_INFINITY);
  }
}
