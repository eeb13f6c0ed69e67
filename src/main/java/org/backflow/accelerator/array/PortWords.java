package org.backflow.accelerator.array;

import java.math.BigInteger;
import java.util.function.IntToLongFunction;

/** Words that lie side by side on a port, lane 0 in the low bits of their number. */
public final class PortWords {

  private final long[] words;

  private PortWords(long[] words) {
    this.words = words;
  }

  /** Returns lanes that hold a copy of {@code words}. */
  public static PortWords of(long... words) {
    return new PortWords(words.clone());
  }

  /** Returns {@code count} lanes that hold zero. */
  public static PortWords zero(int count) {
    return new PortWords(new long[count]);
  }

  /** Returns the words of {@code joined} as two's complement numbers of {@code bits} bits. */
  public static PortWords split(BigInteger joined, int count, int bits) {
    long[] words = new long[count];
    for (int i = 0; i < count; i++) {
      words[i] = signed(joined.shiftRight(i * bits).longValue(), bits);
    }
    return new PortWords(words);
  }

  /** Returns the number of lanes. */
  public int count() {
    return words.length;
  }

  /** Returns the word of {@code lane}. */
  public long at(int lane) {
    return words[lane];
  }

  /** Returns the low {@code bits} bits of every word, joined to one natural number. */
  public BigInteger join(int bits) {
    return join(words.length, bits, this::at);
  }

  /** Returns {@code count} words of {@code bits} bits each as one natural number. */
  static BigInteger join(int count, int bits, IntToLongFunction lane) {
    BigInteger mask = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
    BigInteger joined = BigInteger.ZERO;
    for (int i = count - 1; i >= 0; i--) {
      joined = joined.shiftLeft(bits).or(BigInteger.valueOf(lane.applyAsLong(i)).and(mask));
    }
    return joined;
  }

  /** Returns the low {@code bits} bits of {@code word} as a two's complement number. */
  static long signed(long word, int bits) {
    int unused = Long.SIZE - bits;
    return (word << unused) >> unused;
  }
}
