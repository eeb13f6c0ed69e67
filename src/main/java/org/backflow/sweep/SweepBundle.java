package org.backflow.sweep;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.backflow.configuration.Setting;
import org.backflow.experiment.DataSource;
import org.backflow.experiment.file.Home;
import org.backflow.plan.Count;

/**
 * All that a machine that shares no files with this one needs to evaluate points of a sweep: its
 * file and those that it may name. Images go along unless they are named by an absolute path; those
 * must be reachable under it everywhere.
 */
public final class SweepBundle implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String SWEEP = "sweep.yaml";
  private static final List<String> FOLDERS =
      List.of(
          "data/experiments",
          "data/accelerators",
          "data/memories",
          "data/energy",
          "data/resources");

  /** The content of files, by their path in the bundle. */
  private final TreeMap<String, byte[]> files;

  private final ArrayList<String> settings;

  private SweepBundle(Map<String, byte[]> files, List<String> settings) {
    this.files = new TreeMap<>(files);
    this.settings = new ArrayList<>(settings);
  }

  /**
   * Packs a sweep.
   *
   * @param file its file
   * @param sweep what was read from it
   * @param settings what is changed in every point
   * @throws SweepFolderException when a file cannot be read
   */
  public static SweepBundle of(Path file, Sweep sweep, Home home, List<String> settings) {
    Map<String, byte[]> files = new TreeMap<>();
    DataSource images = sweep.base().training().data();
    try {
      files.put(SWEEP, Files.readAllBytes(file));
      for (String folder : FOLDERS) {
        add(files, home.shipped(folder), folder);
        add(files, home.own(folder), folder);
      }
      if (sweep.train() && !Path.of(images.name()).isAbsolute()) {
        add(files, images.samples().folder(), images.name());
      }
      Path experiment = sweep.experimentFile();
      String name = FOLDERS.get(0) + "/" + experiment.getFileName();
      if (!experiment.equals(home.own(name)) && !experiment.equals(home.shipped(name))) {
        throw new SweepFolderException(
            experiment + " is not in data/experiments, from where a cluster takes its files");
      }
    } catch (IOException e) {
      throw new SweepFolderException("the files of the sweep cannot be packed", e);
    }
    return new SweepBundle(files, settings);
  }

  /** Packs the files of {@code folder}, if there is one, as those of {@code name}. */
  private static void add(Map<String, byte[]> files, Path folder, String name) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> found = Files.list(folder)) {
      for (Path file : found.filter(Files::isRegularFile).sorted().toList()) {
        files.put(name + "/" + file.getFileName(), Files.readAllBytes(file));
      }
    }
  }

  /** Returns the bytes of all files. */
  public long bytes() {
    return files.values().stream().mapToLong(content -> content.length).reduce(0, Count::sum);
  }

  /**
   * Unpacks the sweep and returns what evaluates its points.
   *
   * @param folder an empty folder, which stays in use
   * @throws SweepFolderException when a file cannot be written
   */
  public PointEvaluator unpack(Path folder) {
    try {
      for (Map.Entry<String, byte[]> entry : files.entrySet()) {
        Path file = folder.resolve(entry.getKey());
        Files.createDirectories(file.resolveSibling(".").normalize());
        Files.write(file, entry.getValue());
      }
    } catch (IOException e) {
      throw new SweepFolderException(folder + " cannot be filled", e);
    }
    Home home = new Home(folder);
    Sweep sweep =
        Sweep.load(folder.resolve(SWEEP), home, settings.stream().map(Setting::parse).toList());
    return new PointEvaluator(sweep, ResourceEstimates.of(home));
  }
}
