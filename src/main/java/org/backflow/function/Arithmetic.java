package org.backflow.function;

import java.util.stream.Stream;

/**
 * A number of like arithmetic events in one operation.
 *
 * @param kind what happens
 * @param leftBits the width of one operand; for a look-up, of the word; for a division, the bits of
 *     the quotient
 * @param rightBits the width of the other operand; for a look-up, the words of the table; for a
 *     division, the width of the divisor
 * @param count how often it happens
 */
public record Arithmetic(Kind kind, int leftBits, int rightBits, long count) {

  /** What an event is. */
  public enum Kind {
    /** A multiplication. */
    MULTIPLY,
    /** A multiplication that is issued but held back, because an operand is zero. */
    GATED_MULTIPLY,
    /** An addition or subtraction. */
    ADD,
    /** A read of a table. */
    LOOK_UP,
    /** A division: a subtraction of the divisor per bit of the quotient. */
    DIVIDE
  }

  /** Returns the events of which {@code effectiveFraction} are not held back, and the rest. */
  public Stream<Arithmetic> gated(double effectiveFraction) {
    long effective = Math.round(count * effectiveFraction);
    return kind == Kind.MULTIPLY && effective < count
        ? Stream.of(
            new Arithmetic(kind, leftBits, rightBits, effective),
            new Arithmetic(Kind.GATED_MULTIPLY, leftBits, rightBits, count - effective))
        : Stream.of(this);
  }

  /** Returns {@code count} additions or subtractions of {@code bits} bits. */
  public static Arithmetic adds(int bits, long count) {
    return new Arithmetic(Kind.ADD, bits, bits, count);
  }

  /** Returns the same events, each {@code times} as often. */
  public Arithmetic times(long times) {
    return new Arithmetic(kind, leftBits, rightBits, Math.multiplyExact(count, times));
  }
}
