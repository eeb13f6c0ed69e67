package org.backflow.function;

import org.backflow.fixedpoint.Conversion;
import org.backflow.fixedpoint.Quotient;

/**
 * What computes an element in codes, for one unit: it counts, or draws from the unit's register.
 */
public interface FixedPointLane {

  /** Returns the exact product. */
  long multiply(long left, long right);

  /** Returns the exact sum. */
  long add(long left, long right);

  /**
   * Returns the word that {@code quotient} makes of {@code dividend / divisor + addend}: a division
   * and an addition.
   */
  long divide(Quotient quotient, long dividend, long divisor, long addend);

  /** Returns the word that {@code conversion} makes of an accumulator. */
  long convert(Conversion conversion, long accumulator);
}
