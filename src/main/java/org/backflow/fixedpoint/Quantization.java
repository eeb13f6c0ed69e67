package org.backflow.fixedpoint;

import java.util.Arrays;
import java.util.Locale;

/**
 * How values of one role are stored: a format, and how a result is rounded and limited into it.
 *
 * <p>Written as {@code fixed<W,I>}, {@code fixed<W,I,ROUNDING>} or {@code
 * fixed<W,I,ROUNDING,OVERFLOW>}, after {@code ap_fixed<W,I,Q,O>}; what is left out comes from the
 * defaults of the arithmetic. {@code ap_fixed<W,I,Q,O>} itself is read, too, and what is left out
 * of it is {@code TRN} and {@code WRAP}, as in Vitis HLS.
 */
public record Quantization(FixedPointFormat format, Rounding rounding, Overflow overflow) {

  /**
   * Reads the notation above.
   *
   * @throws IllegalArgumentException naming the part that is wrong and the nearest valid form
   */
  public static Quantization parse(String text, Rounding rounding, Overflow overflow) {
    if (VitisNotation.isOne(text)) {
      return VitisNotation.parse(text);
    }
    int open = text.indexOf('<');
    int close = text.lastIndexOf('>');
    String[] parts =
        open < 0 || close < open ? new String[0] : text.substring(open + 1, close).split(",", -1);
    if (parts.length < 2 || parts.length > 4) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is not a format; expected fixed<W,I>, fixed<W,I,ROUNDING> or"
              + " fixed<W,I,ROUNDING,OVERFLOW>, as in fixed<16,3,RND,SAT>");
    }
    FixedPointFormat format =
        FixedPointFormat.parse(
            text.substring(0, open + 1) + parts[0] + "," + parts[1] + text.substring(close));
    return new Quantization(
        format,
        parts.length > 2 ? named(Rounding.class, "a rounding", parts[2]) : rounding,
        parts.length > 3 ? named(Overflow.class, "an overflow", parts[3]) : overflow);
  }

  /**
   * Reads the notation above for words that are made once, to the nearest code, and limited.
   *
   * @param overflow the default; where it wraps, these words are limited to the whole range
   * @throws IllegalArgumentException naming the part that is wrong, also where it asks for a
   *     rounding or an overflow that would have no effect
   */
  public static Quantization parseNearest(String text, Overflow overflow) {
    Overflow limiting = overflow == Overflow.SAT_SYM ? overflow : Overflow.SAT;
    Quantization wanted = parse(text, Rounding.RND, limiting);
    if (!wanted.equals(wanted.nearest())) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' asks for "
              + (wanted.rounding == Rounding.RND ? wanted.overflow : wanted.rounding)
              + ", which would have no effect: these words are made once, to the nearest code, and"
              + " limited to the range; expected "
              + wanted.format
              + ", or with RND and SAT or SAT_SYM");
    }
    return wanted;
  }

  /** Returns what holds for words of this format that are made once, to the nearest code. */
  public Quantization nearest() {
    return new Quantization(
        format, Rounding.RND, overflow == Overflow.SAT_SYM ? overflow : Overflow.SAT);
  }

  /**
   * Returns the code nearest to {@code value}, ties up, limited to the range of the format, which
   * is symmetric if the overflow is {@code SAT_SYM}: how data, initial weights and feedback
   * matrices are loaded.
   */
  public long nearestCode(double value) {
    long code = format.nearestCode(value);
    return overflow == Overflow.SAT_SYM ? overflow.limit(code, format) : code;
  }

  /** Returns the conversion from an accumulator with {@code sourceFractionBits} fraction bits. */
  public Conversion from(int sourceFractionBits) {
    return new Conversion(sourceFractionBits, format, rounding, overflow);
  }

  private static <E extends Enum<E>> E named(Class<E> type, String what, String text) {
    String name = text.strip().toUpperCase(Locale.ROOT);
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(name)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        "'"
            + text.strip()
            + "' is not "
            + what
            + "; expected one of "
            + Arrays.toString(type.getEnumConstants()));
  }

  /** Returns the same of words of {@code bits}, with as many integer bits. */
  public Quantization withWidth(int bits) {
    return new Quantization(format.withWidth(bits), rounding, overflow);
  }

  @Override
  public String toString() {
    String formatText = format.toString();
    return formatText.substring(0, formatText.length() - 1) + "," + rounding + "," + overflow + ">";
  }
}
