package org.backflow.sweep;

import static org.backflow.configuration.kind.Key.optional;
import static org.backflow.configuration.kind.Key.required;
import static org.backflow.configuration.kind.Key.requiredUnless;
import static org.backflow.configuration.kind.ValueKind.bool;
import static org.backflow.configuration.kind.ValueKind.fileOf;
import static org.backflow.configuration.kind.ValueKind.integer;
import static org.backflow.configuration.kind.ValueKind.listOf;
import static org.backflow.configuration.kind.ValueKind.longInteger;
import static org.backflow.configuration.kind.ValueKind.mapOf;
import static org.backflow.configuration.kind.ValueKind.text;
import static org.backflow.configuration.kind.ValueKind.written;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.backflow.configuration.StartingFile;
import org.backflow.configuration.kind.ConfigurationMap;
import org.backflow.configuration.kind.JsonSchema;
import org.backflow.configuration.kind.Keys;
import org.backflow.configuration.kind.Section;
import org.backflow.configuration.kind.ValueKind;
import org.backflow.configuration.tree.WrittenValue;
import org.backflow.experiment.Presentation;
import org.backflow.experiment.file.Home;
import org.backflow.sweep.expression.Expression;

/** The keys of a sweep, each described once. */
public final class SweepCodec {
  private static final String VARIABLE = "[A-Za-z][A-Za-z0-9_]*";
  private static final Pattern VARIABLES = Pattern.compile(VARIABLE);

  /** Keys that are no dimension of a design, and why. */
  private static final Map<String, String> REFUSED =
      Map.of(
          "name", "no key that names the report",
          "title", "no key that names the report",
          "description", "no key that describes the experiment",
          "published", "no figures that others published",
          "threads", "another key; threads decide no result",
          "schemes", "the key 'scheme': a point has one");

  private static final ValueKind<List<WrittenValue>> LEVELS =
      listOf(written(), 1, Axis.MOST_LEVELS)
          .or(LevelRange.VALUES)
          .or(
              written()
                  .as("a single value", List::of)
                  .withSchema(() -> JsonSchema.of("type", List.of("string", "number", "boolean"))));

  private static final Section<Sample> SAMPLE =
      Section.of(
          keys ->
              new Sample(
                  keys.of(
                      required("points", integer(1, 1_000_000), "How many points.")
                          .startingWith("4"),
                      Sample::points),
                  keys.of(
                      required(
                              "seed",
                              longInteger(Long.MIN_VALUE, Long.MAX_VALUE),
                              "What the random numbers start from.")
                          .startingWith("1"),
                      Sample::seed)));

  private final Home home;
  private final String stem;
  private final Function<Path, Levels> levelsOf;

  private SweepCodec(Home home, String stem, Function<Path, Levels> levelsOf) {
    this.home = home;
    this.stem = stem;
    this.levelsOf = levelsOf;
  }

  /**
   * Returns the section that a file is. What it means is asked for after it was read, because that
   * takes the experiment that is named in it.
   *
   * @param stem the name of a sweep without a name of its own
   * @param levelsOf reads an experiment to try values on it
   */
  static Section<Supplier<Sweep.Content>> of(
      Home home, String stem, Function<Path, Levels> levelsOf) {
    return Section.of(new SweepCodec(home, stem, levelsOf)::sweep);
  }

  /** Returns the keys, to be described and not read. */
  public static Section<?> keys(Home home) {
    return of(
        home,
        "sweep",
        experiment -> {
          throw new IllegalStateException("no sweep is read");
        });
  }

  /**
   * Returns the text of a sweep to start from.
   *
   * @param heads sentences at its top
   */
  public static String startingFile(Home home, List<String> heads) {
    return StartingFile.of(heads, keys(home));
  }

