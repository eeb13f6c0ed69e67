package org.backflow.configuration.tree;

import java.util.ArrayList;
import java.util.List;

/**
 * The keys from the root of a configuration down to a value, written {@code schemes.0.name}.
 *
 * @param keys keys of maps and indices of lists, empty for the root
 */
public record KeyPath(List<String> keys) {
  public static final KeyPath ROOT = new KeyPath(List.of());
  private static final String ANY = "*";

  public KeyPath {
    keys = List.copyOf(keys);
  }

  /**
   * Reads the written form.
   *
   * @throws IllegalArgumentException if a key is blank
   */
  public static KeyPath parse(String dotted) {
    List<String> keys = new ArrayList<>();
    for (String key : dotted.split("\\.", -1)) {
      if (key.isBlank()) {
        throw new IllegalArgumentException("a key of " + MessageText.quote(dotted) + " is empty");
      }
      keys.add(key.strip());
    }
    return new KeyPath(keys);
  }

  public KeyPath child(String key) {
    List<String> longer = new ArrayList<>(keys);
    longer.add(key);
    return new KeyPath(longer);
  }

  /** Returns whether this is the path {@code pattern}, in which {@code *} stands for any key. */
  public boolean matches(KeyPath pattern) {
    if (keys.size() != pattern.keys.size()) {
      return false;
    }
    for (int i = 0; i < keys.size(); i++) {
      String wanted = pattern.keys.get(i);
      if (!wanted.equals(ANY) && !wanted.equals(keys.get(i))) {
        return false;
      }
    }
    return true;
  }

  public boolean isRoot() {
    return keys.isEmpty();
  }

  /** Returns the written form in quotes. */
  public String quoted() {
    return MessageText.quote(String.join(".", keys));
  }
}
