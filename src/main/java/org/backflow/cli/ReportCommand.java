package org.backflow.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.backflow.experiment.file.Home;
import org.backflow.files.FolderLock;
import org.backflow.report.ReportFolder;
import org.backflow.report.result.Provenance;
import org.backflow.report.result.ResultsFile;
import org.backflow.report.result.RunLabels;
import org.backflow.report.table.ComparisonTable;
import org.backflow.report.table.DifferenceTable;
import org.backflow.report.table.RunsTable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code backflow report}. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = "Write a report again from its results.json, or set several side by side.",
    description = {
      "",
      "Takes what was trained from the files, trains nothing, and computes costs and statistics"
          + " anew. Where they are not the stored ones, says which and ends with 1 before anything"
          + " is written, unless --recost takes the new ones. Of several folders, shows which"
          + " configuration keys differ and, scheme by scheme, what each found.",
      ""
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  backflow report reports/mnist-20",
      "  backflow report --check reports/reference/seed-20-random",
      "  backflow report reports/mnist-20 reports/reference/seed-20-random --format markdown"
    })
final class ReportCommand implements Callable<Integer> {

  private static final String COMMAND = "backflow report";

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "DIR",
      description = "A folder that compare wrote, or its results.json.")
  private List<Path> folders = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description =
          "Where the report goes; when left out, where it came from, of several"
              + " reports/comparison/.")
  private @Nullable Path output;

  @ArgGroup private @Nullable Stored stored;

  /** What becomes of stored figures that come out otherwise now. */
  static final class Stored {
    @Option(names = "--check", description = "Compare with the stored figures only; write nothing.")
    private boolean check;

    @Option(
        names = "--recost",
        description = "Take what this version computes where it is not what is stored.")
    private boolean recost;

    Stored() {}
  }

  @Option(
      names = "--format",
      paramLabel = OutputFormat.LABEL,
      description = OutputFormat.DESCRIPTION)
  private OutputFormat format = OutputFormat.TABLE;

  ReportCommand() {}

  @Override
  public Integer call() {
    Home home = Home.ofProcess(remark -> Messages.tell(spec.commandLine(), remark));
    List<ResultsFile> files =
        folders.stream().map(folder -> ResultsFile.read(folder, home)).toList();
    PrintWriter out = spec.commandLine().getOut();
    boolean current = files.stream().allMatch(ResultsFile::isCurrent);
    boolean recosts = stored != null && stored.recost;
    boolean checksOnly = stored != null && stored.check;
    boolean refuses = !current && !recosts;
    if (checksOnly || refuses) {
      for (ResultsFile file : files) {
        out.print(new DifferenceTable(file, Version.current()).document().text(Screen.terminal()));
      }
      out.flush();
      return current ? 0 : Failures.CHECK_FAILED;
    }
    files.forEach(this::remark);
    if (files.size() == 1) {
      writeAgain(files.get(0));
    } else {
      writeSideBySide(files, home);
    }
    return 0;
  }

  @SuppressWarnings("try") // a lock is held, and not asked for anything
  private void writeAgain(ResultsFile file) {
    ReportFolder folder = new ReportFolder(output == null ? folderOf(file.path()) : output);
    try (FolderLock held = FolderLock.take(folder.path(), COMMAND)) {
      folder.writeResults(file.result(), file.stepErrors(), provenance(file));
      format.print(new ComparisonTable(file.result(), file.stepErrors(), provenance(file)), spec);
      folder.writeViews(file.result(), file.stepErrors(), provenance(file));
    }
    tellWhere(folder);
  }

  @SuppressWarnings("try") // a lock is held, and not asked for anything
  private void writeSideBySide(List<ResultsFile> files, Home home) {
    List<String> labels =
        InvalidOptionException.parse("DIR", folders.toString(), ignored -> RunLabels.of(files));
    List<RunsTable.Run> runs = new ArrayList<>();
    for (ResultsFile file : files) {
      runs.add(new RunsTable.Run(labels.get(runs.size()), file, provenance(file)));
    }
    RunsTable table = new RunsTable(runs);
    ReportFolder folder = new ReportFolder(output == null ? home.report("comparison") : output);
    try (FolderLock held = FolderLock.take(folder.path(), COMMAND)) {
      format.print(table, spec);
      folder.write(table);
    }
    tellWhere(folder);
  }

  private static Provenance provenance(ResultsFile file) {
    return file.isCurrent() ? file.provenance() : file.provenance().recosted(Version.current());
  }

  private void tellWhere(ReportFolder folder) {
    Messages.tell(spec.commandLine(), "report: " + folder.path().resolve("index.html"));
  }

  private void remark(ResultsFile file) {
    if (!file.isCurrent()) {
      Messages.tell(
          spec.commandLine(),
          ("note: %s: %s%s not as stored by Backflow %s; taken as Backflow %s" + " computes them")
              .formatted(
                  file.path(),
                  file.differences().size(),
                  file.differences().size() == 1 ? " figure is" : " figures are",
                  file.provenance().toolVersion(),
                  Version.current()));
    }
  }

  private static Path folderOf(Path file) {
    return Objects.requireNonNullElse(file.toAbsolutePath().getParent(), file);
  }
}
