package org.backflow.report.export;

import java.util.Locale;
import org.backflow.fixedpoint.FixedPointFormat;
import org.backflow.network.Matrix;

/**
 * A matrix as {@code $readmemh} of Verilog reads it: a word a line, row by row, in two's complement
 * with as many hexadecimal digits as the bits of the format need.
 */
final class HexMemory {

  private static final int BITS_PER_DIGIT = 4;

  private HexMemory() {}

  /** Returns the file of values that {@code format} holds exactly. */
  static String of(Matrix values, FixedPointFormat format) {
    int digits = (format.width() + BITS_PER_DIGIT - 1) / BITS_PER_DIGIT;
    long mask = (1L << format.width()) - 1;
    StringBuilder text = new StringBuilder();
    for (double value : values.values()) {
      String word = Long.toHexString(format.nearestCode(value) & mask);
      text.append("0".repeat(digits - word.length()))
          .append(word.toLowerCase(Locale.ROOT))
          .append('\n');
    }
    return text.toString();
  }
}
