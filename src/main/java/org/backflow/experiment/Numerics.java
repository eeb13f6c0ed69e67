package org.backflow.experiment;

/** Which arithmetic the networks are trained in. */
public enum Numerics {
  /** Single precision only. */
  FLOAT,
  /** Fixed point only. */
  FIXED,
  /** Both, from the same start and on the same minibatches. */
  BOTH;

  /** Returns whether single precision is trained. */
  public boolean trainsFloat() {
    return this != FIXED;
  }

  /** Returns whether fixed point is trained. */
  public boolean trainsFixed() {
    return this != FLOAT;
  }
}
