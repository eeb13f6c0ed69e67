package org.backflow.configuration.tree;

import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * Text to be parsed, and how its places are told: a file by line and column, an option as a whole.
 *
 * @param location the file or the option
 * @param isFile whether lines and columns mean anything to the user
 * @param text all of the text
 */
record YamlSource(Location location, boolean isFile, String text) {

  static YamlSource ofFile(String path, String text) {
    return new YamlSource(new Location(path, 0, 0), true, text);
  }

  static YamlSource ofSetting(Location setting, String value) {
    return new YamlSource(setting, false, value);
  }

  Location start() {
    return at(0);
  }

  /** Returns the place of the character at an index. */
  Location at(int index) {
    return isFile ? Location.after(location.source(), text.substring(0, index)) : location;
  }

  /** Returns the text after the given number of code points. */
  String after(int codePoints) {
    return text.substring(text.offsetByCodePoints(0, codePoints));
  }

  /** Returns the place that the parser means. */
  Location at(Mark mark) {
    return isFile
        ? new Location(location.source(), mark.getLine() + 1, mark.getColumn() + 1)
        : location;
  }
}
