package org.backflow.plan;

/** How the sums of a product end in its result. */
public enum Ending {
  /** They replace it. */
  SET,
  /** They are added to it. */
  ADD,
  /** They are subtracted from it. */
  SUBTRACT;

  /** Returns whether the result is read before it is written. */
  public boolean readsResult() {
    return this != SET;
  }
}
