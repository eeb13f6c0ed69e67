package org.backflow.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.backflow.accelerator.FoldSequence;
import org.backflow.accelerator.array.WordWidths;
import org.backflow.accelerator.resources.FpgaDesign;
import org.backflow.configuration.Setting;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.file.DeviceFile;
import org.backflow.experiment.file.Home;
import org.backflow.experiment.file.SynthesisFile;
import org.backflow.report.table.ResourceTable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code backflow resources}. */
@Command(
    name = "resources",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = "Estimate the FPGA resources of an accelerator, from synthesis.",
    description = {
      "",
      "Fitted to arrays, lanes of the vector unit and whole cores that were synthesised from"
          + " hdl-ref/rtl (data/resources). The range of each fit and its error are printed with"
          + " it; what lies outside is marked as extrapolated. Ends with the devices that the"
          + " accelerator fits, whole cores beside their estimates, and the feedback units as"
          + " synthesised.",
      ""
    },
    footerHeading = "%nExample:%n",
    footer = {"  backflow resources --array 16x16 --bits 16 --dataflow os"})
final class ResourcesCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private NamedExperiment experimentChoice = new NamedExperiment();

  @Option(
      names = "--folds",
      paramLabel = "sequential|overlapped",
      description =
          "Whether elements have a second register that lets folds overlap (accelerator.folds).")
  private @Nullable FoldSequence folds;

  @Option(
      names = "--accumulator-bits",
      paramLabel = "N",
      description = "Bits of the sums (fixedPoint.accumulatorBits).")
  private @Nullable Integer accumulatorBits;

  @Option(
      names = "--devices",
      paramLabel = "NAME|FILE",
      description =
          "Which devices are looked at: a file by its path, or by its name in data/devices;"
              + " devices when left out.")
  private String devices = "devices";

  @Option(
      names = "--format",
      paramLabel = OutputFormat.LABEL,
      description = OutputFormat.DESCRIPTION)
  private OutputFormat format = OutputFormat.TABLE;

  /** What is not trained needs no proof that its sums fit. */
  private static final Setting UNTRAINED = Setting.parse("numerics=float");

  ResourcesCommand() {}

  @Override
  public Integer call() {
    Home home = Home.ofProcess(remark -> Messages.tell(spec.commandLine(), remark));
    Experiment experiment = experimentChoice.load(home, settings(), List.of(UNTRAINED));
    tellWhatHasNoEffect();
    ResourceTable table =
        new ResourceTable(
            design(experiment),
            family -> SynthesisFile.load(home, family),
            DeviceFile.load(home.devices().find("--devices", devices)));
    format.print(table, spec);
    return 0;
  }

  private FpgaDesign design(Experiment experiment) {
    try {
      WordWidths widths =
          WordWidths.of(experiment.hardware().arithmetic())
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "fixedPoint.accumulatorBits is "
                              + experiment.hardware().arithmetic().accumulatorBits()
                              + "; expected those of one product at least"));
      return FpgaDesign.of(experiment.hardware().accelerator(), widths);
    } catch (IllegalArgumentException e) {
      throw new InvalidOptionException(String.valueOf(e.getMessage()));
    }
  }

  private List<Setting> settings() {
    List<Setting> all = new ArrayList<>();
    if (folds != null) {
      String label = folds.label();
      all.add(Setting.ofOption("--folds", label, "accelerator.folds", label));
    }
    if (accumulatorBits != null) {
      String written = accumulatorBits.toString();
      all.add(
          Setting.ofOption("--accumulator-bits", written, "fixedPoint.accumulatorBits", written));
    }
    return all;
  }

  private void tellWhatHasNoEffect() {
    for (String key : List.of("energyTables", "protocol.minibatch", "schemes")) {
      if (experimentChoice.changes().change(key)) {
        Messages.tell(
            spec.commandLine(), "note: " + key + " has no effect here: no resource depends on it");
      }
    }
  }
}
