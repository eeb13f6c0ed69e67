package org.backflow.files;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.backflow.configuration.tree.ConfigurationException;
import org.backflow.configuration.tree.Location;
import org.backflow.configuration.tree.Problem;
import org.backflow.configuration.tree.SourceFile;

/**
 * A file of another program, in a format of its own. It has a text, and a collector of what is
 * wrong with it, so that its refusal reads like that of any other configuration.
 */
public final class TextFile {
  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final Pattern OTHER_SPACES = Pattern.compile("[\u00A0\u2007\u202F\u200B\uFEFF]");

  private final String path;
  private final String text;

  private TextFile(String path, String text) {
    this.path = path;
    this.text = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }

  /**
   * Reads a file of at most 1 MiB in UTF-8.
   *
   * @param extension what its name should end in, such as {@code .csv}: what is offered when there
   *     is no such file
   * @throws ConfigurationException when there is no such file, or it is something else
   */
  public static TextFile read(Path file, String extension) {
    return new TextFile(Location.nameOf(file), SourceFile.read(file, extension));
  }

  /**
   * Reads a JSON file of at most 256 MiB in UTF-8.
   *
   * @throws ConfigurationException when there is no such file, or it is something else
   */
  public static TextFile readJson(Path file) {
    return new TextFile(Location.nameOf(file), SourceFile.readJson(file));
  }

  /** Returns a file of this text; {@code path} is what messages call it. */
  public static TextFile of(String path, String text) {
    return new TextFile(path, text);
  }

  /** Returns the path as it was given. */
  public String path() {
    return path;
  }

  /** Returns the text without a byte order mark. */
  public String text() {
    return text;
  }

  /**
   * Returns this file with a plain space for every space that does not break or has no width, which
   * pages and spreadsheets put between words; columns stay where they are.
   */
  public TextFile withPlainSpaces() {
    return new TextFile(path, OTHER_SPACES.matcher(text).replaceAll(" "));
  }

  /** Returns the lines, whatever they end in. */
  public List<String> lines() {
    return text.lines().toList();
  }

  /**
   * {@return a refusal of this file with one problem, to be thrown}
   *
   * @param line from 1, or 0 if the file is meant as a whole
   * @param column from 1, or 0 if the file is meant as a whole
   * @param found what stands there
   * @param expected what should
   */
  public ConfigurationException refusal(int line, int column, String found, String expected) {
    return new ConfigurationException(
        Problem.found(new Location(path, line, column), found).expected(expected));
  }

  /** Returns a new collector of problems with this file. */
  public TextProblems problems() {
    return new TextProblems(path);
  }
}
