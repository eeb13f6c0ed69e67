package org.backflow.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.backflow.experiment.file.Home;
import org.backflow.experiment.file.StartingFiles;
import org.backflow.report.output.OutputFile;
import org.backflow.sweep.SweepCodec;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code backflow init}. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = "Write a file of your own to start from.",
    description = {
      "",
      "Writes an experiment, an accelerator, an energy table or a sweep that can be used as it is:"
          + " every key with its meaning, what it may be and its default.",
      ""
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  backflow init accelerator mine",
      "  backflow init experiment mine --output mine.yaml"
    })
final class InitCommand implements Callable<Integer> {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  /** What a file may be. */
  enum Kind {
    EXPERIMENT("experiments", "compare %s"),
    ACCELERATOR("accelerators", "cost --layers 784-20-10 --accelerator %s"),
    ENERGY("energy", "cost --layers 784-20-10 --energy %s"),
    SWEEP("sweeps", "sweep %s");

    private final String folder;
    private final String use;

    Kind(String folder, String use) {
      this.folder = folder;
      this.use = use;
    }

    private String text(Home home, List<String> heads) {
      return switch (this) {
        case EXPERIMENT -> StartingFiles.experiment(home, heads);
        case ACCELERATOR -> StartingFiles.accelerator(heads);
        case ENERGY -> StartingFiles.energyTable(heads);
        case SWEEP -> SweepCodec.startingFile(home, heads);
      };
    }

    /** Returns how it is written as an argument. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "KIND", description = "${COMPLETION-CANDIDATES}.")
  private Kind kind;

  @Parameters(index = "1", paramLabel = "NAME", description = "What it will be called.")
  private String name;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description =
          "Where to write it; NAME.yaml in the folder of its kind below data when left out.")
  private @Nullable Path output;

  @Option(names = "--force", description = "Replace a file that is there.")
  private boolean force;

  InitCommand() {}

  @Override
  public Integer call() {
    if (!NAME.matcher(name).matches()) {
      throw new InvalidOptionException(
          "NAME", name, "expected letters, digits, dots, hyphens and underscores");
    }
    Home home = Home.ofProcess();
    Path file = output == null ? home.own("data/" + kind.folder + "/" + name + ".yaml") : output;
    if (!force && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw OutputFile.failure(file, new IOException("it is there already; --force replaces it"));
    }
    String use =
        "backflow " + String.format(Locale.ROOT, kind.use, output == null ? name : file.toString());
    if (file.toAbsolutePath().getParent() != null) {
      OutputFile.prepareFolder(file.toAbsolutePath().getParent());
    }
    OutputFile.writeNamed(file, kind.text(home, List.of("Used by: " + use)));
    PrintWriter out = spec.commandLine().getOut();
    out.println(file);
    out.println("next: " + use);
    out.flush();
    return 0;
  }
}
