package org.backflow.configuration.tree;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A configuration file as bytes on a disk: found, read and decoded, or refused. */
public final class SourceFile {
  public static final String EXTENSION = ".yaml";
  static final int MAXIMUM_BYTES = 1 << 20;

  /** Thousands of runs over hundreds of epochs. */
  private static final int MAXIMUM_JSON_BYTES = 1 << 28;

  private SourceFile() {}

  /**
   * Returns the text of the YAML file {@code file}.
   *
   * @throws ConfigurationException if there is no such file, or if it cannot be read, is too large
   *     or is not UTF-8
   */
  public static String read(Path file) {
    return read(file, EXTENSION);
  }

  /**
   * Returns the text of {@code file}, whose name should end in {@code extension}.
   *
   * @throws ConfigurationException if there is no such file, or if it cannot be read, is too large
   *     or is not UTF-8
   */
  public static String read(Path file, String extension) {
    return read(file, extension, MAXIMUM_BYTES);
  }

  /** Returns the text of the JSON file {@code file}, as {@link #read(Path)} does. */
  public static String readJson(Path file) {
    return read(file, ".json", MAXIMUM_JSON_BYTES);
  }

  private static String read(Path file, String extension, int maximumBytes) {
    Location location = Location.of(file);
    if (Files.isDirectory(file)) {
      throw refusal(Problem.found(location, "is a folder").expected(kind(extension)));
    }
    if (!Files.exists(file)) {
      throw refusal(missing(file, extension));
    }
    try (InputStream stream = Files.newInputStream(file)) {
      byte[] bytes = stream.readNBytes(maximumBytes + 1);
      if (bytes.length > maximumBytes) {
        throw refusal(
            Problem.found(location, "is too large").expected("at most " + maximumBytes + " bytes"));
      }
      return decoded(location.source(), bytes);
    } catch (IOException e) {
      throw refusal(unreadable(location, e));
    }
  }

  /**
   * Returns the names of the YAML files in {@code folder} without their extension, sorted.
   *
   * @throws ConfigurationException if it is no folder or cannot be read
   */
  public static List<String> names(Path folder) {
    return names(folder, EXTENSION);
  }

  /** Returns the same for the files whose names end in {@code extension}. */
  public static List<String> names(Path folder, String extension) {
    Location location = Location.of(folder);
    if (!Files.isDirectory(folder)) {
      String found = Files.exists(folder) ? "is not a folder" : "no such folder";
      throw refusal(
          Problem.found(location, found)
              .expected("a folder of " + abbreviation(extension) + " files"));
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(extension))
          .map(name -> stem(name, extension))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw refusal(unreadable(location, e));
    }
  }

  private static Problem missing(Path file, String extension) {
    Location location = Location.of(file);
    Path parent = file.toAbsolutePath().getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      return Problem.found(location, "no such file, nor its folder");
    }
    List<String> names = names(parent, extension);
    if (names.isEmpty()) {
      return Problem.found(
          location, "no such file, nor another " + abbreviation(extension) + " file in its folder");
    }
    Problem missing = Problem.found(location, "no such file");
    return NearestName.of(stem(String.valueOf(file.getFileName()), extension), names)
        .map(name -> missing.meant(name + extension))
        .orElse(
            missing.expected(MessageText.anyOf(names.stream().map(n -> n + extension).toList())));
  }

  private static Problem unreadable(Location location, IOException e) {
    return Problem.found(location, "cannot be read (" + e.getClass().getSimpleName() + ")");
  }

  private static String stem(String fileName, String extension) {
    return fileName.endsWith(extension)
        ? fileName.substring(0, fileName.length() - extension.length())
        : fileName;
  }

  private static String kind(String extension) {
    return "a " + abbreviation(extension) + " file";
  }

  private static String abbreviation(String extension) {
    return extension.substring(1).toUpperCase(Locale.ROOT);
  }

  private static String decoded(String source, byte[] bytes) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      String found = "the byte 0x" + Integer.toHexString(bytes[in.position()] & 0xFF);
      throw refusal(Problem.found(Location.after(source, text), found).expected("UTF-8"));
    }
    return text;
  }

  private static ConfigurationException refusal(Problem problem) {
    return new ConfigurationException(problem);
  }
}
