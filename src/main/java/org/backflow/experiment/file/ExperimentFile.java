package org.backflow.experiment.file;

import static org.backflow.configuration.kind.ValueKind.bool;
import static org.backflow.configuration.kind.ValueKind.text;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.backflow.configuration.Configuration;
import org.backflow.configuration.ConfigurationShelf;
import org.backflow.configuration.Setting;
import org.backflow.configuration.kind.ConfigurationMap;
import org.backflow.configuration.tree.ConfigurationException;
import org.backflow.experiment.Experiment;

/** Reads experiments from files: those that users write, and the results of others. */
public final class ExperimentFile {
  static final String EXTENDS = "extends";
  private static final String RESULTS = ".json";

  /** Where the results of an experiment describe it. */
  private static final String DESCRIPTION = "configuration";

  private ExperimentFile() {}

  /**
   * Reads an experiment file.
   *
   * @param settings options of the form {@code protocol.epochs=5}, which override its keys
   * @throws org.backflow.configuration.tree.ConfigurationException with all that is wrong, where it
   *     is written and what is expected instead
   */
  public static Experiment load(Path file, String... settings) {
    return load(file, Home.ofProcess(), Stream.of(settings).map(Setting::parse).toList());
  }

  /**
   * Reads an experiment file.
   *
   * @param home where what it names is looked up
   * @param settings options of the form {@code protocol.epochs=5}, which override its keys
   * @throws org.backflow.configuration.tree.ConfigurationException as {@link #load(Path,
   *     String...)}
   */
  public static Experiment load(Path file, Home home, List<Setting> settings) {
    return file.toString().endsWith(RESULTS)
        ? loadDescribed(file, home, settings)
        : bind(described(file, home), stemOf(file), home, settings);
  }

  /** Returns what {@code file} and those that it extends say. */
  static Configuration described(Path file, Home home) {
    return Configuration.read(file)
        .extending(EXTENDS, ConfigurationShelf.of(home.experiments().besideFirst()));
  }

  /**
   * Returns a configuration whose names stand for the files of {@code home}.
   *
   * @param once whether each file is read once, however often it is named
   */
  static Configuration expanding(Configuration configuration, Home home, boolean once) {
    ConfigurationShelf accelerators = home.accelerators();
    ConfigurationShelf memories = home.memories();
    ConfigurationShelf energyTables = home.energyTables();
    return configuration
        .expanding("accelerator", once ? accelerators.remembering() : accelerators)
        .expanding("accelerator.dram", once ? memories.remembering() : memories)
        .expanding("accelerator.dram.preset", once ? memories.remembering() : memories)
        .expanding("energyTables.*", once ? energyTables.remembering() : energyTables);
  }

  /** Returns the experiment that {@code configuration} describes, its names expanded. */
  static Experiment bind(Configuration configuration, String stem, Home home) {
    return configuration.bind(
        map -> {
          refuseExtends(map);
          return ExperimentCodec.written(home, stem).read(map);
        });
  }

  /** Only settings can say it here; a file has been laid over the one that it extends. */
  private static void refuseExtends(ConfigurationMap map) {
    if (map.optional(EXTENDS, text()).isPresent()) {
      throw map.refusal(EXTENDS, "it in a file only; name that file instead");
    }
  }

  static Experiment bind(
      Configuration configuration, String stem, Home home, List<Setting> settings) {
    Configuration named = expanding(configuration, home, false);
    Experiment experiment = bind(named.with(settings), stem, home);
    if (experiment.presentation().published().figures().isEmpty() || settings.isEmpty()) {
      return experiment;
    }
    try {
      return experiment.comparedWith(bind(named, stem, home));
    } catch (ConfigurationException incomplete) {
      // The file describes nothing without the settings, so nothing was published for it.
      return experiment.withoutPublished();
    }
  }

  static String stemOf(Path file) {
    String name = file.toAbsolutePath().normalize().getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  /**
   * Returns the experiment whose results {@code file} holds, to be run again or with other
   * settings. Nothing is looked up by its name: accelerator and energy tables are those that were
   * written out, whatever the files of their names say by now.
   */
  private static Experiment loadDescribed(Path file, Home home, List<Setting> settings) {
    Configuration stored = Configuration.readJson(file);
    Experiment described = stored.bind(map -> results(map, home));
    Experiment changed =
        stored
            .with(settings.stream().map(each -> each.inside(DESCRIPTION)).toList())
            .bind(map -> results(map, home));
    return described.presentation().published().sameProtocol()
        ? changed.comparedWith(described)
        : changed;
  }

  private static Experiment results(ConfigurationMap map, Home home) {
    boolean sameProtocol = map.optional("sameProtocolAsPublished", bool(), true);
    Experiment experiment =
        map.required(DESCRIPTION, ExperimentCodec.described(home, sameProtocol));
    map.ignoreOtherKeys();
    return experiment;
  }
}
