package org.backflow.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.backflow.configuration.tree.ConfigurationException;
import org.backflow.configuration.tree.Problem;
import org.backflow.data.DataDescription;
import org.backflow.data.DataSet;
import org.backflow.data.InvalidDataException;
import org.backflow.experiment.Comparison;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.TrainedNetwork;
import org.backflow.experiment.TrainingMemoryException;
import org.backflow.experiment.checkpoint.CheckpointException;
import org.backflow.experiment.checkpoint.CheckpointFolder;
import org.backflow.feedback.FeedbackScheme;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what points cost and learn. A point's row depends on its configuration and seed alone,
 * whatever else is evaluated before it or beside it. Safe for use by several threads.
 */
public final class PointEvaluator {
  private final Sweep sweep;
  private final Columns columns;
  private final CostOutcomes costs;
  private final PointExperiments experiments;
  private final Optional<NetworkCheckpoints> checkpoints;
  private final NetworkTrainer trainer;
  private final FloatNetworks floats = new FloatNetworks();

  /** However they are split. */
  private final Map<DataDescription, DataSet> data = new ConcurrentHashMap<>();

  /**
   * Creates an evaluator; where networks are trained, loads the images of the experiment.
   *
   * @throws InvalidDataException when the images cannot be used
   */
  public PointEvaluator(Sweep sweep, ResourceEstimates resources) {
    this(sweep, resources, Optional.empty());
  }

  /**
   * Creates one that goes on with networks that were being trained before.
   *
   * @param checkpoints where what was trained is kept
   */
  PointEvaluator(
      Sweep sweep, ResourceEstimates resources, Optional<NetworkCheckpoints> checkpoints) {
    this(
        sweep,
        resources,
        checkpoints,
        (part, images, kept) -> new Comparison(part).train(images, kept));
  }

  /**
   * Creates one that trains by other means.
   *
   * @param trainer trains networks
   */
  PointEvaluator(
      Sweep sweep,
      ResourceEstimates resources,
      Optional<NetworkCheckpoints> checkpoints,
      NetworkTrainer trainer) {
    this.sweep = sweep;
    this.columns = sweep.columns();
    this.costs = new CostOutcomes(columns, resources);
    this.experiments = new PointExperiments(sweep);
    this.checkpoints = checkpoints;
    this.trainer = trainer;
    if (sweep.train()) {
      data(sweep.base());
    }
  }

  /**
   * Returns the rows of points, in their order.
   *
   * @param points their numbers; those that train to the same bits do so together, each network
   *     once
   */
  public List<Row> rows(List<Integer> points) {
    List<Row> rows = new ArrayList<>();
    Map<String, List<Started>> groups = new LinkedHashMap<>();
    for (int index : points) {
      Point point = sweep.point(index);
      List<@Nullable Object> cells = Sweep.cells(point, columns);
      Optional<Experiment> experiment = started(point, cells);
      if (experiment.isPresent() && sweep.train()) {
        groups
            .computeIfAbsent(TrainingPart.key(experiment.get()), key -> new ArrayList<>())
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
      Point point, List<@Nullable Object> cells, Experiment experiment, int position) {
    FeedbackScheme scheme() {
      return experiment.schemes().get(0);
    }
  }

  /** Fills in what is known before training; returns the experiment if the point goes on. */
  private Optional<Experiment> started(Point point, List<@Nullable Object> cells) {
    if (dropped(cells, true)) {
      return Optional.empty();
    }
    try {
      Experiment experiment = experiments.of(point);
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

  private boolean dropped(List<@Nullable Object> cells, boolean settingsAlone) {
    Optional<Integer> violated = experiments.violated(cells, settingsAlone);
    violated.ifPresent(
        constraint -> {
          cells.set(Columns.STATUS, Row.DROPPED);
          cells.set(Columns.MESSAGE, constraint.toString());
        });
    return violated.isPresent();
  }

  /** Leaves nothing but settings and the reason: half a set of outcomes would mislead. */
  private void fail(List<@Nullable Object> cells, String reason) {
    for (int i = experiments.firstOutcome(); i < cells.size(); i++) {
      cells.set(i, null);
    }
    cells.set(Columns.STATUS, Row.FAILED);
    cells.set(Columns.MESSAGE, reason);
  }

  private void train(List<Started> group) {
    List<FeedbackScheme> schemes = group.stream().map(Started::scheme).distinct().toList();
    List<TrainedNetwork> trained;
    try {
      trained = trained(TrainingPart.of(group.get(0).experiment(), schemes), group.get(0).point());
    } catch (IllegalArgumentException | InvalidDataException | TrainingMemoryException e) {
      if (schemes.size() > 1) {
        // Which of them it is due to, training them one by one tells.
        schemes.forEach(
            scheme -> train(group.stream().filter(s -> s.scheme().equals(scheme)).toList()));
      } else {
        group.forEach(started -> fail(started.cells(), String.valueOf(e.getMessage())));
      }
      return;
    }
    for (Started started : group) {
      TrainedNetwork network = trained.get(schemes.indexOf(started.scheme()));
      costs.fillTrained(
          started.experiment(),
          network.priced(started.experiment(), started.scheme()),
          started.cells());
    }
  }

  private List<TrainedNetwork> trained(Experiment part, Point first) {
    Optional<CheckpointFolder> kept = checkpoints.map(folder -> folder.of(first.index(), part));
    return floats.completing(
        part,
        missing -> {
          try {
            return trainer.train(missing, data(part), kept);
          } catch (CheckpointException unusable) {
            // Damaged, or of other networks; if it cannot be written either, the second attempt
            // says so.
            kept.orElseThrow().delete();
            return trainer.train(missing, data(part), kept);
          }
        });
  }

  private DataSet data(Experiment experiment) {
    return data.computeIfAbsent(experiment.training().data().samples(), DataDescription::load);
  }
}
