package org.backflow.accelerator;

import org.backflow.plan.Phase;

/** What can run one operation at a time. */
public enum Unit {
  /** The array of forward products and updates, and of feedback products where it is shared. */
  FORWARD_ARRAY("forward array"),
  /** The array of feedback products, where there is one of its own. */
  FEEDBACK_ARRAY("feedback array"),
  /** The elementwise operations. */
  VECTOR("vector unit"),
  /** The selections. */
  ROUTER("router"),
  /** The channel to DRAM, held by an operation that moves words over it as long as it runs. */
  DRAM("dram");

  private final String label;

  Unit(String label) {
    this.label = label;
  }

  /** Returns the name as it is printed. */
  public String label() {
    return label;
  }

  /** Returns whether it is an array; the vector unit and the router are none. */
  public boolean isArray() {
    return this == FORWARD_ARRAY || this == FEEDBACK_ARRAY;
  }

  /** Returns the array of {@code accelerator} that runs the products of {@code phase}. */
  static Unit arrayOf(Phase phase, Accelerator accelerator) {
    return phase == Phase.FEEDBACK && accelerator.separateFeedbackArray().isPresent()
        ? FEEDBACK_ARRAY
        : FORWARD_ARRAY;
  }
}
