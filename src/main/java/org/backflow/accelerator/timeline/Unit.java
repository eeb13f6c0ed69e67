package org.backflow.accelerator.timeline;

import org.backflow.accelerator.Accelerator;
import org.backflow.accelerator.OperationCost;
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

  static Unit of(OperationCost operation, Accelerator accelerator) {
    return switch (operation.unit()) {
      case "vector" -> VECTOR;
      case "router" -> ROUTER;
      default ->
          operation.phase().equals(Phase.FEEDBACK.label())
                  && accelerator.separateFeedbackArray().isPresent()
              ? FEEDBACK_ARRAY
              : FORWARD_ARRAY;
    };
  }
}
