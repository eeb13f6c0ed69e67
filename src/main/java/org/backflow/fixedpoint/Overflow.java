package org.backflow.fixedpoint;

/**
 * What happens to a rounded code outside the range of its format. Names and meanings follow {@code
 * ap_fixed} (AMD UG1399, table "Overflow Modes").
 */
public enum Overflow {
  /** Limit to the smallest and the largest code. */
  SAT {
    @Override
    long limit(long code, FixedPointFormat format) {
      return Math.max(format.minCode(), Math.min(format.maxCode(), code));
    }
  },
  /** Limit to the largest code and its negative, so that the range is symmetric. */
  SAT_SYM {
    @Override
    long limit(long code, FixedPointFormat format) {
      long smallest = format.signed() ? -format.maxCode() : 0;
      return Math.max(smallest, Math.min(format.maxCode(), code));
    }
  },
  /** Keep the low bits. */
  WRAP {
    @Override
    long limit(long code, FixedPointFormat format) {
      int unused = Long.SIZE - format.width();
      return format.signed() ? (code << unused) >> unused : (code << unused) >>> unused;
    }
  };

  /** Returns a code within the range of {@code format}. */
  abstract long limit(long code, FixedPointFormat format);
}
