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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
      throw refusal(missing(file, location, "no such file", List.of(extension)));
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

  /**
   * Returns the problem that there is no {@code file}, with what is in its folder.
   *
   * @param found says that it is missing
   * @param extensions those of the files that could have been meant
   */
  static Problem missing(Path file, Location location, String found, List<String> extensions) {
    Path parent = file.toAbsolutePath().getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      return Problem.found(location, found + ", nor its folder");
    }
    Map<String, String> files = new LinkedHashMap<>();
    for (String extension : extensions) {
      names(parent, extension).forEach(name -> files.putIfAbsent(name, name + extension));
    }
    if (files.isEmpty()) {
      String kinds =
          MessageText.joined(extensions.stream().map(SourceFile::abbreviation).distinct().toList());
      return Problem.found(location, found + ", nor another " + kinds + " file in its folder");
    }
    Problem missing = Problem.found(location, found);
    String name = String.valueOf(file.getFileName());
    String stem = extensions.stream().reduce(name, SourceFile::stem);
    return NearestName.of(stem, files.keySet())
        .map(near -> missing.meant(String.valueOf(files.get(near))))
        .orElseGet(() -> missing.expected(MessageText.anyOf(files.values())));
  }

  private static Problem unreadable(Location location, IOException e) {
    return Problem.found(location, "cannot be read (" + e.getClass().getSimpleName() + ")");
  }

  /** Returns a file name without {@code extension}, if it ends in that. */
  public static String stem(String fileName, String extension) {
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
