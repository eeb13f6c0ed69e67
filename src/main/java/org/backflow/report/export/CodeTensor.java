package org.backflow.report.export;

import java.util.Arrays;
import java.util.Locale;
import org.backflow.data.TensorWords;
import org.backflow.fixedpoint.FixedPointFormat;
import org.backflow.network.Matrix;

/**
 * A matrix of fixed-point numbers as files hold their codes.
 *
 * @param values which {@code format} holds exactly
 * @param format of the codes
 */
record CodeTensor(Matrix values, FixedPointFormat format) {

  private static final int BITS_PER_DIGIT = 4;

  /** Returns the codes as the narrowest whole numbers that hold every code of the format. */
  TensorWords tensor() {
    long[] codes = Arrays.stream(values.values()).mapToLong(format::nearestCode).toArray();
    return format.maxCode() <= Integer.MAX_VALUE
        ? TensorWords.integers(
            TensorWords.Type.I32,
            Arrays.stream(codes).mapToInt(code -> (int) code).toArray(),
            values.rows(),
            values.columns())
        : TensorWords.longs(codes, values.rows(), values.columns());
  }

  /**
   * Returns the codes as {@code $readmemh} of Verilog reads them: a word a line, row by row, in
   * two's complement with as many hexadecimal digits as the bits of the format need.
   */
  String words() {
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
