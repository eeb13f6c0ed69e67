package org.backflow.function;

/**
 * What computes an element in floating point: every operation is rounded.
 *
 * @param rate eta, already divided by the batch where gradients are averaged, and rounded
 */
public record FloatLane(Precision precision, double rate) {

  /** Returns the rounded sum. */
  public double add(double left, double right) {
    return precision.round(left + right);
  }

  /** Returns the rounded quotient. */
  public double divide(double left, double right) {
    return precision.round(left / right);
  }

  /** Returns the rounded product. */
  public double multiply(double left, double right) {
    return precision.round(left * right);
  }
}
