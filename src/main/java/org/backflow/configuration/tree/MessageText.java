package org.backflow.configuration.tree;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How messages show what users wrote: quoted, on one line, and never longer than can be read. What
 * a terminal would obey rather than show is written as an escape.
 */
public final class MessageText {
  private static final int LONGEST_QUOTE = 60;
  private static final int LONGEST_LINE = 1_000;
  private static final int LONGEST_REMARK = 300;
  private static final int LONGEST_LIST = 20;

  private MessageText() {}

  /**
   * {@return a message that is ready to be shown}
   *
   * <p>Every message goes through this, whoever put it together: its lines are kept, their control
   * characters are not, and the middle of a very long one is left out.
   *
   * @param message lines of any text
   */
  public static String shown(String message) {
    return message.lines().map(MessageText::shownLine).collect(Collectors.joining("\n"));
  }

  private static String shownLine(String line) {
    int length = line.codePointCount(0, line.length());
    if (length <= LONGEST_LINE) {
      return printable(line);
    }
    int part = LONGEST_LINE / 2;
    return printable(line.substring(0, line.offsetByCodePoints(0, part)))
        + String.format(Locale.ROOT, " ... (%,d characters) ... ", length - 2 * part)
        + printable(line.substring(line.offsetByCodePoints(line.length(), -part)));
  }

  /**
   * {@return a text in single quotes, on one line, shortened if it is long}
   *
   * @param text what a user wrote
   */
  public static String quote(String text) {
    return "'" + printable(shortened(text)) + "'";
  }

  /**
   * {@return a text on one line without quotes, shortened if it is long}
   *
   * @param text what a user wrote
   */
  public static String brief(String text) {
    return printable(shortened(text));
  }

  /** Returns {@code text}, shortened if it is long. */
  static String shortened(String text) {
    return shortened(text, LONGEST_QUOTE);
  }

  private static String shortened(String text, int codePoints) {
    return text.codePointCount(0, text.length()) <= codePoints
        ? text
        : text.substring(0, text.offsetByCodePoints(0, codePoints)) + "...";
  }

  /** Returns a text that is not ours on one line, shortened if it is very long. */
  public static String remark(String text) {
    return printable(shortened(text.replaceAll("\\s+", " "), LONGEST_REMARK));
  }

  /**
   * {@return a text with its control characters written as escapes, line breaks too}
   *
   * @param text any text
   */
  public static String printable(String text) {
    if (text.codePoints().allMatch(MessageText::isVisible)) {
      return text;
    }
    StringBuilder printable = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '\n' -> printable.append("\\n");
                case '\r' -> printable.append("\\r");
                case '\t' -> printable.append("\\t");
                default -> {
                  if (isVisible(c)) {
                    printable.appendCodePoint(c);
                  } else {
                    printable.append(codePoint(c));
                  }
                }
              }
            });
    return printable.toString();
  }

  /** Returns the Unicode notation of a code point, as in {@code U+0007}. */
  static String codePoint(int c) {
    return String.format(Locale.ROOT, "U+%04X", c);
  }

  /** Returns {@code 'a', 'b' or 'c'}, or {@code none} if there are no names. */
  public static String anyOf(Collection<String> names) {
    List<String> shown = new ArrayList<>();
    names.stream().limit(LONGEST_LIST).map(MessageText::quote).forEach(shown::add);
    if (names.size() > shown.size()) {
      shown.add((names.size() - shown.size()) + " others");
    }
    return shown.isEmpty() ? "none" : joined(shown);
  }

  /** Returns {@code a, b or c}. */
  public static String joined(List<String> alternatives) {
    int last = alternatives.size() - 1;
    return last == 0
        ? alternatives.get(0)
        : String.join(", ", alternatives.subList(0, last)) + " or " + alternatives.get(last);
  }

  private static boolean isVisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
