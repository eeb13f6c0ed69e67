package org.backflow.configuration.tree;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Values by their keys, in the order in which they were written.
 *
 * @param location where it starts
 * @param entries its values, possibly none
 * @param reference the name by which another file refers to the file that this was read from
 */
public record Mapping(Location location, Map<String, Entry> entries, Optional<String> reference)
    implements Node {

  /**
   * A value and where its key was written.
   *
   * @param keyLocation where the key starts
   * @param value the value
   */
  public record Entry(Location keyLocation, Node value) {}

  public Mapping {
    entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }

  public static Mapping empty(Location location) {
    return new Mapping(location, Map.of(), Optional.empty());
  }

  public Optional<Entry> entry(String key) {
    return Optional.ofNullable(entries.get(key));
  }

  public Mapping with(String key, Entry entry) {
    Map<String, Entry> changed = new LinkedHashMap<>(entries);
    changed.put(key, entry);
    return new Mapping(location, changed, reference);
  }

  public Mapping referredToAs(String name) {
    return new Mapping(location, entries, Optional.of(name));
  }

  @Override
  public Map<String, @Nullable Object> value() {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    entries.forEach((key, entry) -> values.put(key, entry.value().value()));
    return values;
  }

  @Override
  public String description() {
    return entries.isEmpty() ? "an empty map" : "a map";
  }
}
