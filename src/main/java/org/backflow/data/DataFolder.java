package org.backflow.data;

import java.io.IOException;
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

  private static final String MNIST = "mnist";

  /**
   * The images do not come in the jar: they are larger than all else, and under their own terms.
   */
  private static final String ADVICE =
      ". MNIST does not come with the jar: put train-images-idx3-ubyte.gz,"
          + " train-labels-idx1-ubyte.gz, t10k-images-idx3-ubyte.gz and t10k-labels-idx1-ubyte.gz"
          + " into data/mnist of the working directory, as published at"
          + " https://ossci-datasets.s3.amazonaws.com/mnist/, or name another folder by --set"
          + " data.path=FOLDER";

  private final Path path;
  private final Set<String> names;

  private DataFolder(Path path, Set<String> names) {
    this.path = path;
    this.names = names;
  }

  static DataFolder open(Path path) {
    if (Files.notExists(path)) {
      throw new InvalidDataException(
          path
              + ": found no such folder, expected a folder of IDX files"
              + nearestFolder(path)
              + (path.endsWith(MNIST) ? ADVICE : ""));
    }
    if (!Files.isDirectory(path)) {
      throw new InvalidDataException(path + ": found a file, expected a folder of IDX files");
    }
    return new DataFolder(path, list(path));
  }

  /** {@return the file of exactly this name, if the folder has it} */
  Optional<Path> plain(String name) {
    return names.contains(name) ? Optional.of(path.resolve(name)) : Optional.empty();
  }

  /** {@return the file with this content: the plain one if the folder has both} */
  Optional<DataFile> find(String name) {
    Optional<DataFile> compressed =
        plain(name + DataFile.COMPRESSED_SUFFIX)
            .map(file -> new DataFile(file, name, !IdxHeader.isPlain(file)));
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
