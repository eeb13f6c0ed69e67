package org.backflow.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.Home;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The experiment that a command is about, and what is changed in it. */
final class ChosenExperiment {

  /** The experiment that runs when none is named. */
  static final String DEFAULT = "mnist-20";

  private static final String THREADS = "threads=";

  @Parameters(
      arity = "0..1",
      paramLabel = "EXPERIMENT",
      description =
          "A file, the results.json of an earlier comparison, or the name of one of"
              + " data/experiments; mnist-20 when left out.")
  private @Nullable String name;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Override a key of the experiment: --set protocol.epochs=5. Repeatable.")
  private List<String> settings = new ArrayList<>();

  ChosenExperiment() {}

  /**
   * Reads the experiment.
   *
   * @param further settings that win over those of the command line
   */
  Experiment load(Home home, String... further) {
    Path source = home.experiments().find("EXPERIMENT", name == null ? DEFAULT : name);
    List<String> all = new ArrayList<>(settings);
    all.addAll(List.of(further));
    return Experiment.load(source, home, all);
  }

  /** Returns the words of the command line that choose it, each after a space. */
  String words() {
    return words(settings);
  }

  /** Returns the same without the number of threads, so that reports do not depend on it. */
  String decidingWords() {
    return words(settings.stream().filter(each -> !each.startsWith(THREADS)).toList());
  }

  private String words(List<String> settings) {
    StringBuilder words = new StringBuilder();
    if (name != null) {
      words.append(' ').append(quoted(name));
    }
    settings.forEach(setting -> words.append(" --set ").append(quoted(setting)));
    return words.toString();
  }

  /** Returns {@code word} as a shell takes it for one word. */
  static String quoted(String word) {
    return word.matches("[A-Za-z0-9_=.,/+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
