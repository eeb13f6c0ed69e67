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
import org.backflow.accelerator.ArrayShape;
import org.backflow.accelerator.CostModel;
import org.backflow.accelerator.Dataflow;
import org.backflow.accelerator.EnergyTable;
import org.backflow.accelerator.StepCost;
import org.backflow.accelerator.timeline.Timeline;
import org.backflow.data.InvalidDataException;
import org.backflow.experiment.AcceleratorFile;
import org.backflow.experiment.EnergyTableFile;
import org.backflow.experiment.Home;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.foreign.scalesim.Topology;
import org.backflow.foreign.scalesim.TopologyFile;
import org.backflow.network.NetworkShape;
import org.backflow.plan.CountLimitException;
import org.backflow.plan.Extent;
import org.backflow.plan.StepPlan;
import org.backflow.report.export.PerfettoTrace;
import org.backflow.report.table.CostTable;
import org.backflow.report.text.Printable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
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
      "16-bit words; free of stalls unless the accelerator has DRAM or ports."
          + " C[M x N] = A[M x K] B[K x N], so for a layer M is"
          + " the batch, N the units, K the inputs with the bias.",
      ""
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  backflow cost --gemm 64,20,784 --array 16x16 --dataflow ws --format json",
      "  backflow cost --layers 784-20-10 --batch 1 --scheme one-hot",
      "  backflow cost --topology alexnet --train --scheme all --accelerator gupta-2015",
      "  backflow cost --layers 784-20-10 --accelerator edge-16x16-dram --trace t.json"
    })
final class CostCommand implements Callable<Integer> {

  /** The largest M, N or K of a product. */
  private static final int LONGEST = 999_999_999;

  @Spec private CommandSpec spec;

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Workload workload = new Workload();

  /** What is costed: one of the three. */
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

    String option() {
      return gemm != null ? "--gemm" : layers != null ? "--layers" : "--topology";
    }

