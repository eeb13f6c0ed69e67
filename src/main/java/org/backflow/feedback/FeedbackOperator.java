package org.backflow.feedback;

/**
 * The arithmetic by which e<sub>l</sub> = delta<sub>s</sub> F<sub>l</sub> is formed, s being the
 * source that the scheme names.
 */
public enum FeedbackOperator {
  /** Multiply-add with W<sub>l+1</sub> transposed, its bias row left out. */
  TRANSPOSED_WEIGHTS("multiply-add", "none; transposed access to the weights"),
  /** Multiply-add with a stored matrix. */
  STORED_MATRIX("multiply-add", "the matrix"),
  /** Each unit takes one element of delta<sub>s</sub>; nothing is multiplied. */
  SELECTION("selection, no multiplication", "an index per unit"),
  /** Each unit selects a few elements of delta<sub>s</sub> and multiplies each by a value. */
  SPARSE("a multiply-add per term", "a value and an index per term"),
  /** Each unit adds or subtracts every element of delta<sub>s</sub>, by stored signs. */
  SIGNS("addition or subtraction, a shift", "a bit per element"),
  /** The same by the signs of W<sub>l+1</sub> transposed; a weight of zero adds. */
  TRANSPOSED_SIGNS("addition or subtraction, a shift", "none; the sign bits of the weights");

  private final String arithmetic;
  private final String storage;

  FeedbackOperator(String arithmetic, String storage) {
    this.arithmetic = arithmetic;
    this.storage = storage;
  }

  /** Returns what a unit does for its error, in words. */
  public String arithmetic() {
    return arithmetic;
  }

  /** Returns what is stored, in words. */
  public String storage() {
    return storage;
  }

  /** Returns whether F<sub>l</sub> is stored, and not read from the weights. */
  public boolean storesFeedback() {
    return this != TRANSPOSED_WEIGHTS && this != TRANSPOSED_SIGNS;
  }
}
