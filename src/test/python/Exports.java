import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.backflow.cli.Main;
import org.backflow.experiment.Comparison;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.ProgressListener;
import org.backflow.experiment.checkpoint.CheckpointFolder;
import org.backflow.experiment.file.ExperimentFile;
import org.backflow.report.export.NetworkExport;
import org.backflow.report.result.Provenance;

/**
 * Trains and exports many experiments in one Java. A line of standard input has words parted by
 * tabs: a command line, or {@code export}, a folder, an experiment and settings, which trains
 * without a report, in a tenth of the time.
 */
final class Exports {

  private Exports() {}

  public static void main(String[] arguments) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] words = line.split("\t");
      if (words[0].equals("export")) {
        export(Path.of(words[1]), Path.of(words[2]), Arrays.copyOfRange(words, 3, words.length));
      } else {
        execute(words);
      }
    }
  }

  private static void export(Path folder, Path experimentFile, String[] settings) {
    Experiment experiment = ExperimentFile.load(experimentFile, settings);
    NetworkExport export =
        new NetworkExport(folder.resolve("export"), experiment, new Provenance("test", "test"));
    export.prepare();
    export.writeStart();
    CheckpointFolder checkpoints =
        new CheckpointFolder(folder.resolve("checkpoints"), "", "test", false);
    new Comparison(experiment).run(ProgressListener.SILENT, checkpoints, export);
    export.finish();
  }

  private static void execute(String[] words) {
    StringWriter messages = new StringWriter();
    PrintWriter writer = new PrintWriter(messages, true);
    int code = Main.commandLine().setOut(writer).setErr(writer).execute(words);
    if (code != 0) {
      System.err.println(messages);
      System.exit(code);
    }
  }
}
