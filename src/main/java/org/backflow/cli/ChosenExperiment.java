package org.backflow.cli;

import java.nio.file.Path;
import java.util.List;
import org.backflow.configuration.Setting;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.file.Home;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The experiment that a command is about, and what is changed in it. */
final class ChosenExperiment {

  /** The experiment that runs when none is named. */
  static final String DEFAULT = "mnist-20";

  @Parameters(
      arity = "0..1",
      paramLabel = "EXPERIMENT",
      description =
          "A name of data/experiments, a file, or the results.json of an earlier comparison;"
              + " mnist-20 when left out.")
  private @Nullable String name;

  @Mixin private ExperimentChanges changes = new ExperimentChanges();

  ChosenExperiment() {}

  /** Reads the experiment. */
  Experiment load(Home home) {
    return load(home, List.of(), List.of());
  }

  /**
   * Reads the experiment.
   *
   * @param defaults what the command has where the experiment's own value is not meant
   * @param last what the command insists on
   */
  Experiment load(Home home, List<Setting> defaults, List<Setting> last) {
    String named = name == null ? DEFAULT : name;
    return changes.load(home, home.experiments().find("EXPERIMENT", named), defaults, last);
  }

  /** Reads the experiment and calls it after what is changed in it. */
  Experiment loadNamed(Home home) {
    Path file = home.experiments().find("EXPERIMENT", name == null ? DEFAULT : name);
    return changes.named(changes.load(home, file, List.of(), List.of()), home, file);
  }

  /** Returns what is changed. */
  ExperimentChanges changes() {
    return changes;
  }

  /** Returns the words of the command line that choose it, each after a space. */
  String words() {
    return named() + changes.words();
  }

  /** Returns the same without the number of threads, so that reports do not depend on it. */
  String decidingWords() {
    return named() + changes.words("threads");
  }

  private String named() {
    return name == null ? "" : " " + ShellWord.quoted(name);
  }
}
