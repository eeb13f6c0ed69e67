package org.backflow.sweep;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.backflow.configuration.Setting;
import org.backflow.configuration.tree.WrittenValue;
import org.jspecify.annotations.Nullable;

/**
 * Every combination of the levels of some axes, in the order of nested loops: the last axis changes
 * fastest.
 */
final class Grid implements Space {

  /** A bound, so that a large space does not fill the memory; forgetting costs time alone. */
  private static final int MOST_CHOICES = 16_384;

  private final List<Axis> axes;
  private final List<Column> columns;

  /** By axis and level, which axes are the variables that it names. */
  private final List<List<int[]>> variables = new ArrayList<>();

  /** By axis, what became of its levels, by their number and those of the variables they name. */
  private final List<Map<List<Integer>, Choice>> choices = new ArrayList<>();

  /** An axis at one of its levels. */
  private record Choice(String text, @Nullable Object cell, Optional<Setting> setting) {}

  Grid(List<Axis> axes) {
    this.axes = List.copyOf(axes);
    this.columns = axes.stream().map(axis -> Column.setting(axis.name(), axis.kind())).toList();
    for (Axis axis : axes) {
      variables.add(axis.levels().stream().map(this::variables).toList());
      choices.add(new ConcurrentHashMap<>());
    }
  }

  private int[] variables(WrittenValue level) {
    List<String> names = level.variables();
    return IntStream.range(0, axes.size())
        .filter(i -> axes.get(i).isVariable() && names.contains(axes.get(i).name()))
        .toArray();
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
    String scheme = "";
    List<Setting> settings = new ArrayList<>(levels.length);
    List<@Nullable Object> cells = new ArrayList<>(levels.length);
    for (int i = 0; i < levels.length; i++) {
      Axis axis = axes.get(i);
      Choice choice = choice(i, levels);
      cells.add(choice.cell());
      if (axis.isScheme()) {
        scheme = choice.text();
      }
      choice.setting().ifPresent(settings::add);
    }
    return new Point(index, scheme, settings, cells);
  }

  /** Returns what an axis is at, its text made of those variables that it names. */
  private Choice choice(int index, int[] levels) {
    int[] others = variables.get(index).get(levels[index]);
    List<Integer> deciding = new ArrayList<>(1 + others.length);
    deciding.add(levels[index]);
    for (int other : others) {
      deciding.add(levels[other]);
    }
    Map<List<Integer>, Choice> known = choices.get(index);
    Choice choice = known.get(deciding);
    if (choice == null) {
      Axis axis = axes.get(index);
      Map<String, String> texts = new HashMap<>();
      for (int other : others) {
        Axis variable = axes.get(other);
        texts.put(variable.name(), variable.levels().get(levels[other]).text());
      }
      WrittenValue value = axis.level(levels[index], texts);
      choice =
          new Choice(
              value.text(),
              Axis.cell(value, axis.kind()),
              axis.isVariable() || axis.isScheme()
                  ? Optional.empty()
                  : Optional.of(Setting.of(axis.name(), value)));
      if (known.size() >= MOST_CHOICES) {
        known.clear();
      }
      known.put(deciding, choice);
    }
    return choice;
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
