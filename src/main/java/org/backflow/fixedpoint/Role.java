package org.backflow.fixedpoint;

import java.util.Locale;

/** What a tensor is for. Each role has a number format of its own. */
public enum Role {
  /** a<sub>0</sub>, the input of the network with its constant one. */
  INPUT,
  /** W<sub>l</sub>, the bias in its last row. */
  WEIGHT,
  /** z<sub>l</sub>, the address of the sigmoid table. */
  PREACTIVATION,
  /** a<sub>l</sub>, l &gt; 0, with its constant one. */
  ACTIVATION,
  /** t, one bit per class. */
  TARGET,
  /** a (1 - a), inside the vector unit. */
  DERIVATIVE,
  /** e<sub>l</sub>, the error fed back to layer l before it is multiplied by the derivative. */
  ERROR,
  /** The errors of the windows of a convolution, before they are added back to an image. */
  UNFOLDED_ERROR,
  /** Which word of a window was the largest. */
  CHOICE,
  /** The largest sum of a row, which softmax subtracts. */
  MAXIMUM,
  /** exp(z - maximum), of softmax. */
  EXPONENTIAL,
  /** The sum of the exponentials of a row, by which softmax divides. */
  TOTAL,
  /** delta<sub>l</sub>. */
  DELTA,
  /** What an optimiser keeps of the updates of W<sub>l</sub> from step to step. */
  VELOCITY,
  /** eta times the gradient of W<sub>l</sub>, its decay included, where an optimiser stores it. */
  WEIGHT_GRADIENT,
  /** F<sub>l</sub>, a stored feedback matrix or its selection. */
  FEEDBACK,
  /** eta delta<sub>l</sub>, which the update multiplies by the activations. */
  GRADIENT;

  /** Returns the name as it is written in reports and configuration: {@code weight}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
