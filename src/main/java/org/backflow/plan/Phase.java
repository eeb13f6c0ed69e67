package org.backflow.plan;

/** The four parts of a training step, in their order. */
public enum Phase {
  /** Activations from inputs. */
  FORWARD("forward"),
  /** delta of the output layer. */
  OUTPUT_ERROR("output error"),
  /** deltas of the hidden layers. */
  FEEDBACK("feedback"),
  /** New weights. */
  UPDATE("update");

  private final String label;

  Phase(String label) {
    this.label = label;
  }

  /** Returns the name as it is printed. */
  public String label() {
    return label;
  }
}
