package org.backflow.cli;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.backflow.accelerator.Accelerator;
import org.backflow.accelerator.CostModel;
import org.backflow.accelerator.EnergyTable;
import org.backflow.accelerator.StepCost;
import org.backflow.configuration.Setting;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.file.Home;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.figure.CostedScheme;
import org.backflow.figure.PricedStep;
import org.backflow.foreign.scalesim.Topology;
import org.backflow.foreign.scalesim.TopologyFile;
import org.backflow.network.NetworkShape;
import org.backflow.plan.CountLimitException;
import org.backflow.plan.Extent;
import org.backflow.plan.StepPlan;
import org.backflow.report.export.PerfettoTrace;
import org.backflow.report.table.CostSubject;
import org.backflow.report.table.CostTable;
import org.backflow.report.table.SchemeCostTable;
import org.backflow.report.text.Printable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code backflow cost}. */
@Command(
    name = "cost",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = "Cost a matrix product or a training step, from shapes alone.",
    description = {
      "",
      "Everything but the shapes is of the experiment and its options, of mnist-20 16-bit words and"
          + " one sample a step; backprop when --scheme is left out. Free of stalls unless the"
          + " accelerator has DRAM or ports."
          + " C[M x N] = A[M x K] B[K x N], so for a layer M is"
          + " the batch, N the units, K the inputs with the bias.",
      ""
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  backflow cost --gemm 64,20,784 --array 16x16 --dataflow ws --format json",
      "  backflow cost --layers 784-20-10 --batch 1 --scheme one-hot",
      "  backflow cost --layers 784-100-100-10 --batch 32 --scheme all",
      "  backflow cost --layers 784-20-10 --batch 200 --scheme one-hot --memory",
      "  backflow cost --experiment mnist-cnn",
      "  backflow cost --topology alexnet --train --scheme all --accelerator gupta-2015",
      "  backflow cost --layers 784-20-10 --accelerator edge-16x16-dram --trace t.json"
    })
final class CostCommand implements Callable<Integer> {

  /** The largest M, N or K of a product. */
  private static final int LONGEST = 999_999_999;

  @Spec private CommandSpec spec;

  @ArgGroup(exclusive = true, multiplicity = "0..1")
  private Workload workload = new Workload();

  /** What is costed: one of the three, or the step of the experiment that is named. */
  static final class Workload {
    @Option(
        names = "--gemm",
        paramLabel = "M,N,K",
        required = true,
        description = "A matrix product.")
    private @Nullable String gemm;

    @Option(
        names = "--layers",
        paramLabel = "WIDTHS",
        required = true,
        description = "A whole training step of a network such as 784-20-10.")
    private @Nullable String layers;

    @Option(
        names = "--topology",
        paramLabel = "FILE",
        required = true,
        description =
            "A network in a topology file of SCALE-Sim, or one of data/topologies by name.")
    private @Nullable String topology;

    boolean isStep() {
      return gemm == null && topology == null;
    }

    boolean isOfExperiment() {
      return isStep() && layers == null;
    }

    String text() {
      return gemm != null
          ? "--gemm " + gemm
          : layers != null
              ? "--layers " + layers
              : topology != null ? "--topology " + topology : "--experiment";
    }
  }

  @Option(
      names = "--train",
      description = "A whole training step and not the forward pass alone. With --topology.")
  private boolean train;

