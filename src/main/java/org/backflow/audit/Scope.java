package org.backflow.audit;

import java.util.Locale;

/** How much of training a count covers. */
public enum Scope {
  /** The products, sums or selections that apply F<sub>l</sub>, without the derivative. */
  PRODUCT("the feedback product alone"),
  /** The feedback phase: those and the deltas of the hidden layers. */
  PHASE("the feedback phase"),
  /** A whole training step. */
  STEP("the whole step"),
  /** All steps of all epochs of one run. */
  RUN("a whole run");

  private final String description;

  Scope(String description) {
    this.description = description;
  }

  /** Returns the name in files: {@code product}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the name in a sentence. */
  public String description() {
    return description;
  }
}
