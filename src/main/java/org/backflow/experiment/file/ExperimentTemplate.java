package org.backflow.experiment.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backflow.configuration.Configuration;
import org.backflow.configuration.Setting;
import org.backflow.configuration.kind.SectionMemory;
import org.backflow.configuration.tree.ConfigurationException;
import org.backflow.experiment.Experiment;

/**
 * An experiment file that is read once and bound many times, each time with other settings. What
 * was published for the file is left out: it is of no use for another experiment.
 */
public final class ExperimentTemplate {
  private final Configuration configuration;
  private final String stem;
  private final Home home;
  private final SectionMemory<Experiment> remembered;

  private ExperimentTemplate(Configuration configuration, String stem, Home home) {
    this.configuration = configuration;
    this.stem = stem;
    this.home = home;
    this.remembered = new SectionMemory<>(ExperimentCodec.written(home, stem));
  }

  /**
   * Reads an experiment file, and those that it extends. The accelerators and energy tables that it
   * names are read once, when they are first needed.
   *
   * @param settings what is changed in every experiment
   * @throws ConfigurationException if the file cannot be used, or a setting not be placed in it
   */
  public static ExperimentTemplate load(Path file, Home home, List<Setting> settings) {
    Configuration configuration =
        ExperimentFile.expanding(ExperimentFile.described(file, home), home, true).with(settings);
    return new ExperimentTemplate(configuration, ExperimentFile.stemOf(file), home);
  }

  /**
   * Returns the experiment that the file and {@code settings} describe.
   *
   * @throws ConfigurationException with all that is wrong with it
   */
  public Experiment with(List<Setting> settings) {
    Map<String, List<String>> byKey = new HashMap<>();
    for (Setting setting : settings) {
      byKey.computeIfAbsent(setting.rootKey(), key -> new ArrayList<>(4)).add(setting.toString());
    }
    Optional<Experiment> assembled = remembered.assembled(byKey);
    if (assembled.isPresent()) {
      return assembled.get();
    }
    Experiment bound =
        ExperimentFile.bind(configuration.with(settings), stem, home).withoutPublished();
    remembered.remember(byKey, bound);
    return bound;
  }
}
