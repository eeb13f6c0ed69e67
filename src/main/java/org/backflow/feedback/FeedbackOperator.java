package org.backflow.feedback;

/** The arithmetic by which e<sub>l</sub> = delta<sub>l+1</sub> F<sub>l</sub> is formed. */
public enum FeedbackOperator {
  /** Multiply-add with W<sub>l+1</sub> transposed, its bias row left out. */
  TRANSPOSED_WEIGHTS,
  /** Multiply-add with a stored matrix. */
  STORED_MATRIX,
  /** Each unit takes one element of delta<sub>l+1</sub>; nothing is multiplied. */
  SELECTION
}
