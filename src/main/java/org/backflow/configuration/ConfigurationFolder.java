package org.backflow.configuration;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.backflow.configuration.tree.ConfigurationException;
import org.backflow.configuration.tree.KeyPath;
import org.backflow.configuration.tree.Location;
import org.backflow.configuration.tree.Mapping;
import org.backflow.configuration.tree.MessageText;
import org.backflow.configuration.tree.Problem;
import org.backflow.configuration.tree.Scalar;
import org.backflow.configuration.tree.SourceFile;
import org.backflow.configuration.tree.YamlReader;
import org.jspecify.annotations.Nullable;

/** A folder of YAML files, each known by its file name without {@code .yaml}. */
public final class ConfigurationFolder {
  private final Path path;

  private final Function<String, Optional<Configuration>> elsewhere;

  /** What was read, by name; null if every file is read anew. */
  private final @Nullable Map<String, Mapping> remembered;

  /**
   * Names a folder, which is not looked at before a file in it is asked for.
   *
   * @param path the folder; messages show it as it is given here
   */
  public ConfigurationFolder(Path path) {
    this(path, name -> Optional.empty(), null);
  }

  private ConfigurationFolder(
      Path path,
      Function<String, Optional<Configuration>> elsewhere,
      @Nullable Map<String, Mapping> remembered) {
    this.path = path;
    this.elsewhere = elsewhere;
    this.remembered = remembered;
  }

  /**
   * Returns the same folder as one where a value may also name a file that is elsewhere.
   *
   * @param read returns what is in the file that a name leads to; empty where it is a name of this
   *     folder
   * @return the folder
   */
  public ConfigurationFolder or(Function<String, Optional<Configuration>> read) {
    return new ConfigurationFolder(path, read, remembered);
  }

  /** Returns the same folder as one that reads each file once, however often it is asked for. */
  public ConfigurationFolder remembering() {
    return new ConfigurationFolder(path, elsewhere, new ConcurrentHashMap<>());
  }

  Path path() {
    return path;
  }

  /**
   * Returns the names of all files, sorted.
   *
   * @return the names without {@code .yaml}, possibly none
   * @throws ConfigurationException if this is no folder or cannot be read
   */
  public List<String> names() {
    return SourceFile.names(path);
  }

  /**
   * Reads the file of a name.
   *
   * @param name one of {@link #names()}, or what leads to a file that is elsewhere
   * @return what is in the file
   * @throws ConfigurationException if there is no such file, or it cannot be used
   */
  public Configuration read(String name) {
    return elsewhere
        .apply(name)
        .orElseGet(
            () ->
                new Configuration(
                    readHere(name, Location.of(path), "there is no " + MessageText.quote(name))));
  }

  /**
   * Reads the file that a value names.
   *
   * @throws ConfigurationException if there is no such file, or it cannot be used
   */
  Mapping resolve(KeyPath at, Scalar reference) {
    String found = at.quoted() + " is " + reference.description() + ", no file of " + path;
    String name = reference.text();
    if (remembered == null) {
      return read(name, reference.location(), found);
    }
    Mapping known = remembered.get(name);
    if (known == null) {
      known = read(name, reference.location(), found);
      remembered.put(name, known);
    }
    return known;
  }

  private Mapping read(String name, Location location, String otherwise) {
    Optional<Configuration> other = elsewhere.apply(name);
    return other.isPresent()
        ? other.get().root().referredToAs(shortName(name))
        : readHere(name, location, otherwise).referredToAs(name);
  }

  /** Returns the name of a file without its folder and the extension of YAML. */
  private static String shortName(String name) {
    String file = String.valueOf(Path.of(name).getFileName());
    return file.endsWith(SourceFile.EXTENSION)
        ? file.substring(0, file.length() - SourceFile.EXTENSION.length())
        : file;
  }

  private Mapping readHere(String name, Location location, String otherwise) {
    List<String> names = names();
    if (!names.contains(name)) {
      throw new ConfigurationException(
          Problem.found(location, otherwise).meantNearestOrAnyOf(name, names));
    }
    Path file = path.resolve(name + SourceFile.EXTENSION);
    return YamlReader.readFile(file.toString(), SourceFile.read(file));
  }
}
