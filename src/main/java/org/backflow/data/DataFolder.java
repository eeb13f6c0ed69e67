package org.backflow.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.backflow.configuration.tree.NearestName;

/** A folder that data is read from: what lies in it, listed once, and what it lacks. */
final class DataFolder {
  private static final int MOST_NAMES_IN_MESSAGE = 20;
  private static final int BYTES_THAT_TELL = 8;

  private final Path path;
  private final DataFormat format;
  private final Set<String> names;

  private DataFolder(Path path, DataFormat format, Set<String> names) {
    this.path = path;
    this.format = format;
    this.names = names;
  }

  static DataFolder open(Path path, DataFormat format) {
    if (Files.notExists(path)) {
      throw new InvalidDataException(
          path
              + ": found no such folder, expected a folder of "
              + format
              + nearestFolder(path)
              + KnownData.advice(path));
    }
    if (!Files.isDirectory(path)) {
      throw new InvalidDataException(path + ": found a file, expected a folder of " + format);
    }
    return new DataFolder(path, format, list(path));
  }

  /** {@return the file of exactly this name, if the folder has it} */
  Optional<Path> plain(String name) {
    return names.contains(name) ? Optional.of(path.resolve(name)) : Optional.empty();
  }

  /** {@return the file with this content: the plain one if the folder has both} */
  Optional<DataFile> find(String name) {
    Optional<DataFile> compressed =
        plain(name + DataFile.COMPRESSED_SUFFIX)
            .map(file -> new DataFile(file, name, !isPlain(file)));
    return plain(name).map(file -> new DataFile(file, name, false)).or(() -> compressed);
  }

  /** {@return the files with these contents, of which none may be missing} */
  List<DataFile> require(List<String> wanted) {
    List<String> missing = wanted.stream().filter(name -> find(name).isEmpty()).toList();
    if (!missing.isEmpty()) {
      throw new InvalidDataException(path + ": found " + found() + missing(missing, wanted));
    }
    return wanted.stream().flatMap(name -> find(name).stream()).toList();
  }

  /** {@return whether a file begins as an uncompressed one does, whatever its name says} */
  private boolean isPlain(Path file) {
    try (InputStream stream = Files.newInputStream(file)) {
      byte[] start = stream.readNBytes(BYTES_THAT_TELL);
      return switch (format) {
        case IDX -> IdxHeader.isPlain(start);
        case NPY -> NpyHeader.isPlain(start);
        case CIFAR_10, CIFAR_100, CSV -> false;
      };
    } catch (IOException e) {
      // Whoever reads it whole says what is wrong.
      return false;
    }
  }

  private String found() {
    if (names.isEmpty()) {
      return "an empty folder";
    }
    String shown = names.stream().limit(MOST_NAMES_IN_MESSAGE).collect(Collectors.joining(", "));
    int hidden = names.size() - MOST_NAMES_IN_MESSAGE;
    return hidden > 0 ? shown + " and " + hidden + " more" : shown;
  }

  private String missing(List<String> missing, List<String> wanted) {
    Set<String> others = new TreeSet<>();
    names.forEach(name -> others.add(DataFile.contentName(name)));
    wanted.forEach(others::remove);
    StringBuilder message = new StringBuilder();
    for (String name : missing) {
      message.append("; expected also ").append(name).append(" or ").append(name).append(".gz");
      NearestName.of(name, others).ifPresent(near -> message.append(", nearest is ").append(near));
    }
    return message.toString();
  }

  private static String nearestFolder(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    Path parent = absolute.getParent();
    Path name = absolute.getFileName();
    if (parent == null || name == null || !Files.isDirectory(parent)) {
      return "";
    }
    return NearestName.of(name.toString(), list(parent))
        .map(near -> ", nearest is " + near)
        .orElse("");
  }

  private static Set<String> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      Set<String> names = new TreeSet<>();
      files.forEach(file -> names.add(String.valueOf(file.getFileName())));
      return names;
    } catch (IOException | UncheckedIOException e) {
      throw new InvalidDataException(
          folder + ": found a folder that cannot be read (" + e + ")", e);
    }
  }
}
