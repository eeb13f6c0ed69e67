package org.backflow.experiment.file;

import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as users write them: {@code 8 KiB}. */
final class StatedSize {
  private static final Map<String, Long> BITS_BY_UNIT =
      Map.of("bit", 1L, "bits", 1L, "B", 8L, "KiB", 8L << 10, "MiB", 8L << 20, "GiB", 8L << 30);

  private static final Pattern OF_MEMORY = Pattern.compile("(\\d{1,9})\\s*([A-Za-z]+)");
  private static final Pattern OF_WORD = Pattern.compile("(\\d{1,4})(\\s*bits?)?");

  private StatedSize() {}

  /** Returns the bits of a memory, at least one; nothing for what is no size, or has no unit. */
  static OptionalLong bits(String text) {
    Matcher matcher = OF_MEMORY.matcher(text);
    return matcher.matches()
        ? positive(
            Long.parseLong(matcher.group(1)) * BITS_BY_UNIT.getOrDefault(matcher.group(2), 0L))
        : OptionalLong.empty();
  }

  /** Returns the bits of a word, at least one, whose unit may be left out. */
  static OptionalLong bitsOfWord(String text) {
    Matcher matcher = OF_WORD.matcher(text);
    return matcher.matches() ? positive(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
  }

  private static OptionalLong positive(long bits) {
    return bits > 0 ? OptionalLong.of(bits) : OptionalLong.empty();
  }
}
