package org.backflow.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.file.CalibratedFile;
import org.backflow.experiment.file.ExperimentFile;
import org.backflow.experiment.file.Home;
import org.backflow.report.output.OutputFile;
import org.backflow.report.table.CalibrationTable;
import org.backflow.validation.Calibration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code backflow calibrate}. */
@Command(
    name = "calibrate",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = "Propose a format per tensor from the ranges of float training.",
    description = {
      "",
      "Trains the first steps of the first run in float, under every scheme of the experiment, and"
          + " proposes for every tensor the fewest integer bits that hold what was seen. Widths,"
          + " roundings and overflows stay. Writes a file that extends the experiment.",
      ""
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  backflow calibrate mnist-20",
      "  backflow calibrate my.yaml --steps 5000 --margin 1 --output my-8-bits.yaml",
      "  backflow compare my-8-bits.yaml"
    })
final class CalibrateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "EXPERIMENT",
      description = "A name of data/experiments, or a .yaml file.")
  private String name;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Minibatches that every scheme trains; 1000 when left out.")
  private int steps = 1000;

  @Option(
      names = "--margin",
      paramLabel = "BITS",
      description = "Integer bits beyond those that are needed; 0 when left out.")
  private int margin;

  @Option(
      names = "--percentile",
      paramLabel = "PERCENT",
      description = "The share of words that must fit; 100 when left out.")
  private double percentile = 100.0;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Where to write it; NAME-calibrated.yaml when left out.")
  private @Nullable Path output;

  @Option(names = "--force", description = "Replace a file that is there.")
  private boolean force;

  CalibrateCommand() {}

  @Override
  public Integer call() {
    require(steps >= 1, "--steps", String.valueOf(steps), "at least 1");
    require(margin >= 0 && margin <= 16, "--margin", String.valueOf(margin), "0 to 16");
    require(
        percentile > 0.0 && percentile <= 100.0,
        "--percentile",
        String.valueOf(percentile),
        "a number above 0 and up to 100");
    Home home = Home.ofProcess(remark -> Messages.tell(spec.commandLine(), remark));
    Path base = home.experiments().find("EXPERIMENT", name);
    require(base.toString().endsWith(".yaml"), "EXPERIMENT", name, "a .yaml file to extend");
    Experiment experiment = ExperimentFile.load(base, home, List.of());
    Path file =
        output == null ? Path.of(experiment.presentation().name() + "-calibrated.yaml") : output;
    if (!force && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw OutputFile.failure(file, new IOException("it is there already; --force replaces it"));
    }
    List<Calibration.Row> rows =
        Calibration.of(experiment, new Calibration.Request(steps, margin, percentile));
    String text =
        CalibratedFile.text(
            file,
            base,
            steps + " float steps of " + experiment.presentation().name(),
            Calibration.proposals(rows));
    if (file.toAbsolutePath().getParent() != null) {
      OutputFile.prepareFolder(file.toAbsolutePath().getParent());
    }
    OutputFile.writeNamed(file, text);
    PrintWriter out = spec.commandLine().getOut();
    out.print(CalibrationTable.of(rows).text(Screen.terminal()));
    out.println();
    out.println(file);
    out.println("next: backflow compare " + ShellWord.quoted(file.toString()));
    out.flush();
    return 0;
  }

  private static void require(boolean holds, String option, String value, String expected) {
    if (!holds) {
      throw new InvalidOptionException(option, value, "expected " + expected);
    }
  }
}
