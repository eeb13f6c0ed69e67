package org.backflow.cosim;

import org.backflow.accelerator.array.PortWords;
import org.backflow.fixedpoint.Overflow;
import org.backflow.fixedpoint.Rounding;

/** One record of an array's stimulus. */
sealed interface Step {

  /** A cycle in which nothing is offered. */
  record Idle() implements Step {}

  /**
   * What is offered until it is taken.
   *
   * @param a one word per row; empty for a row of weights
   * @param b one word per column; empty for a vector of a weight-stationary array
   */
  record Vector(PortWords a, PortWords b) implements Step {}

  /**
   * The beginning of a fold; takes no cycle.
   *
   * @param length how many vectors follow
   * @param shift the bits that the conversion of its results drops, -16 to 32
   * @param rounding how they are rounded
   * @param overflow what happens outside the word
   * @param states the random register of each column
   */
  record Fold(int length, int shift, Rounding rounding, Overflow overflow, PortWords states)
      implements Step {}
}
