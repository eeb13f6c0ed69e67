package org.backflow.report.result;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A key of several configurations that has not the same value in all of them.
 *
 * @param key joined by dots, as {@code --set} takes it
 * @param values in the order of the configurations; nothing where one has no such key
 */
public record DifferingKey(String key, List<Optional<String>> values) {

  /** What tells readers which configuration it is and where figures are from; decides nothing. */
  private static final Pattern REMARKS =
      Pattern.compile("name|description|published\\..*|.*\\.source");

  public DifferingKey {
    values = List.copyOf(values);
  }

  /** Returns the keys in which {@code configurations} differ, in their order. */
  public static List<DifferingKey> of(List<Map<String, Object>> configurations) {
    List<Map<String, String>> flat = new ArrayList<>();
    Set<String> keys = new LinkedHashSet<>();
    for (Map<String, Object> configuration : configurations) {
      Map<String, String> values = new LinkedHashMap<>();
      configuration.forEach((key, value) -> flatten(key, value, values));
      keys.addAll(values.keySet());
      flat.add(values);
    }
    keys.removeIf(key -> REMARKS.matcher(key).matches());
    List<DifferingKey> differing = new ArrayList<>();
    for (String key : keys) {
      List<Optional<String>> values =
          flat.stream().map(each -> Optional.ofNullable(each.get(key))).toList();
      if (values.stream().distinct().count() > 1) {
        differing.add(new DifferingKey(key, values));
      }
    }
    return differing;
  }

  private static void flatten(String path, Object value, Map<String, String> into) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, child) -> flatten(path + "." + key, child, into));
    } else if (value instanceof List<?> list && list.stream().anyMatch(Map.class::isInstance)) {
      for (int i = 0; i < list.size(); i++) {
        flatten(path + "." + i, list.get(i), into);
      }
    } else {
      into.put(path, String.valueOf(value));
    }
  }

  public Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("key", key);
    tree.put("values", values.stream().map(value -> value.orElse(null)).toList());
    return tree;
  }
}
