package org.backflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.backflow.configuration.Setting;
import org.backflow.experiment.Comparison;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.ProgressListener;
import org.backflow.experiment.TinyImages;
import org.backflow.experiment.checkpoint.CheckpointFolder;
import org.backflow.experiment.file.ExperimentCodec;
import org.backflow.experiment.file.ExperimentFile;
import org.backflow.experiment.file.Home;
import org.backflow.experiment.file.Variant;
import org.backflow.sweep.LocalEngine;
import org.backflow.sweep.ResourceEstimates;
import org.backflow.sweep.Sweep;
import org.backflow.sweep.SweepFolder;
import org.backflow.sweep.SweepListener;
import org.backflow.sweep.SweepRun;
import org.backflow.training.TrainingRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every kind of file that is read, damaged at random: it is accepted, or refused with its name and
 * 3. Never an error of the program, a hang, or something half written. {@code -Dmutation.seed} and
 * {@code -Dmutation.count} try others and more.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class MutatedInputTest {
  private static final Path HOME = Path.of("").toAbsolutePath();
  private static final long SEED = Long.getLong("mutation.seed", 15);
  private static final int COUNT = Integer.getInteger("mutation.count", 16);

  private static final String SWEEP =
      """
      description: Two arrays
      experiment: mnist-20
      train: false
      variables: {v: {from: 1, to: 4, factor: 2}}
      space:
        accelerator.array: [4x4, 8x8]
        protocol.minibatch: ['${v}']
        scheme: [backprop, one-hot]
      constraints: [dsp <= 64]
      pareto: [cycles, dsp]
      """;

  private static final String CFG =
      """
      [general]
      run_name = mine
      [architecture_presets]
      ArrayHeight: 32
      ArrayWidth: 16
      IfmapSramSzkB: 64
      FilterSramSzkB: 64
      OfmapSramSzkB: 64
      IfmapOffset: 0
      FilterOffset: 10000000
      OfmapOffset: 20000000
      Dataflow: ws
      Bandwidth: 10
      [run_presets]
      InterfaceBandwidth: CALC
      """;

  private static final String TOPOLOGY =
      """
      Layer name, IFMAP Height, IFMAP Width, Filter Height, Filter Width, Channels, Num Filter, Strides,
      Conv1, 16, 16, 3, 3, 3, 8, 1,
      Conv2, 14, 14, 3, 3, 8, 8, 2,
      FC, 1, 1, 1, 1, 288, 10, 1,
      """;

  @TempDir private Path folder;
  private Path images;
  private Path out;

  @BeforeEach
  void prepare() throws IOException {
    images = TinyImages.write(Files.createDirectory(folder.resolve("images")));
    out = folder.resolve("out");
  }

  private interface Run {
    Outcome run() throws IOException;
  }

  private void damage(String kind, Path file, Run run) throws IOException {
    damage(kind, file, run, () -> {});
  }

  private interface Step {
    void run() throws IOException;
  }

  private void damage(String kind, Path file, Run run, Step restore) throws IOException {
    byte[] original = Files.readAllBytes(file);
    Outcome undamaged = run.run();
    assertThat(undamaged.code()).as("%s, undamaged: %s", kind, undamaged.err()).isZero();
    Map<Integer, Integer> outcomes = new TreeMap<>();
    for (int i = 0; i < COUNT; i++) {
      restore.run();
      byte[] damaged = new Mutator(SEED + i).damaged(original);
      Files.write(file, damaged);
      Outcome outcome = run.run();
      outcomes.merge(outcome.code(), 1, Integer::sum);
      String name = kind + ", -Dmutation.seed=" + (SEED + i) + " -Dmutation.count=1";
      assertThat(outcome.code()).as("%s: %s", name, outcome.err()).isIn(0, 1, 3);
      if (outcome.code() == 3) {
        assertThat(outcome.err()).as(name).containsPattern("(?m)^backflow: ");
        assertThat(outcome.err()).as(name).contains(String.valueOf(file.getFileName()));
        assertThat(outcome.out()).as(name).isEmpty();
      }
      assertThat(temporaryFiles()).as(name).isEmpty();
    }
    Files.write(file, original);
    System.out.printf("%s: %d mutants from seed %d, exit codes %s%n", kind, COUNT, SEED, outcomes);
  }

  private List<Path> temporaryFiles() throws IOException {
    if (!Files.exists(out)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(out)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> String.valueOf(file.getFileName()).matches("\\..*\\d+|.*\\.tmp"))
          .toList();
    }
  }

  private Path copy(String path) throws IOException {
    Path source = HOME.resolve(path);
    return Files.copy(source, folder.resolve(String.valueOf(source.getFileName())));
  }

  private Path written(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static Outcome cost(String option, Path file) {
    return Outcome.of("cost", "--layers", "36-8-4", "--batch", "2", option, file.toString());
  }

  @Test
  void experiment() throws IOException {
    Path file = copy("data/experiments/seed-20-random.yaml");
    damage("experiment", file, () -> Outcome.of("audit", file.toString()));
  }

  @Test
  void accelerator() throws IOException {
    Path file = copy("data/accelerators/edge-16x16-dram.yaml");
    damage("accelerator", file, () -> cost("--accelerator", file));
  }

  @Test
  void energyTable() throws IOException {
    Path file = copy("data/energy/horowitz-45nm.yaml");
    damage("energy table", file, () -> cost("--energy", file));
  }

  @Test
  void accelergyTable() throws IOException {
    Path file = copy("src/test/resources/org/backflow/experiment/accelergy.yaml");
    damage("Accelergy table", file, () -> cost("--energy", file));
  }

  @Test
  void scaleSimConfiguration() throws IOException {
    Path file = written("mine.cfg", CFG);
    damage("SCALE-Sim configuration", file, () -> cost("--accelerator", file));
  }

  @Test
  void topology() throws IOException {
    Path file = written("mine.csv", TOPOLOGY);
    damage(
        "topology",
        file,
        () -> Outcome.of("cost", "--topology", file.toString(), "--train", "--scheme", "all"));
  }

  @Test
  void deviceAndSynthesisTables() throws IOException {
    Path home = folder.resolve("home");
    for (String path :
        List.of(
            "data/devices/devices.csv",
            "data/resources/xilinx7.csv",
            "data/resources/ice40up5k.csv",
            "data/accelerators/edge-16x16.yaml")) {
      Files.createDirectories(home.resolve(path).getParent());
      Files.copy(HOME.resolve(path), home.resolve(path));
    }
    String before = System.getProperty("backflow.home", "");
    System.setProperty("backflow.home", home.toString());
    try {
      Path devices = home.resolve("data/devices/devices.csv");
      Run resources = () -> Outcome.of("resources", "--devices", devices.toString());
      damage("device table", devices, resources);
      damage("synthesis table", home.resolve("data/resources/xilinx7.csv"), resources);
    } finally {
      System.setProperty("backflow.home", before);
    }
  }

  @Test
  void imagesAndTheirDigests() throws IOException {
    Path digests = images.resolve("SHA256SUMS");
    StringBuilder text = new StringBuilder();
    for (String name : List.of("train-images-idx3-ubyte", "t10k-labels-idx1-ubyte")) {
      text.append(sha256(images.resolve(name))).append("  ").append(name).append('\n');
    }
    Files.writeString(digests, text.toString());
    Run audit =
        () ->
            Outcome.of(
                "audit",
                "--set=data.path=" + images,
                "--set=data.split=official",
                "--set=layers=36-8-4");
    damage("digests", digests, audit);
    Files.delete(digests);
    damage("images", images.resolve("train-images-idx3-ubyte"), audit);
    damage("labels", images.resolve("t10k-labels-idx1-ubyte"), audit);
  }

  private static String sha256(Path file) throws IOException {
    try {
      return java.util.HexFormat.of()
          .formatHex(
              java.security.MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (java.security.NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private List<String> trained(String command) {
    return new ArrayList<>(
        List.of(
            command,
            "--set=data.path=" + images,
            "--set=layers=36-8-4",
            "--set=protocol.epochs=2",
            "--set=runs=2",
            "--set=schemes=[backprop,one-hot]",
            "--set=protocol.learningRate=0.5"));
  }

  private static Outcome run(List<String> arguments, String... more) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of(more));
    return Outcome.of(all.toArray(String[]::new));
  }

  @Test
  void results() throws IOException {
    assertThat(run(trained("compare"), "--output", out.toString()).code()).isZero();
    Path file = out.resolve("results.json");
    damage("results.json", file, () -> Outcome.of("report", "--check", file.toString()));
  }

  @Test
  void baseline() throws IOException {
    Path file = folder.resolve("baseline.yaml");
    List<String> verify = trained("verify");
    verify.addAll(List.of("--steps=2", "--baseline=" + file));
    assertThat(run(verify, "--update-baseline").code()).isZero();
    damage("baseline", file, () -> run(verify, "--only=steps"));
  }

  /** Throws once something was kept. */
  private static final class Stop implements ProgressListener {
    @Override
    public void started(String task, long total) {}

    @Override
    public void advanced(long amount) {}

    @Override
    public void measured(String training, int epochs, TrainingRun.Epoch measured) {
      throw new Stopped();
    }

    @Override
    public void finished() {}
  }

  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void checkpoint() throws IOException {
    List<String> settings =
        trained("").stream().skip(1).map(word -> word.substring("--set=".length())).toList();
    Path mnist = HOME.resolve("data/experiments/mnist-20.yaml");
    Experiment experiment =
        Variant.of(
            ExperimentFile.load(mnist, settings.toArray(String[]::new)),
            Optional.of(ExperimentFile.load(mnist)),
            settings.stream().map(Setting::parse).toList());
    Path kept = out.resolve("checkpoints");
    try {
      new Comparison(experiment)
          .run(
              new Stop(),
              new CheckpointFolder(
                  kept, ExperimentCodec.hash(experiment), Version.current(), false),
              org.backflow.experiment.NetworkListener.NONE);
    } catch (Stopped asPlanned) {
      // A checkpoint is left.
    }
    Path file;
    try (Stream<Path> files = Files.walk(kept)) {
      file =
          files
              .filter(Files::isRegularFile)
              .filter(each -> !String.valueOf(each.getFileName()).contains("lock"))
              .findFirst()
              .orElseThrow();
    }
    Path copy = Files.copy(file, folder.resolve("kept"));
    damage(
        "checkpoint",
        file,
        () -> run(trained("compare"), "--output", out.toString(), "--resume"),
        () -> {
          Files.createDirectories(kept);
          Files.copy(copy, file, StandardCopyOption.REPLACE_EXISTING);
        });
  }

  @Test
  void sweep() throws IOException {
    Path file = written("small.yaml", SWEEP);
    damage("sweep", file, () -> Outcome.of("sweep", file.toString(), "-o", out.toString()));
  }

  @Test
  void sweepResults() throws IOException {
    Path file = written("small.yaml", SWEEP);
    Run sweep =
        () -> Outcome.of("sweep", file.toString(), "-o", out.toString(), "--best", "energy");
    assertThat(sweep.run().code()).isZero();
    byte[] rows = Files.readAllBytes(out.resolve("results.csv"));
    byte[] description = Files.readAllBytes(out.resolve("sweep.json"));
    Step restore =
        () -> {
          Files.write(out.resolve("results.csv"), rows);
          Files.write(out.resolve("sweep.json"), description);
        };
    damage("results.csv", out.resolve("results.csv"), sweep, restore);
    restore.run();
    damage("sweep.json", out.resolve("sweep.json"), sweep, restore);
  }

  @Test
  void journal() throws IOException {
    Path file = written("small.yaml", SWEEP);
    Home home = new Home(HOME);
    Sweep sweep = Sweep.load(file, home, List.<Setting>of());
    SweepFolder kept = new SweepFolder(out, Version.current());
    SweepListener stop =
        new SweepListener() {
          @Override
          public void started(int points, int done, int networks) {}

          @Override
          public void damaged(Path file, Map<Integer, String> lines) {}

          @Override
          public void advanced(int points, int networks) {
            throw new Stopped();
          }

          @Override
          public void finished() {}
        };
    try {
      new SweepRun(sweep, kept).run(new LocalEngine(1, ResourceEstimates.of(home)), stop);
    } catch (Stopped asPlanned) {
      // A journal is left.
    }
    Path journal = out.resolve("results.partial.csv");
    Path copy = Files.copy(journal, folder.resolve("kept"));
    damage(
        "journal",
        journal,
        () -> Outcome.of("sweep", file.toString(), "-o", out.toString(), "--resume"),
        () -> Files.copy(copy, journal, StandardCopyOption.REPLACE_EXISTING));
  }
}
