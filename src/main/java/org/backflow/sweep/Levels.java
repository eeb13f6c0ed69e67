package org.backflow.sweep;

import static org.backflow.configuration.kind.ValueKind.listOf;
import static org.backflow.configuration.kind.ValueKind.mapOf;
import static org.backflow.configuration.kind.ValueKind.text;
import static org.backflow.configuration.kind.ValueKind.written;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.backflow.accelerator.EnergyTable;
import org.backflow.configuration.Setting;
import org.backflow.configuration.kind.ConfigurationMap;
import org.backflow.configuration.kind.ValueKind;
import org.backflow.configuration.tree.ConfigurationException;
import org.backflow.configuration.tree.WrittenValue;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.file.ExperimentCodec;
import org.backflow.experiment.file.ExperimentTemplate;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.feedback.FeedbackSchemes;

/**
 * Reads the axes and the points of a sweep. Every value is tried on the experiment by itself, so
 * that a key or a value that cannot be right is refused before the first point; what is refused
 * only beside other values is left to the points.
 */
final class Levels {
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
  static final int MOST_LEVELS = 100_000;

  /** Keys that are no dimension of a design, and why. */
  private static final Map<String, String> REFUSED =
      Map.of(
          "name", "no key that names the report",
          "description", "no key that describes the experiment",
          "published", "no figures that others published",
          "threads", "another key; threads decide no result",
          "schemes", "the key 'scheme': a point has one");

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

  Levels(ExperimentTemplate template, Path file, Experiment base) {
    this.template = template;
    this.file = file;
    this.base = base;
    hashes.add(ExperimentCodec.hash(base));
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

  /** Returns the space that the keys {@code variables}, {@code space} and {@code points} span. */
  Space space(ConfigurationMap map) {
    Optional<List<NamedPoints.Entry>> points =
        map.optional("points", listOf(mapOf(this::point), 1, MOST_LEVELS));
    if (points.isPresent()) {
      for (String other : List.of("variables", "space", "sample")) {
        if (map.has(other)) {
          throw map.refusal(other, "none beside 'points'");
        }
      }
      throwIfAny();
      return new NamedPoints(points.get());
    }
    List<Axis> axes = new ArrayList<>();
    axes.addAll(map.optional("variables", mapOf(keys -> axes(keys, true)), List.of()));
    axes.addAll(map.required("space", mapOf(keys -> axes(keys, false))));
    if (axes.stream().noneMatch(Axis::isScheme)) {
      WrittenValue place = map.required("space", written());
      axes.add(
          Axis.of(
              Axis.SCHEME,
              false,
              base.schemes().stream().map(scheme -> place.text(scheme.name())).toList()));
    }
    refuseUnknownVariables(axes);
    throwIfAny();
    axes.forEach(axis -> tryAlone(axis, axes));
    throwIfAny();
    return new Grid(axes);
  }

  private void throwIfAny() {
    if (!refusals.isEmpty()) {
      throw ConfigurationException.joining(refusals);
    }
  }

  private List<Axis> axes(ConfigurationMap map, boolean areVariables) {
    ValueKind<List<WrittenValue>> levels =
        listOf(written(), 1, MOST_LEVELS)
            .or(mapOf(LevelRange::values))
            .or(written().as("a single value", List::of));
    List<Axis> axes = new ArrayList<>();
    for (String key : map.keys()) {
      if (areVariables && !VARIABLE.matcher(key).matches()) {
        throw map.refusal(key, "a name of letters and digits for a variable");
      }
      if (!areVariables && REFUSED.containsKey(key)) {
        throw map.refusal(key, String.valueOf(REFUSED.get(key)));
      }
      List<WrittenValue> values = map.required(key, levels);
      axes.add(
          Axis.of(
              key,
              areVariables,
              !areVariables && key.equals(TABLES)
                  ? values.stream().map(WrittenValue::inList).toList()
                  : values));
    }
    return axes;
  }

  private NamedPoints.Entry point(ConfigurationMap map) {
    String name = map.required(NamedPoints.NAME, text());
    Optional<WrittenValue> scheme = map.optional(Axis.SCHEME, written());
    scheme.ifPresent(this::tryScheme);
    Map<String, WrittenValue> values = new LinkedHashMap<>();
    if (map.keys().stream().noneMatch(Levels::isOfTables)) {
      energyTables.addAll(names(base));
    }
    for (String key : map.keys()) {
      if (key.equals(NamedPoints.NAME) || key.equals(Axis.SCHEME)) {
        continue;
      }
      if (REFUSED.containsKey(key)) {
        throw map.refusal(key, String.valueOf(REFUSED.get(key)));
      }
      WrittenValue written = map.required(key, written());
      WrittenValue value = key.equals(TABLES) ? written.inList() : written;
      tryAlone(key, value);
      values.put(key, value);
    }
    return new NamedPoints.Entry(
        name,
        scheme
            .map(one -> List.of(one.text()))
            .orElseGet(() -> base.schemes().stream().map(FeedbackScheme::name).toList()),
        values);
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
