package org.backflow.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import org.backflow.configuration.ConfigurationFolder;
import org.backflow.foreign.scalesim.TopologyFile;

/**
 * The folder that holds {@code data/} and {@code reports/}.
 *
 * @param root usually the project's own folder
 */
public record Home(Path root) {

  /** Returns the folder that the launcher states, or else the working directory. */
  public static Home ofProcess() {
    return new Home(Path.of(System.getProperty("backflow.home", "")));
  }

  /** Returns the experiment that runs when none is named. */
  public Path defaultExperiment() {
    return root.resolve("data/experiments/mnist-20.yaml");
  }

  /**
   * Returns the experiment that {@code name} names: a file, which may be a {@code results.json}, or
   * else one of {@code data/experiments} without its {@code .yaml}.
   */
  public Path experiment(String name) {
    Path given = Path.of(name);
    boolean plain =
        given.getNameCount() == 1
            && !given.isAbsolute()
            && !name.endsWith(".yaml")
            && !name.endsWith(".json");
    return plain && !Files.exists(given)
        ? root.resolve("data/experiments").resolve(name + ".yaml")
        : given;
  }

  /**
   * Returns the topology that {@code name} names: a file, or else one of {@code data/topologies}
   * without its {@code .csv}.
   */
  public Path topology(String name) {
    Path given = Path.of(name);
    boolean plain =
        given.getNameCount() == 1
            && !given.isAbsolute()
            && !name.endsWith(TopologyFile.EXTENSION)
            && !Files.exists(given);
    return plain ? root.resolve("data/topologies").resolve(name + TopologyFile.EXTENSION) : given;
  }

  /**
   * Returns the sweep that {@code name} names: a file, or else one of {@code data/sweeps} without
   * its {@code .yaml}.
   */
  public Path sweep(String name) {
    Path given = Path.of(name);
    boolean plain = given.getNameCount() == 1 && !given.isAbsolute() && !name.endsWith(".yaml");
    return plain && !Files.exists(given)
        ? root.resolve("data/sweeps").resolve(name + ".yaml")
        : given;
  }

  /** Returns the folder that the report of {@code experiment} is written to. */
  public Path report(String experiment) {
    return root.resolve("reports").resolve(experiment);
  }

  /** Returns the file that holds the baseline of {@code experiment}. */
  public Path baseline(String experiment) {
    return root.resolve("data/baselines").resolve(experiment + ".yaml");
  }

  /**
   * Returns the accelerators that can be named, or given as the path of a file that ends in {@code
   * .yaml} or, of SCALE-Sim, in {@code .cfg}.
   */
  public ConfigurationFolder accelerators() {
    return new ConfigurationFolder(root.resolve("data/accelerators"))
        .or(name -> AcceleratorFile.configuration(this, name));
  }

  /** Returns the energy tables that can be named, or given as the path of a file. */
  public ConfigurationFolder energyTables() {
    return new ConfigurationFolder(root.resolve("data/energy"))
        .or(name -> EnergyTableFile.configuration(this, name));
  }

  /**
   * Returns where a path of an experiment leads: relative to the working directory if something is
   * there, else relative to this folder.
   */
  public Path resolve(String path) {
    Path given = Path.of(path);
    return given.isAbsolute() || Files.exists(given) ? given : root.resolve(given);
  }
}