  private Supplier<Sweep.Content> sweep(Keys<Supplier<Sweep.Content>> keys) {
    String name =
        keys.written(
            optional(
                    "name",
                    text()
                        .as("a name of a folder", SweepCodec::name)
                        .withPattern(Presentation.NAME.pattern()),
                    stem,
                    "Name of the folder of results; the name of the file when left out.")
                .startingWith("another-name")
                .varying());
    String description =
        keys.written(
            optional("description", text(), "", "One sentence for the tables.")
                .startingWith("Which array")
                .varying());
    Path experiment =
        keys.written(
            required(
                    "experiment",
                    fileOf(home.experiments()),
                    "The experiment that is changed. A path leads from this file.")
                .startingWith("mnist-20"));
    boolean train =
        keys.written(
            required(
                    "train",
                    bool(),
                    "Whether networks are trained; otherwise steps are costed from shapes alone, and"
                        + " no images are needed.")
                .startingWith("false"));
    Optional<List<Axis>> variables =
        keys.written(
            optional(
                    "variables",
                    axes(true),
                    "Axes that change nothing by themselves: values of 'space' name them as ${name}.")
                .startingWith("{bits: [8, 12, 16]}"));
    Optional<List<Axis>> space =
        keys.written(
            requiredUnless(
                    "points",
                    "space",
                    axes(false),
                    "The axes of a grid by their keys: any path of an experiment as of --set, or"
                        + " scheme. A list of values, a range {from: 1, to: 8, step: 1} or"
                        + " {from: 1, to: 8, factor: 2}, or a single value. The last changes"
                        + " fastest. Without scheme, every scheme of the experiment is tried.")
                .startingWith(
                    "{accelerator.array: [8x8, 16x16, 32x32], accelerator.dataflow: [os, ws]}"));
    Optional<Sample> sample =
        keys.written(
            optional("sample", SAMPLE, "Evaluate a random sample of the grid, without repetition.")
                .startingWith("{points: 4, seed: 1}"));
    Optional<List<NamedPoints.Written>> points =
        keys.written(
            optional(
                    "points",
                    listOf(
                        mapOf(SweepCodec::point).withSchema(SweepCodec::schemaOfPoint),
                        1,
                        Axis.MOST_LEVELS),
                    "Instead of 'space', points one by one: a name, and a value by key.")
                .startingWith("[{name: small, accelerator.array: 8x8}]"));
    if (points.isPresent()) {
      refuseBesidePoints(keys, "variables", variables);
      refuseBesidePoints(keys, "space", space);
      refuseBesidePoints(keys, "sample", sample);
    }
    Supplier<SweptSpace> swept =
        once(
            () ->
                SweptSpace.of(
                    levelsOf.apply(experiment),
                    points,
                    variables.orElse(List.of()),
                    space.orElse(List.of())));
    List<Expression> constraints =
        keys.written(
            optional(
                    "constraints",
                    listOf(
                        text()
                            .as(
                                "a condition such as dsp <= 90",
                                written -> constraint(written, swept.get().columns(), train))),
                    List.of(),
                    "Conditions over settings and costs. Points that violate one are dropped.")
                .startingWith("[dsp <= 900]")
                .varying());
    Optional<List<Objective>> objectives =
        keys.written(
            optional(
                    "pareto",
                    listOf(
                        text()
                            .as(
                                "a column",
                                column -> Objective.named(column, swept.get().columns())),
                        1,
                        8),
                    "The objectives of the Pareto front: names of columns. Without: accuracy and"
                        + " energy of a sweep that trains, else cycles and energy.")
                .startingWith("[cycles, energy]"));
    return () -> {
      SweptSpace found = swept.get();
      return new Sweep.Content(
          name,
          description,
          experiment,
          found.levels().template(),
          found.levels().base(),
          train,
          found.sampled(sample, constraints, expected -> keys.refusal("space", expected)),
          found.columns(),
          constraints,
          objectives.orElseGet(() -> Objective.usual(train, found.columns())),
          found.levels().hashes());
    };
  }

  private static void refuseBesidePoints(Keys<?> keys, String key, Optional<?> value) {
    if (value.isPresent()) {
      throw keys.refusal(key, "none beside 'points'");
    }
  }

  private static <T> Supplier<T> once(Supplier<T> supplier) {
    List<T> found = new ArrayList<>(1);
    return () -> {
      if (found.isEmpty()) {
        found.add(supplier.get());
      }
      return found.get(0);
    };
  }

  private static String name(String written) {
    if (!Presentation.NAME.matcher(written).matches()) {
      throw new IllegalArgumentException("letters, digits, dots, hyphens and underscores only");
    }
    return written;
  }

  private static Expression constraint(String written, Columns columns, boolean train) {
    Expression condition = Expression.parse(written, columns);
    for (String trained : Outcomes.trained()) {
      if (condition.columns().contains(columns.index(trained))) {
        throw new IllegalArgumentException(
            trained
                + " is known only after training, too late to drop a point;"
                + (train ? " use --where" : " train is false"));
      }
    }
    return condition;
  }

  private static ValueKind<List<Axis>> axes(boolean areVariables) {
    return mapOf(map -> axes(map, areVariables))
        .withSchema(
            () -> {
              Map<String, Object> schema = JsonSchema.of("type", "object");
              if (areVariables) {
                schema.put("propertyNames", Map.of("pattern", "^" + VARIABLE + "$"));
              }
              schema.put("additionalProperties", LEVELS.schema());
              return schema;
            });
  }

  private static List<Axis> axes(ConfigurationMap map, boolean areVariables) {
    List<Axis> axes = new ArrayList<>();
    for (String key : map.keys()) {
      if (!areVariables) {
        refuse(map, key);
      } else if (!VARIABLES.matcher(key).matches()) {
        throw map.refusal(key, "a name of letters and digits for a variable");
      }
      List<WrittenValue> values = map.required(key, LEVELS);
      axes.add(
          Axis.of(
              key,
              areVariables,
              areVariables ? values : values.stream().map(one -> Levels.whole(key, one)).toList()));
    }
    return axes;
  }

  private static NamedPoints.Written point(ConfigurationMap map) {
    String name = map.required(NamedPoints.NAME, text());
    Optional<WrittenValue> scheme = map.optional(Axis.SCHEME, written());
    Map<String, WrittenValue> values = new LinkedHashMap<>();
    for (String key : map.keys()) {
      if (!key.equals(NamedPoints.NAME) && !key.equals(Axis.SCHEME)) {
        refuse(map, key);
        values.put(key, Levels.whole(key, map.required(key, written())));
      }
    }
    return new NamedPoints.Written(name, scheme, values);
  }

  private static Map<String, Object> schemaOfPoint() {
    return JsonSchema.of(
        "type",
        "object",
        "required",
        List.of(NamedPoints.NAME),
        "properties",
        JsonSchema.of(NamedPoints.NAME, text().schema(), Axis.SCHEME, text().schema()));
  }

  private static void refuse(ConfigurationMap map, String key) {
    if (REFUSED.containsKey(key)) {
      throw map.refusal(key, String.valueOf(REFUSED.get(key)));
    }
  }
}
