package org.backflow.report.export;

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
  static final String SINGLE = "<f4";

  /** What double precision is called. */
  static final String DOUBLE = "<f8";

  /** What whole numbers of 32 bits are called. */
  static final String INTEGER = "<i4";

  /** What whole numbers of 32 bits without a sign are called. */
  static final String UNSIGNED = "<u4";

  /** The most whole numbers that fit a file, header included. */
  static final int MOST_INTEGERS = (Integer.MAX_VALUE - 256) / Integer.BYTES;

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final int ALIGNMENT = 64;

  private NpyFile() {}

  /** Returns values that single precision holds exactly. */
  static byte[] singles(Matrix values) {
    byte[] file = begin(values.rows(), values.columns(), SINGLE, Float.BYTES);
    ByteBuffer numbers = numbers(file, values.values().length, Float.BYTES);
    for (double value : values.values()) {
      numbers.putFloat((float) value);
    }
    return file;
  }

  /** Returns values as they are. */
  static byte[] doubles(Matrix values) {
    byte[] file = begin(values.rows(), values.columns(), DOUBLE, Double.BYTES);
    ByteBuffer numbers = numbers(file, values.values().length, Double.BYTES);
    for (double value : values.values()) {
      numbers.putDouble(value);
    }
    return file;
  }

  /** Returns whole numbers of 32 bits, row by row, as numbers of {@code type}. */
  static byte[] integers(int rows, int columns, int[] values, String type) {
    byte[] file = begin(rows, columns, type, Integer.BYTES);
    ByteBuffer numbers = numbers(file, values.length, Integer.BYTES);
    for (int value : values) {
      numbers.putInt(value);
    }
    return file;
  }

  /** Returns the name of the whole numbers that hold every code of {@code format}. */
  static String typeOf(FixedPointFormat format) {
    return isNarrow(format) ? INTEGER : "<i8";
  }

  private static boolean isNarrow(FixedPointFormat format) {
    return format.maxCode() <= Integer.MAX_VALUE;
  }

  /** Returns the codes of values that {@code format} holds exactly. */
  static byte[] codes(Matrix values, FixedPointFormat format) {
    int bytesPerCode = isNarrow(format) ? Integer.BYTES : Long.BYTES;
    byte[] file = begin(values.rows(), values.columns(), typeOf(format), bytesPerCode);
    ByteBuffer numbers = numbers(file, values.values().length, bytesPerCode);
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
  private static byte[] begin(int rows, int columns, String type, int bytesPerNumber) {
    String description =
        "{'descr': '"
            + type
            + "', 'fortran_order': False, 'shape': ("
            + rows
            + ", "
            + columns
            + "), }";
    int unpadded = MAGIC.length + Short.BYTES + description.length() + 1;
    int header = (unpadded + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    byte[] file =
        new byte[Math.addExact(header, Math.multiplyExact(rows * columns, bytesPerNumber))];
    ByteBuffer.wrap(file)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .putShort((short) (header - MAGIC.length - Short.BYTES))
        .put(description.getBytes(StandardCharsets.US_ASCII))
        .put(" ".repeat(header - unpadded).getBytes(StandardCharsets.US_ASCII))
        .put((byte) '\n');
    return file;
  }

  private static ByteBuffer numbers(byte[] file, int count, int bytesPerNumber) {
    int length = count * bytesPerNumber;
    return ByteBuffer.wrap(file, file.length - length, length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
