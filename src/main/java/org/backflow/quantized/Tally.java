package org.backflow.quantized;

/**
 * What the interpreter counted while it computed one operation. Counted, not derived: the cost
 * model arrives at the same numbers by another road.
 */
public final class Tally {

  private long macs;
  private long multiplies;
  private long effectiveMultiplies;
  private long adds;
  private long divisions;
  private long conversions;
  private long saturations;

  /** Multiplies two codes and counts it; effective when neither is zero. */
  long multiply(long left, long right) {
    multiplies++;
    if (left != 0 && right != 0) {
      effectiveMultiplies++;
    }
    return left * right;
  }

  /** Multiplies and accumulates, and counts it. */
  long multiplyAccumulate(long sum, long left, long right) {
    macs++;
    return add(sum, multiply(left, right));
  }

  /** Adds two codes, or subtracts where one comes negated, and counts it. */
  long add(long left, long right) {
    adds++;
    return Math.addExact(left, right);
  }

  /** Counts a division, and the addition to its quotient. */
  void division() {
    divisions++;
    adds++;
  }

  /** Counts a comparison, which is a subtraction. */
  void compare() {
    adds++;
  }

  void conversion(boolean saturated) {
    conversions++;
    if (saturated) {
      saturations++;
    }
  }

  /** Returns the multiply-accumulates issued. */
  public long macs() {
    return macs;
  }

  /** Returns the multiplications issued, those inside multiply-accumulates included. */
  public long multiplies() {
    return multiplies;
  }

  /** Returns the multiplications whose operands were both non-zero. */
  public long effectiveMultiplies() {
    return effectiveMultiplies;
  }

  /** Returns the additions and subtractions issued, those inside multiply-accumulates included. */
  public long adds() {
    return adds;
  }

  /** Returns the divisions by words. */
  public long divisions() {
    return divisions;
  }

  /** Returns the conversions of accumulators and of quotients to words. */
  public long conversions() {
    return conversions;
  }

  /** Returns the conversions whose result was outside the range of its format. */
  public long saturations() {
    return saturations;
  }
}
