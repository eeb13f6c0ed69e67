package org.backflow.configuration;

import java.nio.file.Path;
import java.util.List;

/** A folder of YAML files, each known by its file name without {@code .yaml}. */
public final class ConfigurationFolder {
  private final Path path;

  /**
   * Names a folder, which is not looked at before a file in it is asked for.
   *
   * @param path the folder; messages show it as it is given here
   */
  public ConfigurationFolder(Path path) {
    this.path = path;
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
   * @param name one of {@link #names()}
   * @return what is in the file
   * @throws ConfigurationException if there is no such file, or it cannot be used
   */
  public Configuration read(String name) {
    return new Configuration(read(name, Location.of(path), "there is no " + Wording.quote(name)));
  }

  /**
   * Reads the file that a value names.
   *
   * @throws ConfigurationException if there is no such file, or it cannot be used
   */
  Mapping resolve(KeyPath at, Scalar reference) {
    String found = at.quoted() + " is " + reference.description() + ", no file of " + path;
    return read(reference.text(), reference.location(), found).referredToAs(reference.text());
  }

  private Mapping read(String name, Location location, String otherwise) {
    List<String> names = names();
    if (!names.contains(name)) {
      throw new ConfigurationException(
          Problem.found(location, otherwise).meantNearestOrAnyOf(name, names));
    }
    Path file = path.resolve(name + SourceFile.EXTENSION);
    return YamlReader.readFile(file.toString(), SourceFile.read(file));
  }
}
