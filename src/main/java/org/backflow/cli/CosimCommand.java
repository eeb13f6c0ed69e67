package org.backflow.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.backflow.configuration.Setting;
import org.backflow.cosim.CosimResult;
import org.backflow.cosim.Cosimulation;
import org.backflow.cosim.Cosimulations;
import org.backflow.cosim.HdlBuild;
import org.backflow.cosim.HdlSimulator;
import org.backflow.cosim.SelfTestResult;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.file.Home;
import org.backflow.report.table.CosimTable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code backflow cosim}. */
@Command(
    name = "cosim",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = "Run the same work in Java and on the RTL, and compare every word and cycle.",
    description = {
      "",
      "Builds the testbenches of hdl-ref with Verilator or Icarus (kept in target/hdl), plays what"
          + " Java wrote, and compares the traces. What differs stays in target/cosim.",
      ""
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  backflow cosim --samples 2000 --array 8x8",
      "  backflow cosim training --samples 64 --set protocol.minibatch=8 --set 'schemes=[one-hot]'",
      "  backflow cosim training --array 4x4 --vcd core.vcd",
      "  backflow cosim --self-test --simulator icarus"
    })
final class CosimCommand implements Callable<Integer> {

  private static final int DEFAULT_SAMPLES = 2000;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "PART",
      description = "What to compare: ${COMPLETION-CANDIDATES}; everything when left out.",
      completionCandidates = PartNames.class)
  private List<String> parts = new ArrayList<>();

  @Option(
      names = "--simulator",
      paramLabel = "verilator|icarus",
      description = "verilator when left out.")
  private HdlSimulator simulator = HdlSimulator.VERILATOR;

  @Mixin private NamedExperiment experimentChoice = new NamedExperiment();

  @Option(
      names = "--samples",
      paramLabel = "N",
      description =
          "Training samples per scheme; when left out 2000, two minibatches with icarus, one with"
              + " --vcd.")
  private @Nullable Integer samples;

  @Option(
      names = "--self-test",
      description = "Put faults into the RTL instead; each of them must be seen.")
  private boolean selfTest;

  @Option(
      names = "--vcd",
      paramLabel = "FILE",
      description =
          "Write a waveform of the first scheme, in time of the accelerator's clock. With one PART"
              + " and without --self-test.")
  private @Nullable Path waveform;

  @Option(
      names = "--format",
      paramLabel = OutputFormat.LABEL,
      description = OutputFormat.DESCRIPTION)
  private OutputFormat format = OutputFormat.TABLE;

  CosimCommand() {}

  /** The names of the parts, for help and completion. */
  static final class PartNames extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    PartNames() {
      super(Cosimulations.names());
    }
  }

  @Override
  public Integer call() {
    List<Cosimulation> chosen = chosen();
    requireConsistent(chosen);
    Home home = Home.ofProcess(remark -> Messages.tell(spec.commandLine(), remark));
    Experiment experiment = experiment(home);
    Cosimulation.Options options = options(home, experiment);
    List<CosimResult> results = new ArrayList<>();
    List<SelfTestResult> selfTests = new ArrayList<>();
    for (Cosimulation part : chosen) {
      if (selfTest) {
        selfTests.add(part.selfTest(options));
      } else {
        results.add(part.run(options));
      }
    }
    CosimTable table = new CosimTable(title(experiment), results, selfTests);
    format.print(table, spec);
    return table.passed() ? 0 : Failures.CHECK_FAILED;
  }

  /** Fixed point, and one array with as many vector lanes as columns, is what the RTL has. */
  private Experiment experiment(Home home) {
    Setting fixed = Setting.parse("numerics=fixed");
    Experiment experiment = experimentChoice.load(home, List.of(), List.of(fixed));
    ExperimentChanges changes = experimentChoice.changes();
    if (!changes.change("accelerator.array") || changes.change("accelerator.vectorLanes")) {
      return experiment;
    }
    int columns = experiment.hardware().accelerator().array().columns();
    Setting lanes = Setting.parse("accelerator.vectorLanes=" + columns);
    return experimentChoice.load(home, List.of(), List.of(fixed, lanes));
  }

  private List<Cosimulation> chosen() {
    List<Cosimulation> chosen = new ArrayList<>();
    for (String part : parts) {
      chosen.add(
          Cosimulations.named(part)
              .orElseThrow(
                  () ->
                      new ParameterException(
                          spec.commandLine(),
                          "there is no part "
                              + part
                              + " of the co-simulation: expected one of "
                              + Cosimulations.names())));
    }
    return chosen.isEmpty() ? Cosimulations.all() : chosen;
  }

  private void requireConsistent(List<Cosimulation> chosen) {
    if (waveform != null && (selfTest || chosen.size() != 1)) {
      throw new ParameterException(
          spec.commandLine(), "--vcd goes with one PART, and not with --self-test");
    }
    if (samples != null && samples < 1) {
      throw new ParameterException(
          spec.commandLine(), "--samples is " + samples + "; expected at least 1");
    }
  }

  private Cosimulation.Options options(Home home, Experiment experiment) {
    return new Cosimulation.Options(
        experiment,
        simulator,
        samples == null ? defaultSamples(simulator, waveform != null, experiment) : samples,
        experiment.training().seed(),
        HdlBuild.of(home),
        home.own("target/cosim").toAbsolutePath(),
        Optional.ofNullable(waveform),
        TerminalProgress.create(spec.commandLine().getErr()));
  }

  /** Icarus interprets: a minibatch takes it from seconds to minutes. */
  static int defaultSamples(HdlSimulator simulator, boolean waveform, Experiment experiment) {
    int minibatch = experiment.training().protocol().minibatch();
    if (waveform) {
      return minibatch;
    }
    return simulator == HdlSimulator.ICARUS
        ? (int) Math.min(DEFAULT_SAMPLES, 2L * minibatch)
        : DEFAULT_SAMPLES;
  }

  private String title(Experiment experiment) {
    return "%s: %s, minibatch %s, seed %s, array %s, %s"
        .formatted(
            experiment.presentation().name(),
            experiment.model().network(),
            experiment.training().protocol().minibatch(),
            experiment.training().seed(),
            experiment.hardware().accelerator().array(),
            simulator.label());
  }
}
