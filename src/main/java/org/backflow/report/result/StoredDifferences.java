package org.backflow.report.result;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.backflow.files.Json;
import org.jspecify.annotations.Nullable;

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

  static StoredDifferences of(
      Map<String, @Nullable Object> stored, Map<String, @Nullable Object> now) {
    StoredDifferences found = new StoredDifferences(new ArrayList<>(), new ArrayList<>());
    found.hold("", stored, now);
    return found;
  }

  private void hold(String path, @Nullable Object stored, @Nullable Object now) {
    if (stored instanceof Map<?, ?> before && now instanceof Map<?, ?> after) {
      holdKeys(path, before, after);
    } else if (stored instanceof List<?> before
        && now instanceof List<?> after
        && before.size() == after.size()) {
      for (int i = 0; i < after.size(); i++) {
        hold(path + "[" + name(after.get(i), i) + "]", before.get(i), after.get(i));
      }
    } else if (!Objects.equals(stored, now)) {
      differences.add(new StoredDifference(path, shown(stored), shown(now)));
    }
  }

  private void holdKeys(String path, Map<?, ?> stored, Map<?, ?> now) {
    Set<Object> keys = new LinkedHashSet<>(now.keySet());
    keys.addAll(stored.keySet());
    for (Object key : keys) {
      String below = path.isEmpty() ? key.toString() : path + "." + key;
      if (!stored.containsKey(key)) {
        added.add(below);
      } else if (!now.containsKey(key)) {
        differences.add(new StoredDifference(below, shown(stored.get(key)), NOTHING));
      } else {
        hold(below, stored.get(key), now.get(key));
      }
    }
  }

  private static String name(@Nullable Object element, int index) {
    if (element instanceof Map<?, ?> map) {
      for (String key : NAMES) {
        if (map.containsKey(key)) {
          return String.valueOf(map.get(key));
        }
      }
    }
    return Integer.toString(index);
  }

  private static String shown(@Nullable Object value) {
    return value instanceof List<?> list ? list.size() + " elements" : Json.compact(value);
  }
}
