package org.backflow.report;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.backflow.fixedpoint.FixedPointFormat;
import org.backflow.network.Matrix;

/**
 * Matrices as NumPy reads them: its format 1.0, little-endian, row by row. The header is padded so
 * that the numbers start at a multiple of 64 bytes (numpy.org, "NEP 1: A simple file format for
 * NumPy arrays", and numpy.lib.format).
 */
final class NpyFile {

  /** What single precision is called. */
  static final String FLOAT = "<f4";

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final int ALIGNMENT = 64;

  private NpyFile() {}

  /** Returns values that single precision holds exactly. */
  static byte[] singles(Matrix values) {
    byte[] file = begin(values, FLOAT, Float.BYTES);
    ByteBuffer numbers = numbers(file, values, Float.BYTES);
    for (double value : values.values()) {
      numbers.putFloat((float) value);
    }
    return file;
  }

  /** Returns the name of the whole numbers that hold every code of {@code format}. */
  static String typeOf(FixedPointFormat format) {
    return isNarrow(format) ? "<i4" : "<i8";
  }

  private static boolean isNarrow(FixedPointFormat format) {
    return format.maxCode() <= Integer.MAX_VALUE;
  }

  /** Returns the codes of values that {@code format} holds exactly. */
  static byte[] codes(Matrix values, FixedPointFormat format) {
    int bytesPerCode = isNarrow(format) ? Integer.BYTES : Long.BYTES;
    byte[] file = begin(values, typeOf(format), bytesPerCode);
    ByteBuffer numbers = numbers(file, values, bytesPerCode);
    for (double value : values.values()) {
      long code = format.nearestCode(value);
      if (isNarrow(format)) {
        numbers.putInt((int) code);
      } else {
        numbers.putLong(code);
      }
    }
    return file;
  }

  /** Returns a file with its header and room for the numbers. */
  private static byte[] begin(Matrix values, String type, int bytesPerNumber) {
    String description =
        "{'descr': '"
            + type
            + "', 'fortran_order': False, 'shape': ("
            + values.rows()
            + ", "
            + values.columns()
            + "), }";
    int unpadded = MAGIC.length + Short.BYTES + description.length() + 1;
    int header = (unpadded + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    byte[] file = new byte[header + values.values().length * bytesPerNumber];
    ByteBuffer.wrap(file)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .putShort((short) (header - MAGIC.length - Short.BYTES))
        .put(description.getBytes(StandardCharsets.US_ASCII))
        .put(" ".repeat(header - unpadded).getBytes(StandardCharsets.US_ASCII))
        .put((byte) '\n');
    return file;
  }

  private static ByteBuffer numbers(byte[] file, Matrix values, int bytesPerNumber) {
    int length = values.values().length * bytesPerNumber;
    return ByteBuffer.wrap(file, file.length - length, length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
