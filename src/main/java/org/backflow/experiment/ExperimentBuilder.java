package org.backflow.experiment;

import java.util.List;
import org.backflow.accelerator.Accelerator;
import org.backflow.accelerator.EnergyTable;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.layer.LayeredNetwork;
import org.backflow.network.Initialization;
import org.backflow.network.NetworkShape;
import org.backflow.parallel.Tasks;
import org.backflow.training.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * Builds an {@link Experiment} of its parts. What a file may leave out may be left out here, and
 * the same stands for it.
 */
public final class ExperimentBuilder {
  /** The law of initial weights where none is stated. */
  public static final Initialization INITIALIZATION = Initialization.NORMAL_FAN_IN_PLUS_ONE;

  /** Which arithmetic is trained where that is not stated. */
  public static final Numerics NUMERICS = Numerics.BOTH;

  private String name = "experiment";
  private @Nullable String title;
  private String description = "";
  private @Nullable DataSource data;
  private @Nullable LayeredNetwork network;
  private Initialization initialization = INITIALIZATION;
  private @Nullable Protocol protocol;
  private List<FeedbackScheme> schemes = List.of();
  private Numerics numerics = NUMERICS;
  private @Nullable FixedPointArithmetic arithmetic;
  private @Nullable Accelerator accelerator;
  private List<EnergyTable> energyTables = List.of();
  private int runs;
  private @Nullable Long seed;
  private int threads = Tasks.processors();
  private PublishedResults published = PublishedResults.NONE;

  ExperimentBuilder() {}

  /** Sets the name of the report's folder. */
  public ExperimentBuilder name(String name) {
    this.name = name;
    return this;
  }

  /** Sets the title of the report, which is the name otherwise. */
  public ExperimentBuilder title(String title) {
    this.title = title;
    return this;
  }

  /** Sets the sentence for the report. */
  public ExperimentBuilder description(String description) {
    this.description = description;
    return this;
  }

  /** Sets the images; must be set. */
  public ExperimentBuilder data(DataSource data) {
    this.data = data;
    return this;
  }

  /** Sets dense logistic layers of these widths as the network. */
  public ExperimentBuilder network(NetworkShape widths) {
    return network(LayeredNetwork.of(widths));
  }

  /** Sets layers, and what they are trained for; must be set. */
  public ExperimentBuilder network(LayeredNetwork network) {
    this.network = network;
    return this;
  }

  /** Sets the law of initial weights and random feedback. */
  public ExperimentBuilder initialization(Initialization initialization) {
    this.initialization = initialization;
    return this;
  }

  /** Sets how a run trains; must be set. */
  public ExperimentBuilder protocol(Protocol protocol) {
    this.protocol = protocol;
    return this;
  }

  /** Sets what is compared, in the order of the table; must be set. */
  public ExperimentBuilder schemes(List<FeedbackScheme> schemes) {
    this.schemes = schemes;
    return this;
  }

  /** Sets which arithmetic is trained. */
  public ExperimentBuilder numerics(Numerics numerics) {
    this.numerics = numerics;
    return this;
  }

  /** Sets the fixed-point formats; must be set. */
  public ExperimentBuilder arithmetic(FixedPointArithmetic arithmetic) {
    this.arithmetic = arithmetic;
    return this;
  }

  /** Sets what the step is priced on; must be set. */
  public ExperimentBuilder accelerator(Accelerator accelerator) {
    this.accelerator = accelerator;
    return this;
  }

  /** Sets the energy tables, the first of which is printed; must be set. */
  public ExperimentBuilder energyTables(List<EnergyTable> energyTables) {
    this.energyTables = energyTables;
    return this;
  }

  /** Sets the number of independent repetitions; must be set. */
  public ExperimentBuilder runs(int runs) {
    this.runs = runs;
    return this;
  }

  /** Sets what every random stream starts from; must be set. */
  public ExperimentBuilder seed(long seed) {
    this.seed = seed;
    return this;
  }

  /** Sets how many runs are trained at a time. */
  public ExperimentBuilder threads(int threads) {
    this.threads = threads;
    return this;
  }

  /** Sets what others published for it. */
  public ExperimentBuilder published(PublishedResults published) {
    this.published = published;
    return this;
  }

  /**
   * Returns the experiment.
   *
   * @throws IllegalArgumentException when it is not complete, or its parts do not go together
   */
  public Experiment build() {
    return new Experiment(
        new Presentation(name, title == null ? name : title, description, published),
        new Model(stated("network", network), initialization),
        schemes,
        new TrainingSetup(
            stated("data", data),
            stated("protocol", protocol),
            numerics,
            runs,
            stated("seed", seed),
            threads),
        new Hardware(
            stated("arithmetic", arithmetic), stated("accelerator", accelerator), energyTables));
  }

  private static <T> T stated(String name, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException("an experiment needs " + name);
    }
    return value;
  }
}
