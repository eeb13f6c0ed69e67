package org.backflow.experiment.file;

import static org.backflow.configuration.kind.Key.optional;
import static org.backflow.configuration.kind.Key.required;
import static org.backflow.configuration.kind.ValueKind.choice;
import static org.backflow.configuration.kind.ValueKind.integer;
import static org.backflow.configuration.kind.ValueKind.listOf;
import static org.backflow.configuration.kind.ValueKind.longInteger;
import static org.backflow.configuration.kind.ValueKind.text;
import static org.backflow.configuration.kind.ValueKind.textOrBlank;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.backflow.accelerator.Accelerator;
import org.backflow.accelerator.EnergyTable;
import org.backflow.configuration.kind.Keys;
import org.backflow.configuration.kind.Section;
import org.backflow.configuration.kind.ValueKind;
import org.backflow.experiment.DataSource;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.ExperimentBuilder;
import org.backflow.experiment.Numerics;
import org.backflow.experiment.Presentation;
import org.backflow.experiment.PublishedResults;
import org.backflow.experiment.TrainingSetup;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.files.Json;
import org.backflow.files.Sha256;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.TensorName;
import org.backflow.layer.LayeredNetwork;
import org.backflow.network.Initialization;
import org.backflow.parallel.Tasks;
import org.backflow.plan.StepPlan;

/**
 * The keys of an experiment, each described once. An experiment is written by its user, who names
 * files and leaves out what is usual, or described: all that decides its result, written out, as a
 * report prints it and hashes it. A description is read again, whatever the files that were named
 * say by now.
 */
public final class ExperimentCodec {
  /** A machine takes as many threads as its processors allow, but a schema is for all machines. */
  private static final int MOST_THREADS_ANYWHERE = 1024;

  private final Form form;
  private final Home home;
  private final String stem;
  private final boolean sameProtocol;

  /** What differs between what is written and what is described. */
  private enum Form {
    WRITTEN(
        ArithmeticCodec::written,
        AcceleratorCodec.WRITTEN.orFile("../accelerators/accelerator.schema.json"),
        EnergyTableCodec.WRITTEN.orFile("../energy/energy.schema.json"),
        text()),
    DESCRIBED(
        ArithmeticCodec::described,
        AcceleratorCodec.DESCRIBED,
        EnergyTableCodec.DESCRIBED,
        textOrBlank());

    final Function<Supplier<Set<TensorName>>, Section<FixedPointArithmetic>> arithmetic;
    final ValueKind<Accelerator> accelerator;
    final ValueKind<EnergyTable> energyTable;
    final ValueKind<String> description;

    Form(
        Function<Supplier<Set<TensorName>>, Section<FixedPointArithmetic>> arithmetic,
        ValueKind<Accelerator> accelerator,
        ValueKind<EnergyTable> energyTable,
        ValueKind<String> description) {
      this.arithmetic = arithmetic;
      this.accelerator = accelerator;
      this.energyTable = energyTable;
      this.description = description;
    }
  }

  private ExperimentCodec(Form form, Home home, String stem, boolean sameProtocol) {
    this.form = form;
    this.home = home;
    this.stem = stem;
    this.sameProtocol = sameProtocol;
  }

  /**
   * Returns the section that a user's file is.
   *
   * @param stem the name of an experiment without a name of its own
   */
  static Section<Experiment> written(Home home, String stem) {
    return Section.of(new ExperimentCodec(Form.WRITTEN, home, stem, true)::experiment);
  }

  /**
   * Returns the section that is described and read again.
   *
   * @param home where its images are looked for
   * @param sameProtocol whether it trains as what was published for it did
   */
  public static Section<Experiment> described(Home home, boolean sameProtocol) {
    return Section.of(
        new ExperimentCodec(Form.DESCRIBED, home, "experiment", sameProtocol)::experiment);
  }

  /** Returns all that decides the result of an experiment: maps, lists, texts and numbers. */
  public static Map<String, Object> describe(Experiment experiment) {
    return described(Home.ofProcess(), true).describe(experiment);
  }

  /** Returns the SHA-256 of the description as JSON without white space, its keys sorted. */
  public static String hash(Experiment experiment) {
    return hash(describe(experiment));
  }

  /** Returns the same of a description that was read back. */
  public static String hash(Map<String, Object> description) {
    return Sha256.hex(Json.canonical(description));
  }

  /**
   * {@return the hash of what decides what a training does beside its arithmetic and its schemes:
   * two trainings of one hash may be held to each other}
   *
   * @param experiment any
   */
  public static String trainingHash(Experiment experiment) {
    Map<String, Object> tree = describe(experiment);
    tree.keySet()
        .retainAll(
            List.of(
                "data",
                "input",
                "layers",
                "loss",
                "optimiser",
                "initialization",
                "protocol",
                "runs",
                "seed"));
    tree.computeIfPresent("data", (key, data) -> withoutName((Map<?, ?>) data));
    return hash(tree);
  }

  private static Map<?, ?> withoutName(Map<?, ?> data) {
    Map<?, ?> others = new LinkedHashMap<>(data);
    others.remove("name");
    return others;
  }