  @Mixin private NamedExperiment experimentChoice = new NamedExperiment();

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description =
          "Write when each operation runs, for ui.perfetto.dev or chrome://tracing. Of a step.")
  private @Nullable Path trace;

  @Option(
      names = "--memory",
      description =
          "Show what the step keeps in memories, tensor by tensor; of several schemes, when most is"
              + " there. Of a step.")
  private boolean memory;

  @Option(
      names = "--format",
      paramLabel = OutputFormat.LABEL,
      description = OutputFormat.DESCRIPTION)
  private OutputFormat format = OutputFormat.TABLE;

  CostCommand() {}

  @Override
  public Integer call() {
    Home home = Home.ofProcess(remark -> Messages.tell(spec.commandLine(), remark));
    requireSense();
    Experiment experiment = experimentChoice.load(home, settings(), List.of());
    try {
      format.print(printable(home, experiment), spec);
    } catch (CountLimitException refusal) {
      String what = workload.text();
      throw refusal.in(workload.gemm == null ? what + " --batch " + batch(experiment) : what);
    }
    return 0;
  }

  /**
   * Nothing is trained, so that no sum need be proven to fit; of the schemes one is costed, but
   * those of an experiment whose own step is.
   */
  private List<Setting> settings() {
    List<Setting> all = new ArrayList<>();
    all.add(Setting.parse("numerics=float"));
    if (!workload.isOfExperiment()) {
      all.add(Setting.parse("schemes=[" + FeedbackSchemes.BACKPROP.name() + "]"));
    }
    if (workload.layers != null) {
      NetworkShape network =
          InvalidOptionException.parse("--layers", workload.layers, NetworkShape::parse);
      all.add(Setting.ofOption("--layers", workload.layers, "layers", network.toString()));
    }
    return all;
  }

  private void requireSense() {
    if (workload.isOfExperiment()
        && !spec.commandLine().getParseResult().hasMatchedOption("--experiment")) {
      throw new ParameterException(
          spec.commandLine(),
          "nothing to cost; expected --gemm, --layers, --topology, or --experiment for its own step");
    }
    if (train && workload.topology == null) {
      throw new ParameterException(spec.commandLine(), "--train goes with --topology");
    }
    if (trace != null && !workload.isStep()) {
      throw new ParameterException(
          spec.commandLine(), "--trace goes with --layers or the step of an experiment");
    }
    if (memory && !workload.isStep()) {
      throw new ParameterException(
          spec.commandLine(), "--memory goes with --layers or the step of an experiment");
    }
    if (workload.gemm != null) {
      for (String key : List.of("protocol.minibatch", "schemes")) {
        if (experimentChoice.changes().change(key)) {
          throw new ParameterException(
              spec.commandLine(), key + " is of a network; a product, --gemm, has none");
        }
      }
    }
  }

  private Printable printable(Home home, Experiment experiment) {
    EnergyTable table = experiment.hardware().energyTables().get(0);
    Accelerator target = experiment.hardware().accelerator();
    if (workload.topology != null) {
      return topology(home, experiment, table);
    }
    return workload.gemm != null
        ? new CostTable(product(workload.gemm, experiment), target, table)
        : step(experiment, table);
  }

  private static int batch(Experiment experiment) {
    return experiment.training().protocol().minibatch();
  }

  private Printable topology(Home home, Experiment experiment, EnergyTable table) {
    Path file = home.topologies().find("--topology", Objects.requireNonNull(workload.topology));
    Topology read = TopologyFile.read(file);
    read.remarks().forEach(remark -> Messages.tell(spec.commandLine(), remark));
    boolean trains = train || experimentChoice.changes().change("schemes");
    Optional<List<FeedbackScheme>> schemes =
        trains ? Optional.of(experiment.schemes()) : Optional.empty();
    return new TopologyPricing(
            file,
            read,
            schemes,
            experiment.hardware().accelerator(),
            experiment.hardware().arithmetic(),
            table)
        .table(batch(experiment));
  }

  private static StepCost product(String gemm, Experiment experiment) {
    Extent extent = InvalidOptionException.parse("--gemm", gemm, CostCommand::extent);
    Accelerator target = experiment.hardware().accelerator();
    CostModel model = new CostModel(target, experiment.hardware().arithmetic());
    return new StepCost(List.of(model.cost("gemm", extent, target.dataflows().forward())));
  }

  private Printable step(Experiment experiment, EnergyTable table) {
    Accelerator target = experiment.hardware().accelerator();
    StepCost.Totals baseline = priced(experiment, FeedbackSchemes.BACKPROP, table).step();
    List<CostedScheme> schemes = new ArrayList<>();
    for (FeedbackScheme scheme : experiment.schemes()) {
      schemes.add(costed(experiment, scheme, table, baseline));
    }
    writeTrace(schemes, target);
    if (experiment.schemes().equals(experiment.model().network().fitting())) {
      SchemeNames.leftOut(experiment.model().network())
          .forEach(left -> Messages.tell(spec.commandLine(), "left out: " + left));
    }
    CostedScheme backprop = costed(experiment, FeedbackSchemes.BACKPROP, table, baseline);
    if (schemes.size() > 1) {
      return new SchemeCostTable(
          new CostSubject(
              experiment.model().network().toString(), batch(experiment), target, table),
          backprop,
          schemes,
          memory);
    }
    CostedScheme only = schemes.get(0);
    // Backpropagation alone gains nothing, so that it is said what there is to gain.
    CostedScheme other =
        only.name().equals(backprop.name())
            ? costed(experiment, FeedbackSchemes.ONE_HOT, table, baseline)
            : only;
    return new CostTable(
        new CostTable.Step(
            experiment.model().network().toString(),
            batch(experiment),
            only,
            List.of(backprop, other),
            memory),
        target,
        table);
  }

  private static CostedScheme costed(
      Experiment experiment, FeedbackScheme scheme, EnergyTable table, StepCost.Totals baseline) {
    return new CostedScheme(scheme.name(), priced(experiment, scheme, table), baseline);
  }

  private static PricedStep priced(
      Experiment experiment, FeedbackScheme scheme, EnergyTable table) {
    Accelerator target = experiment.hardware().accelerator();
    StepPlan plan = experiment.plan(scheme);
    StepCost cost = new CostModel(target, experiment.hardware().arithmetic()).cost(plan);
    return PricedStep.of(plan, cost, target, experiment.hardware().arithmetic(), table);
  }

  private void writeTrace(List<CostedScheme> schemes, Accelerator target) {
    if (trace != null) {
      PerfettoTrace events = new PerfettoTrace(target.clockMegahertz());
      schemes.forEach(scheme -> events.add(scheme.name(), scheme.step().timeline()));
      events.write(trace);
    }
  }

  private static Extent extent(String text) {
    String[] parts = text.split(",", -1);
    if (parts.length != 3 || !Arrays.stream(parts).allMatch(p -> p.strip().matches("\\d+"))) {
      throw new IllegalArgumentException("expected M,N,K, as in 64,20,784");
    }
    return new Extent(length("M", parts[0]), length("N", parts[1]), length("K", parts[2]));
  }

  private static int length(String letter, String digits) {
    BigInteger length = new BigInteger(digits.strip());
    if (length.signum() == 0 || length.compareTo(BigInteger.valueOf(LONGEST)) > 0) {
      throw new IllegalArgumentException(
          letter + " is " + digits.strip() + "; expected 1 to " + LONGEST);
    }
    return length.intValueExact();
  }
}
