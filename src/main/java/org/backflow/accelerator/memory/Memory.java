package org.backflow.accelerator.memory;

import java.util.Locale;

/** The on-chip memories of an accelerator. */
public enum Memory {
  /** Inputs, activations, errors and gradients. */
  ACTIVATION,
  /** Weights. */
  WEIGHT,
  /** Feedback matrices, selections, and what transposed access to the weights needs. */
  FEEDBACK,
  /** Partial sums. */
  ACCUMULATOR;

  /** Returns {@code activation}, {@code weight}, {@code feedback} or {@code accumulator}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
