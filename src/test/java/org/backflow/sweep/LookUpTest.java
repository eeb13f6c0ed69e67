package org.backflow.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.backflow.configuration.Setting;
import org.backflow.configuration.tree.ConfigurationException;
import org.backflow.configuration.tree.Shelf;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.file.ExperimentFile;
import org.backflow.experiment.file.Home;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of file in every place that names one: by a shipped name, by a name of one's own, by a
 * path from the file that names it or from the working directory, by an absolute path; and what is
 * said of one that is missing.
 */
final class LookUpTest {
  private static final Path SHIPPED = Path.of("");
  private static final Path MNIST = Path.of("data/experiments/mnist-20.yaml");

  /** What tells a file of one's own from the shipped one of which it is a copy. */
  private static final String OWN = "own copy";

  @TempDir private Path folder;

  private final List<String> remarks = new ArrayList<>();
  private Home home = new Home(SHIPPED);

  /**
   * A kind of file, with the name of one that comes with Backflow and what is replaced in it, and
   * by what, to tell a copy.
   */
  private enum Kind {
    ACCELERATOR("accelerators", ".yaml", "edge-16x16", "(?m)^source: .*", "source: own copy"),
    ENERGY("energy", ".yaml", "horowitz-45nm", "(?m)^technology: .*", "technology: own copy"),
    MEMORY("memories", ".yaml", "DDR4", "JEDEC", "own copy"),
    EXPERIMENT("experiments", ".yaml", "mnist-20", "(?m)^description: .*", "description: own copy"),
    SWEEP("sweeps", ".yaml", "width-rounding", "(?m)^description: .*", "description: own copy"),
    TOPOLOGY("topologies", ".csv", "alexnet", "Conv1,", "own copy,"),
    DEVICES("devices", ".csv", "devices", "Artix-7 35T,", "own copy,");

    private final String folder;
    private final String extension;
    private final String shipped;
    private final String mark;
    private final String replacement;

    Kind(String folder, String extension, String shipped, String mark, String replacement) {
      this.folder = folder;
      this.extension = extension;
      this.shipped = shipped;
      this.mark = mark;
      this.replacement = replacement;
    }

    String copy() throws IOException {
      Path file = SHIPPED.resolve("data").resolve(folder).resolve(shipped + extension);
      String copy = Files.readString(file).replaceFirst(mark, replacement);
      assertThat(copy).as("the mark of %s", this).isNotEqualTo(Files.readString(file));
      return copy;
    }
  }

  /** A place where a file is named; relative paths start from the file, or from here. */
  private enum Place {
    KEY,
    EXTENDS,
    SET,
    OPTION,
    AXIS
  }

  private record Named(Kind kind, Place place) {}

  private static Stream<Arguments> places() {
    return Stream.of(
            new Named(Kind.ACCELERATOR, Place.KEY),
            new Named(Kind.ACCELERATOR, Place.SET),
            new Named(Kind.ACCELERATOR, Place.OPTION),
            new Named(Kind.ACCELERATOR, Place.AXIS),
            new Named(Kind.ENERGY, Place.KEY),
            new Named(Kind.ENERGY, Place.SET),
            new Named(Kind.ENERGY, Place.OPTION),
            new Named(Kind.ENERGY, Place.AXIS),
            new Named(Kind.MEMORY, Place.OPTION),
            new Named(Kind.EXPERIMENT, Place.KEY),
            new Named(Kind.EXPERIMENT, Place.EXTENDS),
            new Named(Kind.EXPERIMENT, Place.OPTION),
            new Named(Kind.SWEEP, Place.OPTION),
            new Named(Kind.TOPOLOGY, Place.OPTION),
            new Named(Kind.DEVICES, Place.OPTION))
        .map(Arguments::of);
  }

  @BeforeEach
  void writeOwnFiles() throws IOException {
    for (Kind kind : Kind.values()) {
      Path data = Files.createDirectories(folder.resolve("here/data").resolve(kind.folder));
      Files.writeString(data.resolve("mine" + kind.extension), kind.copy());
      Path beside = Files.createDirectories(folder.resolve("files/parts"));
      Files.writeString(beside.resolve(kind.folder + kind.extension), kind.copy());
    }
    home = new Home(folder.resolve("here"), SHIPPED, remarks::add);
  }

