package org.backflow.configuration;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.backflow.configuration.tree.ConfigurationException;
import org.backflow.configuration.tree.KeyPath;
import org.backflow.configuration.tree.Mapping;
import org.backflow.configuration.tree.Scalar;
import org.backflow.configuration.tree.Shelf;
import org.backflow.configuration.tree.SourceFile;
import org.jspecify.annotations.Nullable;

/** Files that stand for maps: where a configuration names one, its content is meant. */
public final class ConfigurationShelf {
  private final Shelf shelf;
  private final Function<Path, Configuration> reader;

  /** What was read, by file; null if every file is read anew. */
  private final @Nullable Map<Path, Mapping> remembered;

  /**
   * Creates a shelf of files.
   *
   * @param shelf where they are
   * @param reader reads one
   */
  public ConfigurationShelf(Shelf shelf, Function<Path, Configuration> reader) {
    this(shelf, reader, null);
  }

  private ConfigurationShelf(
      Shelf shelf, Function<Path, Configuration> reader, @Nullable Map<Path, Mapping> remembered) {
    this.shelf = shelf;
    this.reader = reader;
    this.remembered = remembered;
  }

  /** Returns the shelf of YAML files. */
  public static ConfigurationShelf of(Shelf shelf) {
    return new ConfigurationShelf(shelf, Configuration::read);
  }

  /** Returns the same shelf as one that reads each file once, however often it is asked for. */
  public ConfigurationShelf remembering() {
    return new ConfigurationShelf(shelf, reader, new ConcurrentHashMap<>());
  }

  /** Returns the names of all files, sorted. */
  public List<String> names() {
    return shelf.names();
  }

  /**
   * Reads the file that a name or a path from the working directory leads to.
   *
   * @return what is in the file
   * @throws ConfigurationException if there is no such file, or it cannot be used
   */
  public Configuration read(String written) {
    return reader.apply(shelf.find(written));
  }

  /** Returns where the files are. */
  public Shelf files() {
    return shelf;
  }

  /**
   * Reads the file that a value names.
   *
   * @throws ConfigurationException if there is no such file, or it cannot be used
   */
  Mapping resolve(KeyPath at, Scalar reference) {
    Path file = shelf.find(at, reference);
    Mapping known = remembered == null ? null : remembered.get(file);
    if (known == null) {
      known = reader.apply(file).root();
      if (remembered != null) {
        remembered.put(file, known);
      }
    }
    return known.referredToAs(shortName(reference.text()));
  }

  /** Returns the name of a file without its folder and the extension of YAML. */
  private static String shortName(String written) {
    String file = String.valueOf(Path.of(written).getFileName());
    return SourceFile.stem(file, SourceFile.EXTENSION);
  }
}
