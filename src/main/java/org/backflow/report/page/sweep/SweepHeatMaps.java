package org.backflow.report.page.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.backflow.figure.Kind;
import org.backflow.report.chart.HeatMap;
import org.backflow.sweep.Column;
import org.backflow.sweep.Objective;
import org.backflow.sweep.Row;
import org.backflow.sweep.SweepAnalysis;
import org.backflow.sweep.SweepFolder;

/**
 * The first objective of a sweep over its two settings besides the scheme, a heat map per scheme:
 * of sweeps that vary exactly two of them, over so few values that all have a place.
 */
final class SweepHeatMaps {

  private static final int MOST_VALUES = 16;
  private static final double PERCENT = 100.0;

  private final Column column;
  private final Objective objective;
  private final int scheme;
  private final int first;
  private final int second;
  private final Set<String> firstValues = new LinkedHashSet<>();
  private final Set<String> secondValues = new LinkedHashSet<>();

  /** Outcomes by scheme and by the two values. */
  private final Map<String, Map<List<String>, Double>> outcomes = new LinkedHashMap<>();

  private SweepHeatMaps(SweepAnalysis analysis, int scheme, int first, int second) {
    this.objective = analysis.objectives().get(0);
    this.column = analysis.sweep().columns().get(objective.column());
    this.scheme = scheme;
    this.first = first;
    this.second = second;
  }

  /** Returns the maps, none of a sweep that varies other than two settings. */
  static List<HeatMap> of(SweepAnalysis analysis, SweepFolder folder) {
    int scheme = analysis.sweep().columns().find("scheme").orElseThrow();
    List<Integer> settings = new ArrayList<>(analysis.sensitivity().varied());
    settings.remove(Integer.valueOf(scheme));
    if (settings.size() != 2) {
      return List.of();
    }
    SweepHeatMaps maps = new SweepHeatMaps(analysis, scheme, settings.get(0), settings.get(1));
    folder.read(analysis.sweep(), maps::take);
    if (Math.max(maps.firstValues.size(), maps.secondValues.size()) > MOST_VALUES) {
      return List.of();
    }
    String one = analysis.sweep().columns().get(maps.first).name();
    String other = analysis.sweep().columns().get(maps.second).name();
    return maps.firstValues.size() <= maps.secondValues.size()
        ? maps.drawn(one, maps.firstValues, other, maps.secondValues, false)
        : maps.drawn(other, maps.secondValues, one, maps.firstValues, true);
  }

  private void take(Row row) {
    if (row.isDone() && objective.isIn(row)) {
      firstValues.add(row.text(first));
      secondValues.add(row.text(second));
      outcomes
          .computeIfAbsent(row.text(scheme), name -> new LinkedHashMap<>())
          .put(List.of(row.text(first), row.text(second)), row.number(objective.column()));
    }
  }

  private List<HeatMap> drawn(
      String rowAxis, Set<String> rows, String columnAxis, Set<String> columns, boolean turned) {
    boolean fraction = column.kind() == Kind.FRACTION;
    List<HeatMap> maps = new ArrayList<>();
    outcomes.forEach(
        (name, values) -> {
          List<List<OptionalDouble>> cells = new ArrayList<>();
          for (String row : rows) {
            List<OptionalDouble> line = new ArrayList<>();
            for (String other : columns) {
              Double value = values.get(turned ? List.of(other, row) : List.of(row, other));
              line.add(
                  value == null
                      ? OptionalDouble.empty()
                      : OptionalDouble.of(fraction ? PERCENT * value : value));
            }
            cells.add(line);
          }
          maps.add(
              new HeatMap(
                  "heat-" + maps.size(),
                  column.name() + " under " + name,
                  rowAxis,
                  columnAxis,
                  List.copyOf(rows),
                  List.copyOf(columns),
                  fraction ? "%" : column.unit(),
                  fraction || Math.abs(values.values().iterator().next()) >= PERCENT ? 1 : 3,
                  cells));
        });
    return maps;
  }
}
