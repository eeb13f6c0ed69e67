package org.backflow.data;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The type of the numbers of an npy file.
 *
 * @param order how their bytes lie: {@code <} little-endian, {@code >} big-endian, {@code |} one
 *     byte
 * @param kind {@code u} and {@code i} whole numbers without and with sign, {@code f} floats, others
 *     no numbers of use here
 * @param bytes of a number
 */
record NpyType(char order, char kind, int bytes) {
  private static final Pattern TEXT = Pattern.compile("([<>|=])([?a-zA-Z])([0-9]{1,4})?.*");
  private static final Map<Character, String> KINDS =
      Map.of(
          'b', "truth values",
          'i', "int",
          'u', "uint",
          'f', "float",
          'c', "complex numbers",
          'O', "Python objects",
          'S', "byte strings",
          'U', "texts",
          'M', "dates",
          'V', "structures");

  /** Returns the type that NumPy writes as {@code descr}, whatever it is. */
  static NpyType of(String descr) {
    Matcher matcher = TEXT.matcher(descr);
    if (!matcher.matches()) {
      return new NpyType('|', descr.startsWith("[") ? 'V' : '?', 0);
    }
    String bytes = matcher.group(3);
    return new NpyType(
        matcher.group(1).charAt(0),
        matcher.group(2).charAt(0),
        bytes == null ? 0 : Integer.parseInt(bytes));
  }

  boolean isBigEndian() {
    return order == '>' && bytes > 1;
  }

  boolean isInteger() {
    return (kind == 'i' || kind == 'u') && (bytes == 1 || bytes == 2 || bytes == 4 || bytes == 8);
  }

  boolean isByte() {
    return kind == 'u' && bytes == 1;
  }

  boolean isFloat() {
    return kind == 'f' && (bytes == Float.BYTES || bytes == Double.BYTES);
  }

  /** Returns the next number, of {@link #isByte} or {@link #isFloat}, in single precision. */
  float number(ByteBuffer words) {
    return switch (bytes) {
      case 1 -> Byte.toUnsignedInt(words.get());
      case Float.BYTES -> words.getFloat();
      default -> (float) words.getDouble();
    };
  }

  /** Returns the next number, of {@link #isInteger}; -1 for any above the largest long. */
  long integer(ByteBuffer words) {
    boolean hasSign = kind == 'i';
    return switch (bytes) {
      case 1 -> hasSign ? words.get() : Byte.toUnsignedInt(words.get());
      case 2 -> hasSign ? words.getShort() : Short.toUnsignedInt(words.getShort());
      case 4 -> hasSign ? words.getInt() : Integer.toUnsignedLong(words.getInt());
      default -> words.getLong();
    };
  }

  /** Returns what NumPy calls it, or in words what is no number. */
  @Override
  public String toString() {
    String name = KINDS.getOrDefault(kind, "values of type '" + kind + "'");
    return kind == 'i' || kind == 'u' || kind == 'f' ? name + 8 * bytes : name;
  }
}
