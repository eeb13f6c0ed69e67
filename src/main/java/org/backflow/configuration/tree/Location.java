package org.backflow.configuration.tree;

import java.io.Serializable;
import java.nio.file.Path;

/**
 * Where something was read. Prints as {@code path:line:column}, or as the source alone if it has no
 * lines to point at: a file as a whole, or an option such as {@code --set protocol.epochs=5}.
 *
 * @param source the path of the file, or the option as it was given
 * @param line the line in the source, from 1, or 0 if the source is meant as a whole
 * @param column the column in that line in code points, from 1, or 0 if the source is meant as a
 *     whole
 */
public record Location(String source, int line, int column) implements Serializable {
  private static final String OPTION = "--set ";

  public static Location of(Path file) {
    return new Location(file.toString(), 0, 0);
  }

  public static Location ofSetting(String text) {
    return new Location(OPTION + MessageText.brief(text), 0, 0);
  }

  /** Returns whether this is an option rather than a place in a file. */
  public boolean isOption() {
    return line == 0 && source.startsWith(OPTION);
  }

  /**
   * Returns the place right after {@code before}, which is the text that the source begins with.
   */
  static Location after(String source, String before) {
    int line = 1;
    int lineStart = before.startsWith("\uFEFF") ? 1 : 0;
    for (int i = 0; i < before.length(); i++) {
      char c = before.charAt(i);
      boolean pair = c == '\r' && i + 1 < before.length() && before.charAt(i + 1) == '\n';
      if (c == '\n' || (c == '\r' && !pair)) {
        line++;
        lineStart = i + 1;
      }
    }
    return new Location(source, line, before.codePointCount(lineStart, before.length()) + 1);
  }

  @Override
  public String toString() {
    String shown = MessageText.printable(source);
    return line == 0 ? shown : shown + ":" + line + ":" + column;
  }
}
