package org.backflow.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.backflow.experiment.Comparison;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.NetworkListener;
import org.backflow.experiment.ProgressListener;
import org.backflow.experiment.checkpoint.CheckpointFolder;
import org.backflow.experiment.file.ExperimentCodec;
import org.backflow.experiment.file.Home;
import org.backflow.files.FolderLock;
import org.backflow.report.ReportFolder;
import org.backflow.report.export.NetworkExport;
import org.backflow.report.result.Provenance;
import org.backflow.report.table.ComparisonTable;
import org.backflow.training.kernel.Kernels;
import org.backflow.validation.Validation;
import org.backflow.validation.ValidationResult;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code backflow compare}. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = "Train every feedback scheme in float and fixed point, and cost the step.",
    description = {
      "",
      "All schemes start from the same weights and see the same minibatches. Prints one table and"
          + " writes results.json, CSV files and index.html to reports/<experiment>/ of the working"
          + " directory; an experiment that options change is called after the changes and has a"
          + " folder of its own. Names are looked up in data/ of the working directory, then among"
          + " those that come with Backflow.",
      ""
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  backflow compare --set protocol.epochs=1 --set runs=2",
      "  backflow compare seed-20-random --resume",
      "  backflow compare --set runs=1 --export networks"
    })
final class CompareCommand implements Callable<Integer> {

  private static final String COMMAND = "./backflow compare";

  /** Enough for every operation to have its typical error, and a second or less as a rule. */
  private static final int COMPARED_STEPS = 50;

  @Spec private CommandSpec spec;

  @Mixin private ChosenExperiment experimentChoice = new ChosenExperiment();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "Where the report goes; reports/<experiment>/ when left out.")
  private @Nullable Path output;

  @Option(
      names = "--format",
      paramLabel = OutputFormat.LABEL,
      description = OutputFormat.DESCRIPTION)
  private OutputFormat format = OutputFormat.TABLE;

  @ArgGroup(exclusive = false)
  private @Nullable Export wantedExport;

  @ArgGroup private @Nullable Earlier earlier;

  /** Is asked by the thread that has the last word. */
  private volatile boolean areResultsWritten;

  /** What is written for other programs. */
  static final class Export {
    @Option(
        names = "--export",
        required = true,
        paramLabel = "DIR",
        description =
            "Write the trained weights and the feedback matrices, too: .npy and, in fixed point,"
                + " hex words for $$readmemh, with a manifest.json.")
    private Path folder = Path.of("");

    @Option(
        names = "--export-start",
        description =
            "With --export: write what training starts from as well, weights, feedback, selections,"
                + " random registers and the order of the samples, for a program that trains the"
                + " same networks (docs/arithmetic.md).")
    private boolean start;

    Export() {}

    private String words() {
      return " --export " + ShellWord.quoted(folder.toString()) + (start ? " --export-start" : "");
    }
  }

  /** What becomes of the checkpoints of a comparison that was interrupted. */
  static final class Earlier {
    @Option(
        names = "--resume",
        description = "Go on where a comparison was interrupted, to the very same bytes.")
    private boolean resume;

    @Option(names = "--restart", description = "Discard what an interrupted comparison kept.")
    private boolean restart;

    Earlier() {}
  }

  CompareCommand() {}

  @Override
  @SuppressWarnings("try") // resources that are held, and not asked for anything
  public Integer call() {
    Home home = Home.ofProcess(remark -> Messages.tell(spec.commandLine(), remark));
    Experiment experiment = experimentChoice.loadNamed(home);
    experiment.training().data().requireFolder();
    ReportFolder folder =
        new ReportFolder(output == null ? home.report(experiment.presentation().name()) : output);
    CheckpointFolder checkpoints =
        new CheckpointFolder(
            folder.path().resolve("checkpoints"),
            ExperimentCodec.hash(experiment),
            Version.current(),
            earlier != null && earlier.resume);
    ProgressListener progress = TerminalProgress.create(spec.commandLine().getErr());
    try (FolderLock held = FolderLock.take(folder.path(), "backflow compare");
        Interruption interruption =
            new Interruption(
                spec.commandLine().getErr(), () -> lastWord(folder, checkpoints, progress, held))) {
      compare(experiment, folder, checkpoints, progress);
    }
    return 0;
  }

  /** Ends the writing of checkpoints, so that none is half written. */
  private String lastWord(
      ReportFolder folder,
      CheckpointFolder checkpoints,
      ProgressListener progress,
      FolderLock held) {
    checkpoints.stop();
    progress.finished();
    held.close();
    if (areResultsWritten) {
      return "; results.json is written, from which this makes everything else:\n"
          + "  ./backflow report "
          + ShellWord.quoted(folder.path().toString());
    }
    return checkpoints.hasCheckpoints()
        ? "; every epoch that ended is kept. To go on:\n  " + commandToGoOn()
        : "; nothing is kept, since no epoch had ended";
  }

  private void compare(
      Experiment experiment,
      ReportFolder folder,
      CheckpointFolder checkpoints,
      ProgressListener progress) {
    folder.prepare();
    Optional<NetworkExport> export =
        Optional.ofNullable(wantedExport)
            .map(wanted -> new NetworkExport(wanted.folder, experiment, provenance()));
    export.ifPresent(NetworkExport::prepare);
    if (wantedExport != null && wantedExport.start) {
      export.ifPresent(NetworkExport::writeStart);
    }
    if (!Kernels.areVectors()) {
      Messages.tell(
          spec.commandLine(),
          "backflow: training takes the plain loops, which give the same results and are slower;"
              + " for the fast ones start ./backflow, or java --add-modules jdk.incubator.vector"
              + " -jar backflow.jar");
    }
    if (earlier != null && earlier.restart) {
      checkpoints.delete();
    }
    Found found = find(experiment, checkpoints, export, progress);
    // From results.json everything else can be made again, so it is written before anything else
    // is tried, and then the checkpoints have done their work.
    folder.writeResults(found.result(), found.stepErrors(), provenance());
    areResultsWritten = true;
    export.ifPresent(NetworkExport::finish);
    checkpoints.delete();
    format.print(new ComparisonTable(found.result(), found.stepErrors(), provenance()), spec);
    folder.writeViews(found.result(), found.stepErrors(), provenance());
    Messages.tell(spec.commandLine(), "report: " + folder.path().resolve("index.html"));
    export.ifPresent(done -> Messages.tell(spec.commandLine(), "networks: " + done.folder()));
  }

  /**
   * What is reported.
   *
   * @param stepErrors of fixed point against float; empty where nothing is trained in fixed point
   */
  private record Found(ComparisonResult result, Optional<ValidationResult> stepErrors) {}

  private static Found find(
      Experiment experiment,
      CheckpointFolder checkpoints,
      Optional<NetworkExport> export,
      ProgressListener progress) {
    ComparisonResult result =
        new Comparison(experiment)
            .run(
                progress,
                checkpoints,
                export.<NetworkListener>map(e -> e).orElse(NetworkListener.NONE));
    return new Found(
        result,
        experiment.training().numerics().trainsFixed()
            ? Validation.ofFirstSteps(experiment, COMPARED_STEPS, progress)
            : Optional.empty());
  }

  private String commandToGoOn() {
    return COMMAND
        + experimentChoice.words()
        + (output == null ? "" : " --output " + ShellWord.quoted(output.toString()))
        + (wantedExport == null ? "" : wantedExport.words())
        + " --resume";
  }

  private Provenance provenance() {
    return new Provenance(Version.current(), COMMAND + experimentChoice.decidingWords());
  }
}
