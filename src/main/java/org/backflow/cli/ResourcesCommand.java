package org.backflow.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.backflow.accelerator.ArrayShape;
import org.backflow.accelerator.Dataflow;
import org.backflow.accelerator.ResourceModel;
import org.backflow.accelerator.SynthesisRow;
import org.backflow.experiment.Home;
import org.backflow.experiment.SynthesisFile;
import org.backflow.report.ResourceTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code backflow resources}. */
@Command(
    name = "resources",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = "Estimate the FPGA resources of an array, from synthesis.",
    description = {
      "",
      "Fitted to arrays that were synthesised from hdl-ref/rtl (data/resources); the error of the"
          + " fit is printed with it. Also shows the feedback units as synthesised.",
      ""
    },
    footerHeading = "%nExample:%n",
    footer = {"  backflow resources --array 16x16 --bits 16 --dataflow os"})
final class ResourcesCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--array",
      paramLabel = "RxC",
      description = "Rows x columns; 16x16 when left out.")
  private String array = "16x16";

  @Option(
      names = "--dataflow",
      paramLabel = "os|ws|is",
      description = "Output-, weight- or input-stationary; os when left out.")
  private String dataflow = "os";

  @Option(
      names = "--bits",
      paramLabel = "N",
      description = "Bits of the operands, 1 to " + ResourceModel.DSP_BITS + "; 16 when left out.")
  private int bits = 16;

  @Option(
      names = "--accumulator-bits",
      paramLabel = "N",
      description = "Bits of the sums; 48 when left out.")
  private int accumulatorBits = 48;

  @Option(
      names = "--format",
      paramLabel = "table|json",
      description = "What is printed; table when left out.")
  private OutputFormat format = OutputFormat.TABLE;

  ResourcesCommand() {}

  @Override
  public Integer call() {
    if (format == OutputFormat.CSV) {
      throw new ParameterException(
          spec.commandLine(),
          "--format csv: the rows are in data/resources; expected table or json");
    }
    List<SynthesisRow> rows = SynthesisFile.loadXilinx7(Home.ofProcess());
    ArrayShape shape = InvalidOptionException.parse("--array", array, ArrayShape::parse);
    Dataflow chosen = InvalidOptionException.parse("--dataflow", dataflow, Dataflow::named);
    String text =
        InvalidOptionException.parse(
            "--bits",
            String.valueOf(bits),
            ignored -> {
              ResourceTable table = new ResourceTable(rows, shape, chosen, bits, accumulatorBits);
              return format == OutputFormat.JSON ? table.json() : table.text();
            });
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
    return 0;
  }
}
