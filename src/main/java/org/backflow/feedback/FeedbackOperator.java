package org.backflow.feedback;

/**
 * The arithmetic by which e<sub>l</sub> = delta<sub>s</sub> F<sub>l</sub> is formed, s being the
 * source that the scheme names.
 */
public enum FeedbackOperator {
  /** Multiply-add with W<sub>l+1</sub> transposed, its bias row left out. */
  TRANSPOSED_WEIGHTS,
  /** Multiply-add with a stored matrix. */
  STORED_MATRIX,
  /** Each unit takes one element of delta<sub>s</sub>; nothing is multiplied. */
  SELECTION,
  /** Each unit selects a few elements of delta<sub>s</sub> and multiplies each by a value. */
  SPARSE,
  /** Each unit adds or subtracts every element of delta<sub>s</sub>, by stored signs. */
  SIGNS,
  /** The same by the signs of W<sub>l+1</sub> transposed; a weight of zero adds. */
  TRANSPOSED_SIGNS;

  /** Returns whether F<sub>l</sub> is stored, and not read from the weights. */
  public boolean storesFeedback() {
    return this != TRANSPOSED_WEIGHTS && this != TRANSPOSED_SIGNS;
  }
}
