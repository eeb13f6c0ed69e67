package org.backflow.fixedpoint;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Formats as users of Vitis HLS write them, {@code ap_fixed<W,I,Q,O,N>} and {@code
 * ap_ufixed<W,I,Q,O,N>} (AMD UG1399): what is left out is {@code AP_TRN}, {@code AP_WRAP} and no
 * saturated bits there, whatever the defaults of an experiment are.
 */
final class VitisNotation {

  private static final Pattern NOTATION = Pattern.compile("\\s*ap_(u?fixed)\\s*<([^<>]*)>\\s*");
  private static final String PREFIX = "AP_";
  private static final int MOST_PARTS = 5;

  private static final Map<String, Rounding> ROUNDINGS =
      Map.of(
          "TRN", Rounding.TRN,
          "TRN_ZERO", Rounding.TRN_ZERO,
          "RND", Rounding.RND,
          "RND_CONV", Rounding.RND_CONV,
          "RND_ZERO", Rounding.RND_ZERO);

  private static final Map<String, Overflow> OVERFLOWS =
      Map.of("SAT", Overflow.SAT, "SAT_SYM", Overflow.SAT_SYM, "WRAP", Overflow.WRAP);

  private VitisNotation() {}

  /** Returns whether {@code text} begins as one of them does. */
  static boolean isOne(String text) {
    return text.strip().startsWith("ap_");
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException when it is none, or means what no accelerator of ours does
   */
  static Quantization parse(String text) {
    Matcher matcher = NOTATION.matcher(text);
    List<String> parts =
        matcher.matches()
            ? Arrays.stream(matcher.group(2).split(",", -1)).map(String::strip).toList()
            : List.of();
    if (parts.size() < 2 || parts.size() > MOST_PARTS) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is not a format; expected ap_fixed<W,I,Q,O>, as in"
              + " ap_fixed<16,3,AP_RND,AP_SAT>");
    }
    if (parts.size() == MOST_PARTS && !parts.get(4).equals("0")) {
      throw new IllegalArgumentException(
          "'" + text + "' keeps " + parts.get(4) + " saturated bits when it wraps; expected 0");
    }
    FixedPointFormat format =
        FixedPointFormat.parse(matcher.group(1) + "<" + parts.get(0) + "," + parts.get(1) + ">");
    return new Quantization(
        format,
        parts.size() > 2 ? mode(ROUNDINGS, "a rounding", parts.get(2)) : Rounding.TRN,
        parts.size() > 3 ? mode(OVERFLOWS, "an overflow", parts.get(3)) : Overflow.WRAP);
  }

  private static <T> T mode(Map<String, T> modes, String what, String text) {
    String name = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text;
    T mode = modes.get(name);
    if (mode == null) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is not "
              + what
              + " of Backflow; expected one of "
              + modes.keySet().stream().sorted().map(each -> PREFIX + each).toList());
    }
    return mode;
  }
}