  private Experiment experiment(Keys<Experiment> keys) {
    String name =
        keys.of(
            optional(
                    "name",
                    text().withPattern(Presentation.NAME.pattern()),
                    stem,
                    "Name of the report's folder; the name of the file when left out.")
                .startingWith("another-name")
                .varying(),
            experiment -> experiment.presentation().name());
    ExperimentBuilder builder =
        Experiment.builder()
            .name(name)
            .title(
                keys.of(
                    optional("title", text(), name, "Title of the report; its name when left out.")
                        .startingWith("Another title")
                        .varying()
                        .describedUnlessDefault(),
                    experiment -> experiment.presentation().title()))
            .description(
                keys.of(
                    optional("description", form.description, "", "One sentence for the report.")
                        .startingWith("What is compared here")
                        .varying(),
                    experiment -> experiment.presentation().description()));
    DataSource data =
        keys.of(
            required("data", DataCodec.data(home), "The images."),
            experiment -> experiment.training().data());
    LayeredNetwork network = LayersCodec.network(keys, data);
    model(keys, builder.data(data).network(network));
    training(keys, builder, network);
    hardware(keys, builder, network);
    runs(keys, builder);
    return builder
        .published(
            new PublishedResults(
                keys.of(
                    optional(
                            "published",
                            listOf(PublishedCodec.figure(network)),
                            List.of(),
                            "What others published for this experiment; shown beside what comes out"
                                + " here.")
                        .startingWith(
                            "[{scheme: backprop, testAccuracyPercent: 93.1, runs: 30, source: a"
                                + " paper}]")
                        .varying()
                        .describedUnlessDefault(),
                    experiment -> experiment.presentation().published().figures()),
                sameProtocol))
        .build();
  }

  private static void model(Keys<Experiment> keys, ExperimentBuilder builder) {
    builder.initialization(
        keys.of(
            optional(
                "initialization",
                choice(Initialization.class, Initialization::label),
                ExperimentBuilder.INITIALIZATION,
                "Law of the initial weights and of random feedback matrices."),
            experiment -> experiment.model().initialization()));
  }

  private static void training(
      Keys<Experiment> keys, ExperimentBuilder builder, LayeredNetwork network) {
    builder
        .protocol(
            keys.of(
                required(
                    "protocol",
                    ProtocolCodec.PROTOCOL,
                    "How a run trains: plain stochastic gradient descent."),
                experiment -> experiment.training().protocol()))
        .schemes(
            keys.of(
                required(
                        "schemes",
                        SchemesCodec.schemes(network),
                        "What is compared, each once; all for those that fit the layers.")
                    .startingWith("[backprop, random, one-hot]"),
                Experiment::schemes))
        .numerics(
            keys.of(
                optional(
                    "numerics",
                    choice(Numerics.class),
                    ExperimentBuilder.NUMERICS,
                    "Which arithmetic is trained."),
                experiment -> experiment.training().numerics()));
  }

  /** Returns the tensors of a step of {@code network}, by whatever scheme that serves it. */
  private static Set<TensorName> tensors(LayeredNetwork network) {
    Set<TensorName> names = new TreeSet<>();
    for (FeedbackScheme scheme : FeedbackSchemes.all()) {
      try {
        network
            .plan(scheme, 1, StepPlan.Options.PLAIN)
            .tensors()
            .forEach(tensor -> names.add(tensor.name()));
      } catch (IllegalArgumentException unfit) {
        // What does not fit the network names no tensors of it.
      }
    }
    return names;
  }

  private void hardware(Keys<Experiment> keys, ExperimentBuilder builder, LayeredNetwork network) {
    builder
        .arithmetic(
            keys.of(
                required(
                    "fixedPoint",
                    form.arithmetic.apply(() -> tensors(network)),
                    "Fixed point: a format per tensor, rounding, overflow and the sigmoid table."),
                experiment -> experiment.hardware().arithmetic()))
        .accelerator(
            keys.of(
                required(
                        "accelerator",
                        form.accelerator,
                        "What a step is priced on: a name of data/accelerators, the path of a .yaml"
                            + " or of a .cfg of SCALE-Sim, or the keys of such a file.")
                    .startingWith("edge-16x16"),
                experiment -> experiment.hardware().accelerator()))
        .energyTables(
            keys.of(
                required(
                        "energyTables",
                        listOf(form.energyTable, 1, 16),
                        "Energy per event: names of data/energy, paths of .yaml files, those of"
                            + " Accelergy too, or the keys of such files. The first is the one of"
                            + " the printed table.")
                    .startingWith("[horowitz-45nm, aladdin-45nm]"),
                experiment -> experiment.hardware().energyTables()));
  }

  private static void runs(Keys<Experiment> keys, ExperimentBuilder builder) {
    builder
        .runs(
            keys.of(
                required("runs", integer(1, TrainingSetup.MAX_RUNS), "Independent repetitions.")
                    .startingWith("5"),
                experiment -> experiment.training().runs()))
        .seed(
            keys.of(
                required(
                        "seed",
                        longInteger(Long.MIN_VALUE, Long.MAX_VALUE),
                        "What every random stream starts from.")
                    .startingWith("1"),
                experiment -> experiment.training().seed()))
        .threads(
            keys.of(
                optional(
                        "threads",
                        integer(1, Tasks.mostThreads())
                            .withSchema(integer(1, MOST_THREADS_ANYWHERE)::schema),
                        Tasks.processors(),
                        "Runs trained at a time; all cores when left out, at most 8 for each."
                            + " Changes nothing but the time.")
                    .startingWith("2")
                    .varying()
                    .undescribed(),
                experiment -> experiment.training().threads()));
  }
}
