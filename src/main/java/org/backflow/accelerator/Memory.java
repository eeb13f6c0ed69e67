package org.backflow.accelerator;

/** The on-chip memories of an accelerator. */
public enum Memory {
  /** Inputs, activations, errors and gradients. */
  ACTIVATION,
  /** Weights. */
  WEIGHT,
  /** Feedback matrices and selections. */
  FEEDBACK,
  /** Partial sums. */
  ACCUMULATOR
}
