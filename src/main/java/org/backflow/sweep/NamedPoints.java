package org.backflow.sweep;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.backflow.configuration.Setting;
import org.backflow.configuration.tree.WrittenValue;
import org.backflow.figure.Kind;
import org.jspecify.annotations.Nullable;

/** Points that are written down one by one, each with a name; a scheme after the other in each. */
final class NamedPoints implements Space {

  /** The column of the names. */
  static final String NAME = "name";

  /**
   * One of them as it is written.
   *
   * @param name what it is called
   * @param scheme the one scheme that it is tried with, if it names one
   * @param values by key of the experiment, the scheme not among them
   */
  record Written(String name, Optional<WrittenValue> scheme, Map<String, WrittenValue> values) {}

  /**
   * One of them.
   *
   * @param name what it is called
   * @param schemes the schemes that it is tried with
   * @param values by key of the experiment, the scheme not among them
   */
  record Entry(String name, List<String> schemes, Map<String, WrittenValue> values) {}

  private record Placed(Entry entry, String scheme) {}

  private final List<Placed> points = new ArrayList<>();
  private final List<String> keys;
  private final List<Column> columns = new ArrayList<>();

  NamedPoints(List<Entry> entries) {
    Set<String> found = new LinkedHashSet<>();
    for (Entry entry : entries) {
      entry.schemes().forEach(scheme -> points.add(new Placed(entry, scheme)));
      found.addAll(entry.values().keySet());
    }
    keys = List.copyOf(found);
    columns.add(Column.setting(NAME, Kind.TEXT));
    for (String key : keys) {
      List<WrittenValue> values = new ArrayList<>();
      entries.forEach(
          entry -> {
            if (entry.values().get(key) != null) {
              values.add(entry.values().get(key));
            }
          });
      columns.add(Column.setting(key, Axis.kind(values)));
    }
    columns.add(Column.setting(Axis.SCHEME, Kind.TEXT));
  }

  @Override
  public List<Column> columns() {
    return columns;
  }

  @Override
  public List<String> description() {
    return points.stream().map(Placed::toString).toList();
  }

  @Override
  public long size() {
    return points.size();
  }

  @Override
  public int[] levels(long position) {
    return point(position, 0).cells().stream().mapToInt(cell -> Objects.hashCode(cell)).toArray();
  }

  @Override
  public Point point(long position, int index) {
    Placed placed = points.get((int) position);
    List<Setting> settings = new ArrayList<>();
    List<@Nullable Object> cells = new ArrayList<>();
    cells.add(placed.entry().name());
    for (int i = 0; i < keys.size(); i++) {
      @Nullable WrittenValue value = placed.entry().values().get(keys.get(i));
      if (value != null) {
        settings.add(Setting.of(keys.get(i), value));
      }
      cells.add(value == null ? null : Axis.cell(value, columns.get(i + 1).kind()));
    }
    cells.add(placed.scheme());
    return new Point(index, placed.scheme(), settings, cells);
  }
}
