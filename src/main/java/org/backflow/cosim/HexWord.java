package org.backflow.cosim;

import java.math.BigInteger;
import org.backflow.accelerator.array.PortWords;

/** Words as a trace shows them: hexadecimal, as many digits as their bits need. */
final class HexWord {

  private HexWord() {}

  /** Returns {@code value}, a natural number, with the digits of a word of {@code bits} bits. */
  static String of(BigInteger value, int bits) {
    String digits = value.toString(16);
    return "0".repeat(Math.max(0, (bits + 3) / 4 - digits.length())) + digits;
  }

  /** Returns {@code lanes} of {@code bits} bits each, side by side. */
  static String of(PortWords lanes, int bits) {
    return of(lanes.join(bits), lanes.count() * bits);
  }

  /** Returns the low {@code bits} bits of {@code word}. */
  static String of(long word, int bits) {
    long mask = bits == Long.SIZE ? -1 : (1L << bits) - 1;
    return of(new BigInteger(Long.toUnsignedString(word & mask)), bits);
  }
}
