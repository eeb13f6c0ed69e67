package org.backflow.experiment.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.backflow.configuration.ConfigurationShelf;
import org.backflow.configuration.tree.Shelf;
import org.backflow.foreign.scalesim.ScaleSimConfiguration;
import org.backflow.foreign.scalesim.TopologyFile;
import org.jspecify.annotations.Nullable;

/**
 * Where files are: one's own below the working directory, where reports go as well, and those that
 * come with Backflow. Both have a folder {@code data}.
 */
public final class Home {
  private static final String YAML = ".yaml";

  /** The folder of the jar that holds what comes with Backflow. */
  private static final String IN_JAR = "/META-INF/backflow";

  /** A file of that folder, since a folder itself cannot be asked for. */
  private static final String A_FILE = "/data/experiments/mnist-20.yaml";

  private final Path working;
  private final Path shipped;
  private final Consumer<String> remarks;

  /** Returns a home where {@code root} is both the working directory and what is shipped. */
  public Home(Path root) {
    this(root, root, remark -> {});
  }

  /**
   * Names the two folders.
   *
   * @param working one's own
   * @param shipped what comes with Backflow
   * @param remarks is told, once, what a reader of results should know of the files that were found
   */
  public Home(Path working, Path shipped, Consumer<String> remarks) {
    Set<String> told = ConcurrentHashMap.newKeySet();
    this.working = working;
    this.shipped = shipped;
    this.remarks =
        remark -> {
          if (told.add(remark)) {
            remarks.accept(remark);
          }
        };
  }

  /** Returns the home of this process, without remarks. */
  public static Home ofProcess() {
    return ofProcess(remark -> {});
  }

  /**
   * Returns the home of this process: the working directory, and the checkout that the launcher
   * states or else what is in the jar.
   *
   * @param remarks is told what a reader of results should know of the files that were found
   */
  public static Home ofProcess(Consumer<String> remarks) {
    String stated = System.getProperty("backflow.home");
    return new Home(Path.of(""), stated == null ? inJar() : Path.of(stated), remarks);
  }

  /** Returns the folder of the jar, or of the classes; of classes without one the working one. */
  private static Path inJar() {
    @Nullable URL file = Home.class.getResource(IN_JAR + A_FILE);
    if (file == null) {
      return Path.of("");
    }
    try {
      URI uri = file.toURI();
      if (uri.getScheme().equals("jar")) {
        open(uri);
      }
      return Path.of(uri).resolve("../../..").normalize();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException impossible) {
      throw new AssertionError("the class loader made the address", impossible);
    }
  }

  /** Opens the jar as folders and files, for as long as the process runs. */
  private static void open(URI uri) throws IOException {
    try {
      FileSystems.newFileSystem(uri, Map.of());
    } catch (FileSystemAlreadyExistsException e) {
      // Open since another call.
    }
  }

  /** Returns the experiments. */
  public Shelf experiments() {
    return shelf("experiment", "experiments", YAML);
  }

  /** Returns the accelerators, those of SCALE-Sim among them. */
  public ConfigurationShelf accelerators() {
    return new ConfigurationShelf(
        shelf("accelerator", "accelerators", YAML, ScaleSimConfiguration.EXTENSION),
        file -> AcceleratorFile.configuration(file, remarks));
  }

  /** Returns the energy tables, those of Accelergy among them. */
  public ConfigurationShelf energyTables() {
    return ConfigurationShelf.of(shelf("energy table", "energy", YAML, ".yml"));
  }

  /** Returns the memories off the chip. */
  public ConfigurationShelf memories() {
    return ConfigurationShelf.of(shelf("memory", "memories", YAML));
  }

  /** Returns the topologies. */
  public Shelf topologies() {
    return shelf("topology", "topologies", TopologyFile.EXTENSION);
  }

  /** Returns the sweeps. */
  public Shelf sweeps() {
    return shelf("sweep", "sweeps", YAML);
  }

  /** Returns the lists of devices. */
  public Shelf devices() {
    return shelf("list of devices", "devices", ".csv");
  }

  private Shelf shelf(String kind, String folder, String... extensions) {
    return new Shelf(
        kind,
        working.resolve("data").resolve(folder),
        shipped.resolve("data").resolve(folder),
        List.of(extensions),
        remarks);
  }

  /**
   * A folder of images.
   *
   * @param name as it leads there from the working directory, or by what is shipped
   * @param path where it is; one that is not there if none is
   */
  public record DataFolder(String name, Path path) {}

  /**
   * Returns the folder of images that {@code written} leads to: from {@code folder}, from the
   * working directory, by what is shipped, or as the name of a folder of {@code data}.
   *
   * @param folder of the file that names it
   */
  public DataFolder dataFolder(String written, Path folder) {
    Path beside = folder.resolve(written).normalize();
    if (Files.isDirectory(beside) && !Path.of(written).isAbsolute()) {
      return new DataFolder(fromHere(beside), beside);
    }
    return Stream.of(
            own(written), shipped(written), own("data/" + written), shipped("data/" + written))
        .filter(Files::isDirectory)
        .findFirst()
        .map(path -> new DataFolder(written, path))
        .orElseGet(() -> new DataFolder(written, own(written)));
  }

  private String fromHere(Path path) {
    Path here = working.toAbsolutePath().normalize();
    return here.relativize(path.toAbsolutePath()).toString();
  }

  /** Returns the folder that the report of {@code name} is written to. */
  public Path report(String name) {
    return working.resolve("reports").resolve(name);
  }

  /** Returns a file of the working directory. */
  public Path own(String path) {
    return working.resolve(path);
  }

  /** Returns a file that comes with Backflow. */
  public Path shipped(String path) {
    return shipped.resolve(path);
  }

  /** Returns one's own file if it is there, else the one that comes with Backflow. */
  public Path find(String path) {
    return Files.exists(own(path)) ? own(path) : shipped(path);
  }
}