  @ParameterizedTest
  @MethodSource("places")
  void aShippedName_isTheShippedFile(Named named) {
    assertThat(found(named, named.kind().shipped)).doesNotContain(OWN);
    assertThat(remarks).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("places")
  void aNameOfOnesOwn_isOnesOwnFile(Named named) {
    assertThat(found(named, "mine")).contains(OWN);
    assertThat(remarks).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("places")
  void aNameOfBoth_isOnesOwnFile_andIsRemarkedOnce(Named named) throws IOException {
    Path data = folder.resolve("here/data").resolve(named.kind().folder);
    Files.writeString(
        data.resolve(named.kind().shipped + named.kind().extension), named.kind().copy());
    assertThat(found(named, named.kind().shipped)).contains(OWN);
    assertThat(remarks)
        .filteredOn(remark -> remark.contains("'" + named.kind().shipped + "'"))
        .singleElement()
        .asString()
        .contains("not the shipped one");
  }

  @ParameterizedTest
  @MethodSource("places")
  void aRelativePath_startsFromTheFileThatNamesIt_orFromHere(Named named) {
    String fromTheFile = "parts/" + named.kind().folder + named.kind().extension;
    boolean isOfAFile =
        named.place() == Place.KEY || named.place() == Place.EXTENDS || named.place() == Place.AXIS;
    Path here = Path.of("").toAbsolutePath();
    String fromHere =
        here.relativize(folder.resolve("files").resolve(fromTheFile).toAbsolutePath()).toString();
    assertThat(found(named, isOfAFile ? fromTheFile : fromHere)).contains(OWN);
  }

  @ParameterizedTest
  @MethodSource("places")
  void anAbsolutePath_isThatFile(Named named) {
    Path file = folder.resolve("files/parts").resolve(named.kind().folder + named.kind().extension);
    assertThat(found(named, file.toAbsolutePath().toString())).contains(OWN);
  }

  @ParameterizedTest
  @MethodSource("places")
  void aMissingName_isRefusedWithBothPlacesAndTheNearest(Named named) {
    String near = named.kind().shipped + "x";
    assertThatThrownBy(() -> found(named, near))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(folder.resolve("here/data").resolve(named.kind().folder).toString())
        .hasMessageContaining(" come with Backflow, data/" + named.kind().folder)
        .hasMessageContaining("did you mean '" + named.kind().shipped + "'?");
  }

  @ParameterizedTest
  @MethodSource("places")
  void aMissingPath_isRefusedWithThePathAndTheNearest(Named named) {
    Path missing =
        folder.resolve("files/parts").resolve(named.kind().folder + "x" + named.kind().extension);
    assertThatThrownBy(() -> found(named, missing.toAbsolutePath().toString()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("there is no file " + missing)
        .hasMessageContaining(
            "did you mean '" + named.kind().folder + named.kind().extension + "'?");
  }

  @Test
  void images_areFoundFromTheFile_fromHere_andByName() throws IOException {
    Files.createDirectories(folder.resolve("files/pictures"));
    Files.createDirectories(folder.resolve("here/data/fashion"));
    Home here = home;
    Path file = file("images.yaml", "extends: mnist-20\ndata: {path: pictures}\n");
    assertThat(ExperimentFile.load(file, here, List.of()).training().data().samples().folder())
        .isEqualTo(folder.resolve("files/pictures"));
    assertThat(images("data.path=fashion")).isEqualTo(folder.resolve("here/data/fashion"));
    assertThat(images("data.path=data/fashion")).isEqualTo(folder.resolve("here/data/fashion"));
    assertThat(images("data.path=" + folder.resolve("files/pictures")))
        .isEqualTo(folder.resolve("files/pictures"));
    assertThat(images("data.path=mnist")).isEqualTo(Path.of("data/mnist"));
  }

  private Path images(String setting) {
    return ExperimentFile.load(MNIST, home, List.of(Setting.parse(setting)))
        .training()
        .data()
        .samples()
        .folder();
  }

  /** Returns what tells which file is meant where {@code written} names it. */
  private String found(Named named, String written) {
    try {
      return switch (named.place()) {
        case KEY -> byKey(named.kind(), written);
        case EXTENDS ->
            ExperimentFile.load(file("e.yaml", "extends: " + written + "\n"), home, List.of())
                .presentation()
                .description();
        case SET ->
            of(named.kind(), ExperimentFile.load(MNIST, home, List.of(setting(named, written))));
        case OPTION -> Files.readString(shelf(named.kind()).find("--option", written));
        case AXIS -> byAxis(named.kind(), written);
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String byKey(Kind kind, String written) throws IOException {
    if (kind == Kind.EXPERIMENT) {
      Path file = file("s.yaml", "experiment: " + written + "\ntrain: false\nspace: {runs: [1]}\n");
      return Sweep.load(file, home, List.of()).base().presentation().description();
    }
    String value =
        kind == Kind.ENERGY ? "energyTables: [" + written + "]" : "accelerator: " + written;
    Path file = file("e.yaml", "extends: mnist-20\n" + value + "\n");
    return of(kind, ExperimentFile.load(file, home, List.of()));
  }

  private String byAxis(Kind kind, String written) throws IOException {
    String key = kind == Kind.ENERGY ? "energyTables" : "accelerator";
    Path file =
        file(
            "s.yaml",
            "experiment: mnist-20\ntrain: false\nspace:\n  " + key + ": [" + written + "]\n");
    Sweep sweep = Sweep.load(file, home, List.of());
    return of(kind, sweep.template().with(sweep.point(0).settings()));
  }

  private static Setting setting(Named named, String written) {
    return Setting.parse(
        named.kind() == Kind.ENERGY ? "energyTables=[" + written + "]" : "accelerator=" + written);
  }

  private static String of(Kind kind, Experiment experiment) {
    return kind == Kind.ENERGY
        ? experiment.hardware().energyTables().get(0).technology()
        : experiment.hardware().accelerator().source();
  }

  private Shelf shelf(Kind kind) {
    return switch (kind) {
      case ACCELERATOR -> home.accelerators().files();
      case ENERGY -> home.energyTables().files();
      case MEMORY -> home.memories().files();
      case EXPERIMENT -> home.experiments();
      case SWEEP -> home.sweeps();
      case TOPOLOGY -> home.topologies();
      case DEVICES -> home.devices();
    };
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve("files").resolve(name), text);
  }
}
