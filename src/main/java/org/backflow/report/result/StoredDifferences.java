package org.backflow.report.result;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Holds a stored tree to the one that is written now.
 *
 * @param differences values that are not the same, or no longer written
 * @param added keys that are written now and not stored: the file is older than they are
 */
record StoredDifferences(List<StoredDifference> differences, List<String> added) {

  /** What tells the elements of the lists of {@code results.json} from each other. */
  private static final List<String> NAMES = List.of("scheme", "name", "table");

  private static final String NOTHING = "-";

  static StoredDifferences of(JsonNode stored, JsonNode now) {
    StoredDifferences found = new StoredDifferences(new ArrayList<>(), new ArrayList<>());
    found.hold("", stored, now);
    return found;
  }

  private void hold(String path, JsonNode stored, JsonNode now) {
    if (stored.isObject() && now.isObject()) {
      holdKeys(path, stored, now);
    } else if (stored.isArray() && now.isArray() && stored.size() == now.size()) {
      for (int i = 0; i < now.size(); i++) {
        hold(path + "[" + name(now.get(i), i) + "]", stored.get(i), now.get(i));
      }
    } else if (!stored.toString().equals(now.toString())) {
      differences.add(new StoredDifference(path, shown(stored), shown(now)));
    }
  }

  private void holdKeys(String path, JsonNode stored, JsonNode now) {
    Set<String> keys = new LinkedHashSet<>();
    now.fieldNames().forEachRemaining(keys::add);
    stored.fieldNames().forEachRemaining(keys::add);
    for (String key : keys) {
      String below = path.isEmpty() ? key : path + "." + key;
      if (!stored.has(key)) {
        added.add(below);
      } else if (!now.has(key)) {
        differences.add(new StoredDifference(below, shown(stored.get(key)), NOTHING));
      } else {
        hold(below, stored.get(key), now.get(key));
      }
    }
  }

  private static String name(JsonNode element, int index) {
    return NAMES.stream()
        .filter(element::has)
        .findFirst()
        .map(key -> element.get(key).asText())
        .orElse(Integer.toString(index));
  }

  private static String shown(JsonNode value) {
    return value.isArray() ? value.size() + " elements" : value.toString();
  }
}
