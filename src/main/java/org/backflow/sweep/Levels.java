package org.backflow.sweep;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.backflow.accelerator.EnergyTable;
import org.backflow.configuration.Setting;
import org.backflow.configuration.tree.ConfigurationException;
import org.backflow.configuration.tree.WrittenValue;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.file.ExperimentCodec;
import org.backflow.experiment.file.ExperimentTemplate;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.feedback.FeedbackSchemes;

/**
 * The values of the axes and of the points of a sweep. Each is tried on the experiment by itself,
 * so that a key or a value that cannot be right is refused before the first point; what is refused
 * only beside other values is left to the points.
 */
final class Levels {
  /** The key of the energy tables, and what keys below it begin with. */
  private static final String TABLES = "energyTables";

  private final ExperimentTemplate template;
  private final Path file;
  private final Experiment base;
  private final List<String> hashes = new ArrayList<>();
  private final List<ConfigurationException> refusals = new ArrayList<>();

  /** The names of energy tables that points have, in the order in which they were found. */
  private final Set<String> energyTables = new LinkedHashSet<>();

  private boolean tablesDiffer;

  /**
   * Binds the experiment that values are tried on.
   *
   * @param file the sweep, in which refusals stand
   */
  Levels(ExperimentTemplate template, Path file) {
    this.template = template;
    this.file = file;
    this.base = template.with(List.of());
    hashes.add(ExperimentCodec.hash(base));
  }

  /** Returns what is changed. */
  ExperimentTemplate template() {
    return template;
  }

  /** Returns the experiment without changes. */
  Experiment base() {
    return base;
  }

  /** Returns the experiments that single values make, as hashes or refusals. */
  List<String> hashes() {
    return hashes;
  }

  /** Returns the names of the energy tables that points have. */
  List<String> energyTables() {
    return energyTables.isEmpty() ? names(base) : List.copyOf(energyTables);
  }

  /** Returns whether the space changes energy tables. */
  boolean tablesDiffer() {
    return tablesDiffer;
  }

  private static List<String> names(Experiment experiment) {
    return experiment.hardware().energyTables().stream().map(EnergyTable::name).toList();
  }

  private static boolean isOfTables(String key) {
    return key.equals(TABLES) || key.startsWith(TABLES + ".");
  }

  /** Returns a value of {@code key} as it is put into an experiment. */
  static WrittenValue whole(String key, WrittenValue value) {
    return key.equals(TABLES) ? value.inList() : value;
  }

  /** Returns the grid of axes, those of variables first; without schemes, of all schemes. */
  Space grid(List<Axis> variables, List<Axis> space) {
    List<Axis> axes = new ArrayList<>(variables);
    axes.addAll(space);
    if (axes.stream().noneMatch(Axis::isScheme)) {
      axes.add(
          Axis.of(
              Axis.SCHEME,
              false,
              base.schemes().stream().map(scheme -> WrittenValue.of(scheme.name())).toList()));
    }
    refuseUnknownVariables(axes);
    throwIfAny();
    axes.forEach(axis -> tryAlone(axis, axes));
    throwIfAny();
    return new Grid(axes);
  }

  /** Returns points; those without a scheme, with each of the experiment. */
  Space points(List<NamedPoints.Written> points) {
    List<NamedPoints.Entry> entries = points.stream().map(this::entry).toList();
    throwIfAny();
    return new NamedPoints(entries);
  }

  private NamedPoints.Entry entry(NamedPoints.Written point) {
    point.scheme().ifPresent(this::tryScheme);
    if (point.values().keySet().stream().noneMatch(Levels::isOfTables)) {
      energyTables.addAll(names(base));
    }
    point.values().forEach(this::tryAlone);
    return new NamedPoints.Entry(
        point.name(),
        point
            .scheme()
            .map(one -> List.of(one.text()))
            .orElseGet(() -> base.schemes().stream().map(FeedbackScheme::name).toList()),
        point.values());
  }

  private void throwIfAny() {
    if (!refusals.isEmpty()) {
      throw ConfigurationException.joining(refusals);
    }
  }

  private void refuseUnknownVariables(List<Axis> axes) {
    List<String> names = axes.stream().filter(Axis::isVariable).map(Axis::name).toList();
    for (Axis axis : axes) {
      for (WrittenValue level : axis.levels()) {
        for (String variable : level.variables()) {
          if (axis.isVariable() || !names.contains(variable)) {
            refusals.add(
                level.refusalOfName(
                    "'" + axis.name() + "' names the variable '" + variable + "'",
                    variable,
                    axis.isVariable() ? List.of() : names));
          }
        }
      }
    }
  }

  private void tryAlone(Axis axis, List<Axis> axes) {
    if (axis.isVariable()) {
      axis.levels().forEach(level -> hashes.add(axis.name() + "=" + level));
      return;
    }
    for (WrittenValue level : axis.levels()) {
      for (WrittenValue value : instances(level, axes)) {
        if (axis.isScheme()) {
          tryScheme(value);
        } else {
          tryAlone(axis.name(), value);
        }
      }
    }
  }

  /** Returns a value once for every level of each variable in it, the others at their first. */
  private static List<WrittenValue> instances(WrittenValue value, List<Axis> axes) {
    Set<String> names = new TreeSet<>(value.variables());
    List<Axis> variables =
        axes.stream().filter(axis -> axis.isVariable() && names.contains(axis.name())).toList();
    if (variables.isEmpty()) {
      return List.of(value);
    }
    Map<String, String> first = new LinkedHashMap<>();
    variables.forEach(axis -> first.put(axis.name(), axis.levels().get(0).text()));
    List<WrittenValue> instances = new ArrayList<>();
    for (Axis axis : variables) {
      for (WrittenValue level : axis.levels()) {
        Map<String, String> texts = new LinkedHashMap<>(first);
        texts.put(axis.name(), level.text());
        instances.add(value.with(texts));
      }
    }
    return instances;
  }

  private void tryScheme(WrittenValue value) {
    hashes.add("scheme=" + value.text());
    if (FeedbackSchemes.named(value.text()).isEmpty()) {
      refusals.add(
          value.refusalOfName(
              "'scheme' is '" + value.text() + "'", value.text(), FeedbackSchemes.names()));
    }
  }

  private void tryAlone(String key, WrittenValue value) {
    Setting setting = Setting.of(key, value);
    try {
      Experiment changed = template.with(List.of(setting));
      hashes.add(ExperimentCodec.hash(changed));
      if (isOfTables(key)) {
        tablesDiffer = true;
        energyTables.addAll(names(changed));
      }
    } catch (ConfigurationException e) {
      hashes.add(setting.toString());
      if (e.problems().stream()
          .anyMatch(problem -> problem.location().source().equals(file.toString()))) {
        refusals.add(e);
      }
    }
  }
}
