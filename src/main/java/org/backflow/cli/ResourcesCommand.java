package org.backflow.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.backflow.accelerator.Accelerator;
import org.backflow.accelerator.ArrayShape;
import org.backflow.accelerator.Dataflow;
import org.backflow.accelerator.FoldSequence;
import org.backflow.accelerator.array.WordWidths;
import org.backflow.accelerator.resources.FpgaDesign;
import org.backflow.accelerator.resources.FpgaFamily;
import org.backflow.experiment.AcceleratorFile;
import org.backflow.experiment.DeviceFile;
import org.backflow.experiment.Home;
import org.backflow.experiment.SynthesisFile;
import org.backflow.report.table.ResourceTable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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

  @Option(
      names = "--accelerator",
      paramLabel = "NAME",
      description = "A file of data/accelerators; edge-16x16 when left out.")
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
      names = "--folds",
      paramLabel = "sequential|overlapped",
      description =
          "Whether elements have a second register that lets folds overlap, instead of the"
              + " accelerator's.")
  private @Nullable FoldSequence folds;

  @Option(
      names = "--bits",
      paramLabel = "N",
      description = "Bits of the operands, 2 to 18; 16 when left out.")
  private int bits = 16;

  @Option(
      names = "--accumulator-bits",
      paramLabel = "N",
      description = "Bits of the sums; 48 when left out.")
  private int accumulatorBits = 48;

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

  ResourcesCommand() {}

  @Override
  public Integer call() {
    Home home = Home.ofProcess(remark -> Messages.tell(spec.commandLine(), remark));
    Accelerator target = AcceleratorFile.load(home, accelerator, settings());
    ResourceTable table =
        new ResourceTable(
            design(target),
            family -> SynthesisFile.load(home, family),
            DeviceFile.load(home.devices().find("--devices", devices)));
    format.print(table, spec);
    return 0;
  }

  private FpgaDesign design(Accelerator target) {
    InvalidOptionException.parse(
        "--bits", Integer.toString(bits), ignored -> FpgaFamily.requireSynthesised(bits));
    WordWidths widths =
        InvalidOptionException.parse(
            "--accumulator-bits",
            accumulatorBits + " for operands of " + bits,
            ignored -> new WordWidths(bits, bits, accumulatorBits));
    return InvalidOptionException.parse(
        "--accelerator", accelerator, ignored -> FpgaDesign.of(target, widths));
  }

  private List<String> settings() {
    List<String> all = new ArrayList<>();
    if (array != null) {
      all.add("array=" + InvalidOptionException.parse("--array", array, ArrayShape::parse));
    }
    if (dataflow != null) {
      all.add(
          "dataflow="
              + InvalidOptionException.parse("--dataflow", dataflow, Dataflow::named).label());
    }
    if (folds != null) {
      all.add("folds=" + folds.label());
    }
    return all;
  }
}
