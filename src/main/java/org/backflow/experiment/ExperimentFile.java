package org.backflow.experiment;

import static org.backflow.configuration.kind.ValueKind.choice;
import static org.backflow.configuration.kind.ValueKind.integer;
import static org.backflow.configuration.kind.ValueKind.listOf;
import static org.backflow.configuration.kind.ValueKind.longInteger;
import static org.backflow.configuration.kind.ValueKind.mapOf;
import static org.backflow.configuration.kind.ValueKind.named;
import static org.backflow.configuration.kind.ValueKind.number;
import static org.backflow.configuration.kind.ValueKind.text;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.backflow.configuration.Configuration;
import org.backflow.configuration.ConfigurationShelf;
import org.backflow.configuration.Setting;
import org.backflow.configuration.kind.ConfigurationMap;
import org.backflow.configuration.kind.ValueKind;
import org.backflow.configuration.tree.ConfigurationException;
import org.backflow.data.DataSet;
import org.backflow.feedback.FeedbackScale;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.network.Initialization;
import org.backflow.network.NetworkShape;
import org.backflow.parallel.Tasks;
import org.backflow.training.Protocol;

/**
 * Reads experiment files. The keys are those of {@code data/experiments/experiment.schema.json},
 * which a test holds equal to what is asked for here.
 */
final class ExperimentFile {

  private static final String EXTENDS = "extends";
  private static final String ALL = "all";
  private static final String RESULTS = ".json";

  private final Home home;
  private final String stem;

  private ExperimentFile(Home home, String stem) {
    this.home = home;
    this.stem = stem;
  }

  static Experiment load(Path file, Home home, List<Setting> settings) {
    if (file.toString().endsWith(RESULTS)) {
      return DescribedExperiment.load(file, home, settings);
    }
    return bind(described(file, home), stemOf(file), home, settings);
  }

  /** Returns what {@code file} and those that it extends say. */
  static Configuration described(Path file, Home home) {
    return Configuration.read(file)
        .extending(EXTENDS, ConfigurationShelf.of(home.experiments().besideFirst()));
  }

  /** Returns the experiment that {@code configuration} describes, its names expanded. */
  static Experiment bind(Configuration configuration, String stem, Home home) {
    return configuration.bind(new ExperimentFile(home, stem)::experiment);
  }

  static Experiment bind(
      Configuration configuration, String stem, Home home, List<Setting> settings) {
    Configuration named =
        configuration
            .expanding("accelerator", home.accelerators())
            .expanding("accelerator.dram", home.memories())
            .expanding("accelerator.dram.preset", home.memories())
            .expanding("energyTables.*", home.energyTables());
    Experiment experiment = named.with(settings).bind(new ExperimentFile(home, stem)::experiment);
    if (experiment.published().figures().isEmpty() || settings.isEmpty()) {
      return experiment;
    }
    try {
      return experiment.comparedWith(named.bind(new ExperimentFile(home, stem)::experiment));
    } catch (ConfigurationException incomplete) {
      // The file describes nothing without the settings, so nothing was published for it.
      return experiment.withoutPublished();
    }
  }

  static String stemOf(Path file) {
    String name = file.toAbsolutePath().normalize().getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  private Experiment experiment(ConfigurationMap map) {
    if (map.optional(EXTENDS, text()).isPresent()) {
      throw map.refusal(EXTENDS, "it in a file only; name that file instead");
    }
    String name = map.optional("name", text(), stem);
    String description = map.optional("description", text(), "");
    DataSource data = map.required("data", mapOf(source -> data(source, home)));
    NetworkShape network = map.required("layers", LAYERS);
    return new Experiment(
        name,
        description,
        data,
        network,
        map.optional(
            "initialization",
            choice(Initialization.class, Initialization::label),
            Initialization.NORMAL_FAN_IN_PLUS_ONE),
        map.required("protocol", mapOf(ExperimentFile::protocol)),
        map.required("schemes", schemes(network)),
        map.optional("numerics", choice(Numerics.class), Numerics.BOTH),
        map.required("fixedPoint", mapOf(ArithmeticFile::arithmetic)),
        map.required("accelerator", mapOf(AcceleratorFile::accelerator)),
        map.required("energyTables", listOf(mapOf(EnergyTableFile::table), 1, 16)),
        map.required("runs", integer(1, Experiment.MAX_RUNS)),
        map.required("seed", longInteger(Long.MIN_VALUE, Long.MAX_VALUE)),
        map.optional("threads", integer(1, Tasks.mostThreads()), Tasks.processors()),
        new PublishedResults(
            map.optional(
                "published", listOf(mapOf(figure -> published(figure, network))), List.of()),
            true));
  }

  static PublishedFigure published(ConfigurationMap map, NetworkShape network) {
    return new PublishedFigure(
        map.required("scheme", scheme(network)),
        map.required("testAccuracyPercent", number().atLeast(0).atMost(100)),
        map.optional("p", number().atLeast(0).atMost(1)).stream()
            .mapToDouble(Double::doubleValue)
            .findAny(),
        map.required("runs", integer(1, Experiment.MAX_RUNS)),
        map.required("source", text()),
        map.optional("note", text()));
  }

  static final ValueKind<NetworkShape> LAYERS =
      text()
          .as("layer widths such as 784-20-10", NetworkShape::parse)
          .or(
              listOf(integer(1, NetworkShape.MAX_WIDTH), 2, 64)
                  .as("layer widths such as [784, 20, 10]", NetworkShape::new));

  /** Returns the kind of a list of schemes, or the word for all that fit. */
  static ValueKind<List<FeedbackScheme>> schemes(NetworkShape network) {
    ValueKind<List<FeedbackScheme>> all =
        choice(List.of(ALL)).as("all", name -> FeedbackSchemes.fitting(network));
    return listOf(scheme(network), 1, 64).or(all);
  }

  static ValueKind<FeedbackScheme> scheme(NetworkShape network) {
    return named(FeedbackSchemes.names(), FeedbackSchemes.OTHER_NAMES, FeedbackSchemes::named)
        .as(
            "a feedback scheme that fits the layers",
            scheme -> {
              scheme.requireFit(network);
              return scheme;
            });
  }

  static DataSource data(ConfigurationMap map, Home home) {
    ValueKind<Optional<DataSource.Pooled>> official =
        choice(List.of("official")).as("official", name -> Optional.empty());
    String path = map.required("path", text());
    Home.DataFolder folder = home.dataFolder(path, map.folder("path"));
    return new DataSource(
        folder.name(),
        folder.path(),
        map.optional("firstLabel", integer(0, DataSet.MAX_CLASSES - 1), 0),
        map.required("split", official.or(mapOf(ExperimentFile::pooled))));
  }

  private static Optional<DataSource.Pooled> pooled(ConfigurationMap map) {
    return Optional.of(
        new DataSource.Pooled(
            map.required("trainSamples", integer(1, Integer.MAX_VALUE)),
            map.required("testSamples", integer(1, Integer.MAX_VALUE))));
  }

  static Protocol protocol(ConfigurationMap map) {
    return new Protocol(
        map.required("minibatch", integer(1, Protocol.MOST_SAMPLES_PER_MINIBATCH)),
        map.required("epochs", integer(1, 1_000_000)),
        map.required("learningRate", number().above(0)),
        map.required("gradient", choice(Protocol.Gradient.class)),
        map.required("order", choice(Protocol.Order.class)),
        map.optional(
            "feedbackScale",
            choice(FeedbackScale.class, FeedbackScale::label),
            FeedbackScale.CONSTANT));
  }

  /** Returns the name of an enum constant as it is written in a file. */
  static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
