package org.backflow.data;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.backflow.configuration.tree.ConfigurationException;
import org.backflow.files.TextFile;
import org.backflow.files.TextProblems;

/**
 * The SHA-256 digests that the file {@value #FILE_NAME} of a data folder states, in the format of
 * the program sha256sum. They are of the uncompressed contents, so they hold whichever way the
 * files are kept. A folder without that file states none.
 */
final class Checksums {
  static final String FILE_NAME = "SHA256SUMS";
  private static final long MOST_BYTES = 1L << 30;
  private static final Pattern LINE = Pattern.compile("([0-9a-fA-F]{64}) [ *]([^/\\\\]+)");

  private final DataFolder folder;
  private final Map<String, Statement> statements;

  /**
   * A stated digest.
   *
   * @param where file and line
   * @param place file, line and column, and the name that stands there
   */
  private record Statement(String sha256, String where, String place) {}

  private Checksums(DataFolder folder, Map<String, Statement> statements) {
    this.folder = folder;
    this.statements = statements;
  }

  static Checksums in(DataFolder folder) {
    Map<String, Statement> statements = new LinkedHashMap<>();
    Optional<Path> file = folder.plain(FILE_NAME);
    if (file.isPresent()) {
      List<String> lines = readLines(file.get());
      if (lines.isEmpty()) {
        throw new InvalidDataException(file.get() + ": is empty; expected digests");
      }
      for (int number = 1; number <= lines.size(); number++) {
        state(statements, lines.get(number - 1), file.get() + ":" + number);
      }
    }
    return new Checksums(folder, statements);
  }

  /** {@return whether they state one for this content} */
  boolean stateFor(String name) {
    return statements.containsKey(name);
  }

  /** Refuses a content whose digest is not the stated one. */
  void verify(DataFile file, String sha256) {
    Statement stated = statements.get(file.name());
    if (stated != null && !stated.sha256.equals(sha256)) {
      throw new InvalidDataException(
          String.format(
              "%s: found SHA-256 %s of the uncompressed content, expected %s as in %s",
              file.path(), sha256, stated.sha256, stated.where));
    }
  }

  /**
   * Verifies what is stated of any other content than these, which are verified as they are read.
   */
  void verifyAllBut(Set<String> names) {
    statements.forEach(
        (name, statement) -> {
          if (!names.contains(name)) {
            DataFile file = folder.find(name).orElseThrow(() -> missing(statement));
            try (ContentReader reader = ContentReader.open(file, true)) {
              reader.drain(MOST_BYTES);
              verify(file, reader.sha256());
            }
          }
        });
  }

  private static void state(Map<String, Statement> statements, String line, String where) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      throw new InvalidDataException(
          where
              + ":1: "
              + TextProblems.quoted(line)
              + "; expected '<64 hexadecimal digits>  <file name>'");
    }
    String name = matcher.group(2);
    String place = where + ":" + (matcher.start(2) + 1) + ": " + TextProblems.quoted(name);
    if (name.endsWith(DataFile.COMPRESSED_SUFFIX)) {
      throw new InvalidDataException(
          place
              + "; expected "
              + TextProblems.quoted(DataFile.contentName(name))
              + " and the digest of the uncompressed content");
    }
    String sha256 = matcher.group(1).toLowerCase(Locale.ROOT);
    Statement earlier = statements.put(name, new Statement(sha256, where, place));
    if (earlier != null) {
      throw new InvalidDataException(place + " again; expected it once, as in " + earlier.where);
    }
  }

  private static InvalidDataException missing(Statement statement) {
    return new InvalidDataException(statement.place + "; expected a file that is in the folder");
  }

  private static List<String> readLines(Path file) {
    try {
      return TextFile.read(file, FILE_NAME).lines();
    } catch (ConfigurationException e) {
      throw new InvalidDataException(String.valueOf(e.getMessage()), e);
    }
  }
}