    String text() {
      return Objects.requireNonNull(gemm != null ? gemm : layers != null ? layers : topology);
    }
  }

  @Option(
      names = "--train",
      description = "A whole training step and not the forward pass alone. With --topology.")
  private boolean train;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Samples per step; 1 when left out. With --layers or --topology.")
  private @Nullable Integer batch;

  @Option(
      names = "--scheme",
      paramLabel = "NAME",
      description =
          "A feedback scheme: ${COMPLETION-CANDIDATES}, or sparse-K for K connections per unit;"
              + " backprop when left out. With --layers or --topology, which also takes all.",
      completionCandidates = SchemeNames.class)
  private @Nullable String scheme;

  @Option(
      names = "--accelerator",
      paramLabel = "NAME",
      description =
          "A file of data/accelerators, or the path of a .yaml or of a .cfg of SCALE-Sim;"
              + " edge-16x16 when left out.")
  private String accelerator = "edge-16x16";

  @Option(
      names = "--array",
      paramLabel = "RxC",
      description = "Rows x columns of the array, instead of the accelerator's.")
  private @Nullable String array;

  @Option(
      names = "--dataflow",
      paramLabel = "os|ws|is",
      description = "Output-, weight- or input-stationary, instead of the accelerator's.")
  private @Nullable String dataflow;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Override a key of the accelerator: --set vectorLanes=8. Repeatable.")
  private List<String> settings = new ArrayList<>();

  @Option(
      names = "--energy",
      paramLabel = "NAME|FILE",
      description =
          "A file of data/energy, or a path to one or to an energy reference table of Accelergy;"
              + " horowitz-45nm when left out.")
  private String energy = "horowitz-45nm";

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description =
          "Write when each operation runs, for ui.perfetto.dev or chrome://tracing. With --layers.")
  private @Nullable Path trace;

  @Option(
      names = "--format",
      paramLabel = OutputFormat.LABEL,
      description = OutputFormat.DESCRIPTION)
  private OutputFormat format = OutputFormat.TABLE;

  CostCommand() {}

  @Override
  public Integer call() {
    Home home = Home.ofProcess(remark -> Messages.tell(spec.commandLine(), remark));
    Accelerator target = AcceleratorFile.load(home, accelerator, acceleratorSettings());
    EnergyTable table = EnergyTableFile.load(home, energy);
    requireFit(table, target);
    try {
      format.print(
          workload.topology == null ? shapes(target, table) : topology(home, target, table), spec);
    } catch (CountLimitException refusal) {
      throw refusal.in(workload.option() + " " + size());
    }
    return 0;
  }

  /** Returns what makes the counts large. */
  private String size() {
    return workload.gemm == null ? workload.text() + " --batch " + samples() : workload.text();
  }

  private void requireFit(EnergyTable table, Accelerator target) {
    try {
      table.requireFit(target);
    } catch (IllegalArgumentException e) {
      throw new InvalidDataException(energy + ": " + e.getMessage(), e);
    }
  }

  private Printable shapes(Accelerator target, EnergyTable table) {
    if (train) {
      throw new ParameterException(spec.commandLine(), "--train goes with --topology");
    }
    CostModel model = new CostModel(target, FixedPointArithmetic.sixteenBits());
    return workload.gemm != null
        ? new CostTable(product(workload.gemm, model, target), target, table)
        : step(model, target, table);
  }

  private Printable topology(Home home, Accelerator target, EnergyTable table) {
    Path file = home.topologies().find("--topology", Objects.requireNonNull(workload.topology));
    Topology read = TopologyFile.read(file);
    read.remarks().forEach(remark -> Messages.tell(spec.commandLine(), remark));
    return new TopologyPricing(file, read, schemesOfAStep(), target, table).table(samples());
  }

  /** Returns the schemes of a training step; nothing for a forward pass alone. */
  private Optional<List<FeedbackScheme>> schemesOfAStep() {
    if (!train && scheme == null) {
      return Optional.empty();
    }
    return Optional.of("all".equals(scheme) ? FeedbackSchemes.all() : List.of(chosenScheme()));
  }

  private int samples() {
    return batch == null ? 1 : batch;
  }

  private List<String> acceleratorSettings() {
    List<String> all = new ArrayList<>();
    if (array != null) {
      all.add("array=" + InvalidOptionException.parse("--array", array, ArrayShape::parse));
    }
    if (dataflow != null) {
      all.add(
          "dataflow="
              + InvalidOptionException.parse("--dataflow", dataflow, Dataflow::named).label());
    }
    all.addAll(settings);
    return all;
  }

  private StepCost product(String gemm, CostModel model, Accelerator target) {
    refuseWithGemm("--batch", batch);
    refuseWithGemm("--scheme", scheme);
    refuseWithGemm("--trace", trace);
    Extent extent = InvalidOptionException.parse("--gemm", gemm, CostCommand::extent);
    return new StepCost(List.of(model.cost("gemm", extent, target.dataflows().forward())));
  }

  private CostTable step(CostModel model, Accelerator target, EnergyTable table) {
    String layers = Objects.requireNonNull(workload.layers);
    NetworkShape network = InvalidOptionException.parse("--layers", layers, NetworkShape::parse);
    FeedbackScheme chosen = chosenScheme();
    InvalidOptionException.parse(
        "--scheme",
        chosen.name(),
        name -> {
          chosen.requireFit(network);
          return chosen;
        });
    StepPlan plan =
        InvalidOptionException.parse(
            "--batch",
            String.valueOf(samples()),
            text -> StepPlan.of(network, chosen, samples(), StepPlan.Options.PLAIN));
    StepCost cost = model.cost(plan);
    Timeline timeline = Timeline.of(plan, cost, target);
    if (trace != null) {
      new PerfettoTrace(target.clockMegahertz()).add(chosen.name(), timeline).write(trace);
    }
    return new CostTable(chosen.name(), cost, timeline, target, table);
  }

  private FeedbackScheme chosenScheme() {
    return scheme == null ? FeedbackSchemes.BACKPROP : SchemeNames.parse("--scheme", scheme);
  }

  private void refuseWithGemm(String option, @Nullable Object value) {
    if (value != null) {
      throw new ParameterException(
          spec.commandLine(), option + " goes with --layers, not with --gemm");
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
