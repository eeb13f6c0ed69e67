package org.backflow.cosim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A value change dump as it is read back: values of signals over time. */
final class ValueChanges {

  private final Map<String, NavigableMap<Long, String>> changes = new HashMap<>();
  private final TreeSet<Long> times = new TreeSet<>();

  private ValueChanges() {}

  static ValueChanges read(Path file) throws IOException {
    ValueChanges read = new ValueChanges();
    Map<String, NavigableMap<Long, String>> byIdentifier = new HashMap<>();
    Deque<String> scopes = new ArrayDeque<>();
    long time = 0;
    for (String line : Files.readAllLines(file)) {
      String[] words = line.strip().split("\\s+", -1);
      switch (words[0]) {
        case "$scope" -> scopes.addLast(words[2]);
        case "$upscope" -> scopes.removeLast();
        case "$var" -> {
          String name = String.join(".", scopes) + "." + words[4];
          read.changes.put(name, byIdentifier.computeIfAbsent(words[3], id -> new TreeMap<>()));
        }
        default -> {
          if (line.startsWith("#")) {
            time = Long.parseLong(line.substring(1));
            read.times.add(time);
          } else if (line.startsWith("b")) {
            change(byIdentifier, words[1], time, words[0].substring(1));
          } else if (line.matches("[01xz].+")) {
            change(byIdentifier, line.substring(1), time, line.substring(0, 1));
          }
        }
      }
    }
    return read;
  }

  private static void change(
      Map<String, NavigableMap<Long, String>> byIdentifier,
      String identifier,
      long time,
      String bits) {
    Objects.requireNonNull(byIdentifier.get(identifier), identifier)
        .put(time, bits.replaceFirst("^0+(?=.)", ""));
  }

  Set<String> names() {
    return changes.keySet();
  }

  /** Returns every time, not before {@code first}, at which something changes. */
  SortedSet<Long> timesFrom(long first) {
    return times.tailSet(first);
  }

  /** Returns the bits of {@code name} at {@code time}, without leading zeros. */
  String value(String name, long time) {
    Map.Entry<Long, String> last = changes(name, time);
    return last.getValue();
  }

  private Map.Entry<Long, String> changes(String name, long time) {
    return Objects.requireNonNull(
        Objects.requireNonNull(changes.get(name), name).floorEntry(time), name);
  }

  /** Returns the times at which {@code name} changes, the first value left out. */
  Set<Long> changes(String name) {
    NavigableMap<Long, String> all = Objects.requireNonNull(changes.get(name), name);
    return all.tailMap(all.firstKey(), false).keySet();
  }
}
