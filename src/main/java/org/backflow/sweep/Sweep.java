package org.backflow.sweep;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.backflow.configuration.Setting;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.file.ExperimentTemplate;
import org.backflow.experiment.file.Home;
import org.backflow.files.Sha256;
import org.backflow.sweep.expression.Expression;
import org.jspecify.annotations.Nullable;

/** What is swept: an experiment, the space of its changes, and what to look for. Immutable. */
public final class Sweep {

  /**
   * What a file says.
   *
   * @param name of the folder of results
   * @param description one sentence
   * @param experimentFile the experiment that is changed
   * @param template the same, to be bound with changes
   * @param base the same without changes
   * @param train whether networks are trained; otherwise steps are costed alone
   * @param space all points, those not yet dropped among them
   * @param columns of the results
   * @param constraints what every point must satisfy
   * @param objectives of the Pareto front
   * @param levelHashes the experiments that single changes make, for the fingerprint
   */
  record Content(
      String name,
      String description,
      Path experimentFile,
      ExperimentTemplate template,
      Experiment base,
      boolean train,
      Space space,
      Columns columns,
      List<Expression> constraints,
      List<Objective> objectives,
      List<String> levelHashes) {}

  private final Content content;

  Sweep(Content content) {
    this.content = content;
  }

  /**
   * Reads a sweep file.
   *
   * @param settings what is changed in every point
   * @throws org.backflow.configuration.tree.ConfigurationException with all that is wrong, where it
   *     is written and what is expected instead
   */
  public static Sweep load(Path file, Home home, List<Setting> settings) {
    return SweepFile.load(file, home, settings);
  }

  /**
   * Checks that settings have an effect: none is of what the file sets in every point.
   *
   * @throws org.backflow.configuration.tree.ConfigurationException naming the setting
   */
  public static void requireEffect(Path file, List<Setting> settings) {
    SweepFile.requireEffect(file, settings);
  }

  /** Returns the name, which is also that of the folder of results. */
  public String name() {
    return content.name();
  }

  /** Returns what it is for. */
  public String description() {
    return content.description();
  }

  /** Returns the file of the experiment that is changed. */
  public Path experimentFile() {
    return content.experimentFile();
  }

  /** Returns the experiment that is changed. */
  public Experiment base() {
    return content.base();
  }

  /** Returns whether networks are trained. */
  public boolean train() {
    return content.train();
  }

  /** Returns the columns of the results. */
  public Columns columns() {
    return content.columns();
  }

  /** Returns what every point must satisfy. */
  public List<String> constraints() {
    return content.constraints().stream().map(Expression::toString).toList();
  }

  /** Returns the objectives of the Pareto front. */
  public List<Objective> objectives() {
    return content.objectives();
  }

  /** Returns how many points there are, those not yet dropped among them. */
  public int size() {
    return (int) content.space().size();
  }

  /** Returns the settings that make {@code point} from the experiment. */
  public List<String> settings(int point) {
    return point(point).allSettings();
  }

  Point point(int index) {
    return content.space().point(index, index);
  }

  /** Returns which value each setting has in a point, as a number, by setting column. */
  int[] levels(int index) {
    return content.space().levels(index);
  }

  ExperimentTemplate template() {
    return content.template();
  }

  List<Expression> constraintExpressions() {
    return content.constraints();
  }

  /** Returns a hash of all that decides the results, and of the version that computes them. */
  String fingerprint(String toolVersion) {
    StringBuilder text = new StringBuilder(toolVersion).append('\n').append(train());
    content.levelHashes().forEach(hash -> text.append('\n').append(hash));
    content.space().description().forEach(part -> text.append('\n').append(part));
    constraints().forEach(constraint -> text.append('\n').append(constraint));
    columns().all().forEach(column -> text.append('\n').append(column.name()));
    return Sha256.hex(text.toString());
  }

  /** Returns the constraint that a row violates, counted from 0, of those over its cells. */
  static Optional<Integer> violated(
      List<Expression> constraints,
      List<@Nullable Object> cells,
      boolean settingsAlone,
      int outcomes) {
    for (int i = 0; i < constraints.size(); i++) {
      boolean early = constraints.get(i).columns().stream().allMatch(column -> column < outcomes);
      if (early == settingsAlone && !constraints.get(i).holds(cells::get)) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  /** Returns the cells of a point that has nothing but its settings. */
  static List<@Nullable Object> cells(Point point, Columns columns) {
    List<@Nullable Object> cells = new ArrayList<>();
    cells.add((long) point.index());
    cells.add(null);
    cells.add(null);
    cells.addAll(point.cells());
    while (cells.size() < columns.size()) {
      cells.add(null);
    }
    return cells;
  }
}
