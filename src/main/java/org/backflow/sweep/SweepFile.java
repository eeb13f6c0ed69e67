package org.backflow.sweep;

import static org.backflow.configuration.kind.ValueKind.bool;
import static org.backflow.configuration.kind.ValueKind.fileOf;
import static org.backflow.configuration.kind.ValueKind.integer;
import static org.backflow.configuration.kind.ValueKind.listOf;
import static org.backflow.configuration.kind.ValueKind.longInteger;
import static org.backflow.configuration.kind.ValueKind.mapOf;
import static org.backflow.configuration.kind.ValueKind.text;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.regex.Pattern;
import org.backflow.configuration.Configuration;
import org.backflow.configuration.Setting;
import org.backflow.configuration.kind.ConfigurationMap;
import org.backflow.configuration.kind.ValueKind;
import org.backflow.configuration.tree.ConfigurationException;
import org.backflow.configuration.tree.Problem;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.file.ExperimentTemplate;
import org.backflow.experiment.file.Home;
import org.backflow.sweep.expression.Expression;
import org.backflow.sweep.expression.Names;

/**
 * Reads sweep files. The keys are those of {@code data/sweeps/sweep.schema.json}, which a test
 * holds equal to what is asked for here.
 */
final class SweepFile {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  private static final String YAML = ".yaml";

  /** Points are spread over threads, so that each trains on one. */
  private static final Setting ONE_THREAD = Setting.parse("threads=1");

  private final Path file;
  private final Home home;
  private final List<Setting> settings;

  private SweepFile(Path file, Home home, List<Setting> settings) {
    this.file = file;
    this.home = home;
    this.settings = settings;
  }

  static Sweep load(Path file, Home home, List<Setting> settings) {
    List<Setting> all = new ArrayList<>(settings);
    all.add(ONE_THREAD);
    return new Sweep(Configuration.read(file).bind(new SweepFile(file, home, all)::sweep));
  }

  private Sweep.Content sweep(ConfigurationMap map) {
    String name = map.optional("name", text().as("a name of a folder", SweepFile::name), stem());
    String description = map.optional("description", text(), "");
    Path experimentFile = map.required("experiment", fileOf(home.experiments()));
    boolean train = map.required("train", bool());
    ExperimentTemplate template = ExperimentTemplate.load(experimentFile, home, settings);
    Experiment base = template.with(List.of());
    Levels levels = new Levels(template, file, base);
    Space grid = levels.space(map);
    Columns columns =
        Columns.of(
            grid.columns(),
            levels.energyTables(),
            levels.tablesDiffer(),
            base.training().numerics().trainsFixed());
    List<Expression> constraints =
        map.optional("constraints", listOf(constraint(columns, train)), List.of());
    List<Objective> objectives =
        map.optional(
            "pareto",
            listOf(text().as("a column", column -> Objective.named(column, columns)), 1, 8),
            List.of("cycles", "energy").stream()
                .map(column -> train && column.equals("cycles") ? "accuracy" : column)
                .map(column -> Objective.named(column, columns))
                .toList());
    Space space = sampled(map, grid, columns, constraints);
    return new Sweep.Content(
        name,
        description,
        experimentFile,
        template,
        base,
        train,
        space,
        columns,
        constraints,
        objectives,
        levels.hashes());
  }

  /** Refuses settings of what the space of {@code file} sets in every point. */
  static void requireEffect(Path file, List<Setting> settings) {
    for (String axis : Configuration.read(file).bind(SweepFile::axes)) {
      for (Setting setting : settings) {
        String key = setting.key().equals("schemes") ? Axis.SCHEME : setting.key();
        if (key.equals(axis) || key.startsWith(axis + ".")) {
          throw new ConfigurationException(
              Problem.found(setting.location(), "the sweep sets '" + axis + "' in every point")
                  .expected("another key, or a copy of the sweep without that axis"));
        }
      }
    }
  }

  private static List<String> axes(ConfigurationMap map) {
    map.ignoreOtherKeys();
    return map.optional(
        "space",
        mapOf(
            space -> {
              space.ignoreOtherKeys();
              return space.keys();
            }),
        List.of());
  }

  private String stem() {
    String written = String.valueOf(file.getFileName());
    return written.endsWith(YAML)
        ? written.substring(0, written.length() - YAML.length())
        : written;
  }

  private static String name(String written) {
    if (!NAME.matcher(written).matches()) {
      throw new IllegalArgumentException("letters, digits, dots, hyphens and underscores only");
    }
    return written;
  }

  /** Returns the names of columns as conditions know them. */
  static Names names(Columns columns) {
    return new Names() {
      @Override
      public Optional<Integer> find(String name) {
        return columns.find(name);
      }

      @Override
      public boolean isNumeric(int column) {
        return columns.get(column).isNumeric();
      }

      @Override
      public String nearest(String name) {
        return columns.nearest(name);
      }
    };
  }

  private static ValueKind<Expression> constraint(Columns columns, boolean train) {
    return text()
        .as(
            "a condition such as dsp <= 90",
            written -> {
              Expression condition = Expression.parse(written, names(columns));
              for (String trained : Outcomes.trained()) {
                if (condition.columns().contains(columns.index(trained))) {
                  throw new IllegalArgumentException(
                      trained
                          + " is known only after training, too late to drop a point;"
                          + (train ? " use --where" : " train is false"));
                }
              }
              return condition;
            });
  }

  private static Space sampled(
      ConfigurationMap map, Space space, Columns columns, List<Expression> constraints) {
    Optional<Sample> sample = map.optional("sample", mapOf(SweepFile::sample));
    if (sample.isEmpty()) {
      if (space.size() > Space.MOST_POINTS) {
        throw map.refusal(
            "space",
            "at most "
                + Space.MOST_POINTS
                + " points, or a 'sample' of them; there are "
                + space.size());
      }
      return space;
    }
    int outcomes = Columns.FIRST_SETTING + space.columns().size();
    LongPredicate suitable =
        position ->
            Sweep.violated(
                    constraints, Sweep.cells(space.point(position, 0), columns), true, outcomes)
                .isEmpty();
    return new SampledSpace(space, sample.get().draw(space.size(), suitable));
  }

  private static Sample sample(ConfigurationMap map) {
    return new Sample(
        map.required("points", integer(1, 1_000_000)),
        map.required("seed", longInteger(Long.MIN_VALUE, Long.MAX_VALUE)));
  }
}
