package org.backflow.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.backflow.configuration.Setting;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.file.Home;
import org.backflow.report.export.BaselineWriter;
import org.backflow.report.export.JUnitXml;
import org.backflow.report.table.ValidationTable;
import org.backflow.validation.Baseline;
import org.backflow.validation.BaselineFile;
import org.backflow.validation.Validation;
import org.backflow.validation.ValidationResult;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code backflow verify}. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = "Hold fixed point to the float model: a regression test.",
    description = {
      "",
      "Trains in fixed point and asks the float model, in every step, what the same step gives"
          + " from the same weights: the error of every operation. Then trains whole runs in both."
          + " Fails with 1 when a figure breaks a limit, or is worse than in the baseline,"
          + " data/baselines/<experiment>.yaml.",
      ""
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  backflow verify --junit target/verify.xml",
      "  backflow verify my.yaml --baseline my-baseline.yaml --update-baseline",
      "  backflow verify --only steps --set 'fixedPoint.formats.weight=fixed<12,4>'"
    })
final class VerifyCommand implements Callable<Integer> {

  private static final int DEFAULT_STEPS = 200;

  @Spec private CommandSpec spec;

  /** What is validated. */
  enum Granularity {
    STEPS,
    RUNS
  }

  @Mixin private ChosenExperiment experimentChoice = new ChosenExperiment();

  @Option(
      names = "--steps",
      paramLabel = "N",
      description =
          "How many steps are compared operation by operation; 200, or all of an epoch that has"
              + " fewer, when left out.")
  private @Nullable Integer steps;

  @Option(
      names = "--only",
      paramLabel = "steps|runs",
      description = "One of the two; both when left out.")
  private @Nullable Granularity only;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description = "Limits and what was measured before.")
  private @Nullable Path baselineFile;

  @Option(
      names = "--update-baseline",
      description = "Write what is measured as the baseline, with the limits that it has.")
  private boolean update;

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "Write the checks as test cases for a CI server.")
  private @Nullable Path junit;

  @Option(
      names = "--format",
      paramLabel = OutputFormat.LABEL,
      description = OutputFormat.DESCRIPTION)
  private OutputFormat format = OutputFormat.TABLE;

  VerifyCommand() {}

  @Override
  public Integer call() {
    requireConsistent();
    Home home = Home.ofProcess(remark -> Messages.tell(spec.commandLine(), remark));
    Experiment experiment =
        experimentChoice.load(home, List.of(), List.of(Setting.parse("numerics=both")));
    String name = "data/baselines/" + experiment.presentation().name() + ".yaml";
    Path file = baselineFile == null ? home.find(name) : baselineFile;
    Baseline baseline = baseline(file);
    ValidationResult result =
        new Validation(
                experiment,
                only == Granularity.RUNS ? 0 : steps(experiment),
                only != Granularity.STEPS)
            .run(TerminalProgress.create(spec.commandLine().getErr()));
    Baseline judge = update ? Baseline.limitsOf(baseline) : baseline;
    ValidationTable table = new ValidationTable(result, judge);
    if (update) {
      Path own = baselineFile == null ? home.own(name) : baselineFile;
      BaselineWriter.write(own, baseline.limits(), result);
      Messages.tell(spec.commandLine(), "baseline: " + own);
    } else {
      baseline
          .notCompared(result)
          .ifPresent(what -> Messages.tell(spec.commandLine(), "note: " + file + " " + what));
    }
    if (junit != null) {
      JUnitXml.write(junit, "backflow.verify." + experiment.presentation().name(), table.checks());
    }
    format.print(table, spec);
    return table.passed() ? 0 : Failures.CHECK_FAILED;
  }

  private void requireConsistent() {
    if (steps != null && steps < 1) {
      throw new ParameterException(
          spec.commandLine(), "--steps is " + steps + "; expected at least 1");
    }
    if (update && only != null) {
      throw new ParameterException(
          spec.commandLine(), "--update-baseline measures steps and runs; leave out --only");
    }
  }

  private int steps(Experiment experiment) {
    return steps != null ? steps : Validation.stepsOfAnEpoch(experiment, DEFAULT_STEPS);
  }

  /** A baseline that was asked for must be there; the experiment's own may be missing. */
  private Baseline baseline(Path file) {
    boolean mayBeMissing = baselineFile == null || update;
    return mayBeMissing && Files.notExists(file) ? Baseline.NONE : BaselineFile.read(file);
  }
}
