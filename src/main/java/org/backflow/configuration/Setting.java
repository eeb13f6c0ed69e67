package org.backflow.configuration;

import org.backflow.configuration.tree.ConfigurationException;
import org.backflow.configuration.tree.KeyPath;
import org.backflow.configuration.tree.Location;
import org.backflow.configuration.tree.Node;
import org.backflow.configuration.tree.Problem;
import org.backflow.configuration.tree.WrittenValue;
import org.backflow.configuration.tree.YamlReader;

/**
 * An option {@code --set a.b.c=VALUE} that replaces one value of a configuration. The key is a path
 * of map keys and list indices (from 0), as in {@code schemes.0.name}; the value is YAML in flow
 * style, such as {@code 5}, {@code fixed<12,4>}, {@code "5"} or {@code [784, 20, 10]}.
 */
public final class Setting {
  private static final String EXPECTED = "KEY=VALUE, such as protocol.epochs=5";

  private final String text;
  private final Location location;
  private final KeyPath path;
  private final Node value;

  private Setting(String text, Location location, KeyPath path, Node value) {
    this.text = text;
    this.location = location;
    this.path = path;
    this.value = value;
  }

  /**
   * Reads an option.
   *
   * @param text what follows {@code --set}
   * @return the option
   * @throws ConfigurationException if it is not a key and a value, or the value is not YAML
   */
  public static Setting parse(String text) {
    Location location = Location.ofSetting(text);
    int equals = text.indexOf('=');
    if (equals < 0) {
      throw refusal(location, "no '='");
    }
    KeyPath path = path(location, text.substring(0, equals));
    String value = text.substring(equals + 1);
    if (value.isBlank()) {
      throw refusal(location, "no value after '='");
    }
    return new Setting(text, location, path, YamlReader.readSetting(location, value));
  }

  /**
   * Returns the setting that puts {@code value} in the place of another. Refusals of the value are
   * reported where it was written.
   *
   * @param key a path of map keys and list indices such as {@code accelerator.array}
   * @param value what is put there
   * @throws ConfigurationException if a key of the path is empty
   */
  public static Setting of(String key, WrittenValue value) {
    Location location = value.location();
    return new Setting(key + "=" + value, location, path(location, key), value.node());
  }

  /**
   * Returns the setting that an option of its own stands for.
   *
   * @param option what messages call it, such as {@code --array}
   * @param written its value as the user wrote it
   * @param key what it sets, such as {@code accelerator.array}
   * @param yaml the value of the key
   * @throws ConfigurationException if the value is not YAML
   */
  public static Setting ofOption(String option, String written, String key, String yaml) {
    Location location = Location.ofOption(option, written);
    return new Setting(
        key + "=" + yaml, location, path(location, key), YamlReader.readSetting(location, yaml));
  }

  /** Returns the setting of the same value where its key is one of {@code section}. */
  public Setting inside(String section) {
    String key = section + "." + key();
    return new Setting(section + "." + text, location, path(location, key), value);
  }

  /** Returns the path, its keys joined by dots. */
  public String key() {
    return String.join(".", path.keys());
  }

  /** Returns the first key of the path: the part of the configuration that is changed. */
  public String rootKey() {
    return path.keys().get(0);
  }

  /** Returns where it was written, for refusals. */
  public Location location() {
    return location;
  }

  /** Returns whether it was given as {@code --set}, rather than made of a value in a file. */
  boolean isOption() {
    return location.isOption();
  }

  KeyPath path() {
    return path;
  }

  Node value() {
    return value;
  }

  /** Returns the option as it was given. */
  @Override
  public String toString() {
    return text;
  }

  private static KeyPath path(Location location, String key) {
    try {
      return KeyPath.parse(key);
    } catch (IllegalArgumentException e) {
      throw refusal(location, "an empty key");
    }
  }

  private static ConfigurationException refusal(Location location, String found) {
    return new ConfigurationException(Problem.found(location, found).expected(EXPECTED));
  }
}
