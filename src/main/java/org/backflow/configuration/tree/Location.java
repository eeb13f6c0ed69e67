package org.backflow.configuration.tree;

import java.io.Serializable;
import java.net.URI;
import java.nio.file.FileSystems;
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

  /** What the names of files in an archive begin with. */
  private static final String ARCHIVE = "jar:";

  public static Location of(Path file) {
    return new Location(nameOf(file), 0, 0);
  }

  /** Returns what messages call {@code file}; by this name {@link #folder} finds it again. */
  public static String nameOf(Path file) {
    return file.getFileSystem().equals(FileSystems.getDefault())
        ? file.toString()
        : file.toUri().toString();
  }

  /**
   * Returns the place of an option or an argument.
   *
   * @param option what it is called, such as {@code --accelerator}
   * @param text its value
   */
  public static Location ofOption(String option, String text) {
    return new Location(option + " " + MessageText.brief(text), 0, 0);
  }

  public static Location ofSetting(String text) {
    return new Location(OPTION + MessageText.brief(text), 0, 0);
  }

  /** Returns the folder that paths written here start from: of an option the working directory. */
  public Path folder() {
    if (line == 0) {
      return Path.of("");
    }
    Path file = source.startsWith(ARCHIVE) ? Path.of(URI.create(source)) : Path.of(source);
    Path folder = file.getParent();
    return folder == null ? Path.of("") : folder;
  }

  /** Returns whether this is an option rather than a place in a file. */
  public boolean isOption() {
    return line == 0 && source.startsWith("--");
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
