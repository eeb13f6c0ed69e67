package org.backflow.cli;

import java.util.List;
import org.backflow.configuration.Setting;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.file.Home;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The experiment of a command whose arguments are about something else. */
final class NamedExperiment {

  @Option(
      names = "--experiment",
      paramLabel = "EXPERIMENT",
      description =
          "A name of data/experiments, a file, or the results.json of an earlier comparison;"
              + " mnist-20 when left out.")
  private String name = ChosenExperiment.DEFAULT;

  @Mixin private ExperimentChanges changes = new ExperimentChanges();

  NamedExperiment() {}

  /**
   * Reads the experiment.
   *
   * @param defaults what the command has where the experiment's own value is not meant
   * @param last what the command insists on
   */
  Experiment load(Home home, List<Setting> defaults, List<Setting> last) {
    return changes.load(home, home.experiments().find("--experiment", name), defaults, last);
  }

  /** Returns what is changed. */
  ExperimentChanges changes() {
    return changes;
  }
}
