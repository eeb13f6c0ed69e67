package org.backflow.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.Callable;
import org.backflow.configuration.Setting;
import org.backflow.experiment.file.Home;
import org.backflow.files.FolderLock;
import org.backflow.parallel.Tasks;
import org.backflow.report.page.sweep.SweepReport;
import org.backflow.report.table.SweepTable;
import org.backflow.sweep.BestPoints;
import org.backflow.sweep.ClusterEngine;
import org.backflow.sweep.Columns;
import org.backflow.sweep.Condition;
import org.backflow.sweep.Engine;
import org.backflow.sweep.LocalEngine;
import org.backflow.sweep.Objective;
import org.backflow.sweep.ResourceEstimates;
import org.backflow.sweep.Sweep;
import org.backflow.sweep.SweepAnalysis;
import org.backflow.sweep.SweepBundle;
import org.backflow.sweep.SweepCounts;
import org.backflow.sweep.SweepFolder;
import org.backflow.sweep.SweepRun;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code backflow sweep}. */
@Command(
    name = "sweep",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = "Explore the space of designs: accuracy and cost of every point.",
    description = {
      "",
      "Writes results.csv, results.parquet and index.html to reports/<sweep>/ and prints the Pareto front and"
          + " the main effects. A sweep that is done is not run again: --pareto, --best and --where"
          + " then only read its results. Sweep files and columns: data/sweeps/README.md.",
      ""
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  backflow sweep scheme-depth-width",
      "  backflow sweep scheme-depth-width --best gain_in_cycles --where 'layers != \"\"' --top 5",
      "  backflow sweep width-rounding --set protocol.epochs=1 --set runs=1 --resume"
    })
final class SweepCommand implements Callable<Integer> {
  private static final int DEFAULT_TOP = 10;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SWEEP", description = "A file, or the name of one of data/sweeps.")
  private String name = "";

