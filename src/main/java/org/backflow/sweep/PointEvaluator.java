package org.backflow.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.backflow.configuration.Setting;
import org.backflow.configuration.tree.ConfigurationException;
import org.backflow.configuration.tree.Problem;
import org.backflow.data.DataSet;
import org.backflow.data.InvalidDataException;
import org.backflow.experiment.Comparison;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.DataSource;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.SchemeResult;
import org.backflow.experiment.TrainingMemoryException;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what points cost and learn. A point's row depends on its configuration and seed alone,
 * whatever else is evaluated before it or beside it. Safe for use by several threads.
 */
public final class PointEvaluator {
  private final Sweep sweep;
  private final Columns columns;
  private final CostOutcomes costs;
  private final int firstOutcome;

  /** By folder and first label, however the images are split. */
  private final Map<DataSource, DataSet> data = new ConcurrentHashMap<>();

  /** There are few: the schemes of the sweep, alone and together. */
  private final Map<List<String>, Setting> schemeSettings = new ConcurrentHashMap<>();

  /**
   * Creates an evaluator; where networks are trained, loads the images of the experiment.
   *
   * @throws InvalidDataException when the images cannot be used
   */
  public PointEvaluator(Sweep sweep, ResourceEstimates resources) {
    this.sweep = sweep;
    this.columns = sweep.columns();
    this.costs = new CostOutcomes(columns, resources);
    this.firstOutcome = Columns.FIRST_SETTING + columns.settings().size();
    if (sweep.train()) {
      data(sweep.base());
    }
  }

  /**
   * Returns the rows of points, in their order.
   *
   * @param points their numbers; those of one configuration are trained together
   */
  public List<Row> rows(List<Integer> points) {
    List<Row> rows = new ArrayList<>();
    Map<List<String>, List<Started>> groups = new LinkedHashMap<>();
    for (int index : points) {
      Point point = sweep.point(index);
      List<@Nullable Object> cells = Sweep.cells(point, columns);
      Optional<Experiment> experiment = started(point, cells);
      if (experiment.isPresent() && sweep.train()) {
        groups
            .computeIfAbsent(point.configuration(), key -> new ArrayList<>())
            .add(new Started(point, cells, experiment.get(), rows.size()));
      }
      rows.add(Row.of(cells));
    }
    for (List<Started> group : groups.values()) {
      train(group);
      group.forEach(started -> rows.set(started.position(), Row.of(started.cells())));
    }
    return rows;
  }

  /** Returns the same rows as lines of CSV, as they travel between machines. */
  public List<String> lines(List<Integer> points) {
    CsvRows text = new CsvRows(columns);
    return rows(points).stream().map(text::line).toList();
  }

  /** A point that is to be trained, and where its row is. */
  private record Started(
      Point point, List<@Nullable Object> cells, Experiment experiment, int position) {}

  /** Fills in what is known before training; returns the experiment if the point goes on. */
  private Optional<Experiment> started(Point point, List<@Nullable Object> cells) {
    if (dropped(cells, true)) {
      return Optional.empty();
    }
    try {
      Experiment experiment = sweep.template().with(settings(point, List.of(point.scheme())));
      costs.fill(experiment, cells);
      if (dropped(cells, false)) {
        return Optional.empty();
      }
      cells.set(Columns.STATUS, Row.DONE);
      if (!experiment.remarks().isEmpty()) {
        cells.set(Columns.MESSAGE, String.join("; ", experiment.remarks()));
      }
      return Optional.of(experiment);
    } catch (ConfigurationException e) {
      fail(
          cells, e.problems().stream().map(Problem::description).collect(Collectors.joining("; ")));
    } catch (IllegalArgumentException | ArithmeticException e) {
      fail(cells, String.valueOf(e.getMessage()));
    }
    return Optional.empty();
  }

  private List<Setting> settings(Point point, List<String> schemes) {
    List<Setting> settings = new ArrayList<>(point.settings());
    settings.add(
        schemeSettings.computeIfAbsent(
            schemes, names -> Setting.parse("schemes=[" + String.join(", ", names) + "]")));
    return settings;
  }

  private boolean dropped(List<@Nullable Object> cells, boolean settingsAlone) {
    Optional<Integer> violated =
        Sweep.violated(sweep.constraintExpressions(), cells, settingsAlone, firstOutcome);
    violated.ifPresent(
        constraint -> {
          cells.set(Columns.STATUS, Row.DROPPED);
          cells.set(Columns.MESSAGE, constraint.toString());
        });
    return violated.isPresent();
  }

  /** Leaves nothing but settings and the reason: half a set of outcomes would mislead. */
  private void fail(List<@Nullable Object> cells, String reason) {
    for (int i = firstOutcome; i < cells.size(); i++) {
      cells.set(i, null);
    }
    cells.set(Columns.STATUS, Row.FAILED);
    cells.set(Columns.MESSAGE, reason);
  }

  private void train(List<Started> group) {
    List<String> schemes =
        group.stream().map(started -> started.point().scheme()).distinct().toList();
    try {
      Experiment together = sweep.template().with(settings(group.get(0).point(), schemes));
      ComparisonResult result = new Comparison(together).run(data(together));
      for (Started started : group) {
        SchemeResult scheme = result.schemes().get(schemes.indexOf(started.point().scheme()));
        costs.fillTrained(started.experiment(), scheme, started.cells());
      }
    } catch (IllegalArgumentException | InvalidDataException | TrainingMemoryException e) {
      group.forEach(started -> fail(started.cells(), String.valueOf(e.getMessage())));
    }
  }

  private DataSet data(Experiment experiment) {
    DataSource source = experiment.data();
    return data.computeIfAbsent(
        new DataSource(source.name(), source.path(), source.firstLabel(), Optional.empty()),
        DataSource::load);
  }
}
