package org.backflow.files;

import java.util.regex.Pattern;

/**
 * Texts in the cells of CSV files. A spreadsheet runs a cell that begins with {@code =}, {@code +},
 * {@code -} or {@code @} as a formula, and the names in a file of somebody else may be anything. An
 * apostrophe in front makes the cell a text. Numbers stay as they are.
 */
public final class SpreadsheetText {

  /** Behind apostrophes of its own, so that taking one away brings back the very text. */
  private static final Pattern FORMULA = Pattern.compile("(?s)'*[=+\\-@\t\r].*");

  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");

  private SpreadsheetText() {}

  /**
   * {@return a text that no spreadsheet runs, most often the text itself}
   *
   * @param text any text
   */
  public static String defused(String text) {
    return isHarmless(text) ? text : "'" + text;
  }

  /**
   * {@return the text that was defused}
   *
   * @param cell what {@link #defused} returned
   */
  public static String original(String cell) {
    return !cell.isEmpty() && cell.charAt(0) == '\'' && FORMULA.matcher(cell).matches()
        ? cell.substring(1)
        : cell;
  }

  private static boolean isHarmless(String text) {
    return text.isEmpty()
        || Character.isLetterOrDigit(text.charAt(0))
        || !FORMULA.matcher(text).matches()
        || NUMBER.matcher(text).matches();
  }
}
