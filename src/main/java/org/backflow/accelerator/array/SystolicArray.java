package org.backflow.accelerator.array;

import java.util.List;
import org.backflow.accelerator.ArrayShape;

/**
 * An array that is clocked one cycle at a time: {@link #drive} puts the inputs of a cycle on the
 * ports, the outputs of the same cycle are read, and {@link #clock} is the edge that ends it.
 */
public interface SystolicArray {

  /**
   * What is on the input ports during a cycle.
   *
   * @param valid whether {@code a} (and b of an output-stationary array) may be taken
   * @param first whether it is the first vector of a fold
   * @param last whether it is the last vector of a fold
   * @param a one word per row
   * @param weightValid whether {@code b} may be taken as a row of weights
   * @param b one word per column: an operand, or a weight
   */
  record Inputs(
      boolean valid, boolean first, boolean last, PortWords a, boolean weightValid, PortWords b) {
    /** Returns the inputs of an idle cycle of an array that was never fed. */
    static Inputs idle(ArrayShape shape) {
      return new Inputs(
          false,
          false,
          false,
          PortWords.zero(shape.rows()),
          false,
          PortWords.zero(shape.columns()));
    }
  }

  /** Returns the rows and columns. */
  ArrayShape shape();

  /** Puts the inputs of this cycle on the ports. */
  void drive(Inputs inputs);

  /** Returns whether a valid vector is taken in this cycle. */
  boolean ready();

  /** Returns whether a valid row of weights is taken in this cycle; never without weights. */
  boolean weightReady();

  /** Returns whether {@link #result} of {@code column} is a result in this cycle. */
  boolean resultValid(int column);

  /** Returns what is on the result port of {@code column} in this cycle. */
  long result(int column);

  /** Ends the cycle: every register takes its next value. */
  void clock();

  /** Returns the ports and registers under the names that they have in the RTL, in one order. */
  List<Signal> signals();
}
