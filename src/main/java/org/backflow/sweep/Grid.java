package org.backflow.sweep;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.backflow.configuration.Setting;
import org.backflow.configuration.WrittenValue;
import org.jspecify.annotations.Nullable;

/**
 * Every combination of the levels of some axes, in the order of nested loops: the last axis changes
 * fastest.
 */
final class Grid implements Space {
  private final List<Axis> axes;
  private final List<Column> columns;
  private final boolean hasVariables;

  /** The settings of the levels that name no variable, by axis. */
  private final List<List<Setting>> fixed = new ArrayList<>();

  Grid(List<Axis> axes) {
    this.axes = List.copyOf(axes);
    this.columns = axes.stream().map(axis -> Column.setting(axis.name(), axis.kind())).toList();
    this.hasVariables = axes.stream().anyMatch(Axis::isVariable);
    for (Axis axis : axes) {
      boolean isSetting = !axis.isVariable() && !axis.isScheme();
      fixed.add(
          isSetting
              ? axis.levels().stream().map(level -> level.as(axis.name())).toList()
              : List.of());
    }
  }

  @Override
  public List<Column> columns() {
    return columns;
  }

  @Override
  public List<String> description() {
    return axes.stream().map(axis -> axis.name() + "=" + axis.levels()).toList();
  }

  @Override
  public long size() {
    long size = 1;
    for (Axis axis : axes) {
      size = Math.multiplyExact(size, (long) axis.levels().size());
    }
    return size;
  }

  @Override
  public Point point(long position, int index) {
    int[] levels = levels(position);
    Map<String, String> variables = new HashMap<>();
    for (int i = 0; hasVariables && i < levels.length; i++) {
      if (axes.get(i).isVariable()) {
        variables.put(axes.get(i).name(), axes.get(i).levels().get(levels[i]).text());
      }
    }
    String scheme = "";
    List<Setting> settings = new ArrayList<>();
    List<@Nullable Object> cells = new ArrayList<>();
    for (int i = 0; i < levels.length; i++) {
      Axis axis = axes.get(i);
      WrittenValue written = axis.levels().get(levels[i]);
      WrittenValue value = hasVariables ? written.with(variables) : written;
      cells.add(Axis.cell(value, axis.kind()));
      if (axis.isScheme()) {
        scheme = value.text();
      } else if (!axis.isVariable()) {
        settings.add(hasVariables ? value.as(axis.name()) : fixed.get(i).get(levels[i]));
      }
    }
    return new Point(index, scheme, settings, cells);
  }

  @Override
  public int[] levels(long position) {
    int[] levels = new int[axes.size()];
    long rest = position;
    for (int i = levels.length - 1; i >= 0; i--) {
      int size = axes.get(i).levels().size();
      levels[i] = (int) (rest % size);
      rest /= size;
    }
    return levels;
  }
}