  @Mixin private ExperimentChanges changes = new ExperimentChanges();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "How many points are evaluated at a time; all cores when left out.")
  private int threads = Tasks.processors();

  @Option(
      names = "--master",
      paramLabel = "URL",
      description =
          "Evaluate points on a Spark cluster, spark://HOST:7077 for one, or submitted where"
              + " spark-submit has named it. Needs the jar of mvn -Pspark: data/sweeps/README.md.")
  private @Nullable String master;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "Where the results go; reports/<sweep>/ when left out.")
  private @Nullable Path output;

  @Option(
      names = "--pareto",
      paramLabel = "COLUMN",
      split = ",",
      description =
          "The objectives of the front, such as accuracy,energy: accuracies, gains, rates and"
              + " utilization large, all else small; those of the sweep file when left out.")
  private List<String> objectives = new ArrayList<>();

  @Option(
      names = "--best",
      paramLabel = "COLUMN",
      description = "Also show the points that are best in a column.")
  private @Nullable String best;

  @Option(
      names = "--where",
      paramLabel = "CONDITION",
      description =
          "Only points that satisfy it: --where 'accuracy >= 0.93 and dsp <= 90'. With --best.")
  private @Nullable String where;

  @Option(
      names = "--top",
      paramLabel = "N",
      description = "How many points a table shows; ${DEFAULT-VALUE} when left out.")
  private int top = DEFAULT_TOP;

  @Option(
      names = "--format",
      paramLabel = OutputFormat.LABEL,
      description = OutputFormat.DESCRIPTION + " csv: the best points, or else the front.")
  private OutputFormat format = OutputFormat.TABLE;

  @ArgGroup private @Nullable Earlier earlier;

  /** What becomes of a sweep that was interrupted. */
  static final class Earlier {
    @Option(
        names = "--resume",
        description = "Go on where a sweep was interrupted, to the very same bytes.")
    private boolean resume;

    @Option(names = "--restart", description = "Discard what an earlier sweep left.")
    private boolean restart;

    Earlier() {}
  }

  SweepCommand() {}

  @Override
  @SuppressWarnings("try") // resources that are held, and not asked for anything
  public Integer call() {
    if (where != null && best == null) {
      throw new ParameterException(spec.commandLine(), "--where goes with --best");
    }
    if (top < 1 || threads < 1) {
      throw new ParameterException(spec.commandLine(), "--top and --threads are at least 1");
    }
    if (threads > Tasks.mostThreads()) {
      throw new ParameterException(
          spec.commandLine(),
          ("--threads %s: expected at most %s, a small multiple of the processors of"
                  + " this machine")
              .formatted(threads, Tasks.mostThreads()));
    }
    Home home = Home.ofProcess(remark -> Messages.tell(spec.commandLine(), remark));
    Path file = home.sweeps().find("SWEEP", name);
    Sweep.requireEffect(file, changes.settings());
    Sweep sweep = Sweep.load(file, home, changes.settings());
    Columns columns = sweep.columns();
    List<Objective> front =
        objectives.isEmpty()
            ? sweep.objectives()
            : objectives.stream()
                .map(
                    column ->
                        InvalidOptionException.parse(
                            "--pareto", column, text -> Objective.named(text.strip(), columns)))
                .toList();
    Optional<Condition> condition =
        Optional.ofNullable(where)
            .map(
                text ->
                    InvalidOptionException.parse(
                        "--where", text, written -> Condition.parse(written, columns)));
    Optional<BestPoints> selection =
        Optional.ofNullable(best)
            .map(
                column ->
                    InvalidOptionException.parse(
                        "--best", column, text -> Objective.named(text, columns)))
            .map(
                objective ->
                    new BestPoints(
                        objective, row -> condition.map(c -> c.holds(row)).orElse(true), top));
    SweepFolder folder =
        new SweepFolder(output == null ? home.report(sweep.name()) : output, Version.current());
    SweepProgress progress = SweepProgress.create(spec.commandLine().getErr());
    try (FolderLock held = FolderLock.take(folder.path(), "backflow sweep");
        Interruption interruption =
            new Interruption(
                spec.commandLine().getErr(), () -> lastWord(sweep, folder, progress, held))) {
      SweepCounts counts = counts(sweep, folder, home, progress, held);
      SweepAnalysis analysis = SweepAnalysis.of(sweep, counts, folder, front, selection);
      SweepTable table =
          new SweepTable(
              analysis,
              top,
              where == null ? "" : where,
              condition.map(Condition::columns).orElse(Set.of()));
      format.print(table, spec);
      new SweepReport(analysis, folder, command(), repeating(sweep)).write();
    }
    Messages.tell(spec.commandLine(), "report: " + folder.path().resolve("index.html"));
    return 0;
  }

  /** Returns what became of the points, of those of a finished sweep without running it again. */
  private SweepCounts counts(
      Sweep sweep, SweepFolder folder, Home home, SweepProgress progress, FolderLock held) {
    if (earlier != null && earlier.restart) {
      folder.discard();
    }
    Optional<SweepCounts> finished = folder.finished(sweep);
    if (finished.isPresent()) {
      Messages.tell(
          spec.commandLine(), "sweep: done before, nothing is run (--restart runs it again)");
      return finished.get();
    }
    if (folder.hasPartialResults() && (earlier == null || !earlier.resume)) {
      throw folder.undecided();
    }
    return new SweepRun(sweep, folder).run(engine(sweep, home), progress, held);
  }

  private Engine engine(Sweep sweep, Home home) {
    if (master == null) {
      return new LocalEngine(threads, ResourceEstimates.of(home));
    }
    ClusterEngine cluster =
        ServiceLoader.load(ClusterEngine.class)
            .findFirst()
            .orElseThrow(
                () ->
                    new InvalidOptionException(
                        "--master",
                        String.valueOf(master),
                        "this jar carries no Spark engine; expected target/backflow-spark.jar of"
                            + " mvn -Dquick -Pspark package, and Spark beside it"));
    return cluster.connect(
        SweepBundle.of(
            home.sweeps().find("SWEEP", name),
            sweep,
            home,
            changes.settings().stream().map(Setting::toString).toList()),
        master);
  }

  private String lastWord(
      Sweep sweep, SweepFolder folder, SweepProgress progress, FolderLock held) {
    boolean isFinished = !folder.hasPartialResults() && progress.kept() > 0;
    held.close();
    if (isFinished) {
      return "; the results are written, and the same command reads them";
    }
    if (progress.kept() > 0) {
      return "; every point that was done is kept. To go on:\n  " + commandToGoOn();
    }
    return sweep.train()
        ? "; no point was done, but the epochs that were trained are kept for the same command"
        : "; nothing is kept, since no point was done";
  }

  private String commandToGoOn() {
    return command()
        + (output == null ? "" : " --output " + ShellWord.quoted(output.toString()))
        + " --resume";
  }

  private String command() {
    return "./backflow sweep " + ShellWord.quoted(name) + changes.words();
  }

  /** Returns the command that repeats a point, but for the settings of the point. */
  private String repeating(Sweep sweep) {
    String experiment = String.valueOf(sweep.experimentFile().getFileName());
    return "./backflow compare "
        + ShellWord.quoted(experiment.replaceFirst("\\.yaml$", ""))
        + changes.words();
  }
}
