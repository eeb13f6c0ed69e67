package org.backflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.backflow.experiment.TinyImages;
import org.backflow.random.RandomStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes that are killed while they train, and those that go on after them. */
final class InterruptionTest {

  private static final int KILLS = 3;
  private static final int TERMINATED = 143;

  @TempDir private Path folder;

  @BeforeEach
  void writeImages() throws IOException {
    TinyImages.write(folder);
  }

  private Process start(Path report, String... more) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // Short lives: what starts soonest ends soonest, with the same bytes.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "org.backflow.cli.Main",
                "compare",
                "--output",
                report.toString()));
    for (String setting :
        List.of(
            "data.path=" + folder,
            "layers=36-8-4",
            "runs=3",
            "protocol.epochs=60",
            "fixedPoint.rounding=STOCHASTIC",
            "fixedPoint.formats.weight=fixed<12,4>")) {
      command.addAll(List.of("--set", setting));
    }
    command.addAll(List.of(more));
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(report.resolveSibling(report.getFileName() + ".log").toFile())
        .start();
  }

  private static int exitCode(Process process) throws InterruptedException {
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  /** Waits until the process has kept something, so that it is killed while it trains. */
  private static void awaitCheckpoint(Process process, Path report) throws Exception {
    Path kept = report.resolve("checkpoints");
    while (process.isAlive() && !hasCheckpoint(kept)) {
      Thread.sleep(5);
    }
  }

  private static boolean hasCheckpoint(Path kept) throws IOException {
    return Files.exists(kept) && names(kept).stream().anyMatch(name -> name.startsWith("run-"));
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    for (String name : names(folder)) {
      contents.put(name, Files.readString(folder.resolve(name)));
    }
    return contents;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void compare_killedAtRandomMomentsAndResumed_writesTheSameBytes(long seed) throws Exception {
    Path whole = folder.resolve("whole");
    assertThat(exitCode(start(whole))).isZero();
    RandomStream random = RandomStream.of(seed, "kill");
    Path report = folder.resolve("report");
    int killed = 0;
    for (int attempt = 0; attempt < KILLS; attempt++) {
      Process process = start(report, "--resume", "--set", "threads=" + (1 + 3 * attempt));
      awaitCheckpoint(process, report);
      Thread.sleep(random.nextInt(150));
      killed += process.isAlive() ? 1 : 0;
      process.destroyForcibly();
      exitCode(process);
      if (!Files.exists(report.resolve("checkpoints"))) {
        break;
      }
    }
    assertThat(killed).as("kills while training, seed %d", seed).isPositive();
    assertThat(exitCode(start(report, "--resume"))).isZero();
    Map<String, String> resumed = contents(report);
    assertThat(resumed).as("seed %d", seed).isEqualTo(contents(whole));
    assertThat(resumed).doesNotContainKey("checkpoints").containsKey("results.json");
  }

  @Test
  void compare_toldToStop_keepsItsEpochsAndSaysHowToGoOn() throws Exception {
    Path report = folder.resolve("report");
    Process process = start(report, "--set", "protocol.epochs=100000");
    awaitCheckpoint(process, report);
    process.destroy();
    assertThat(exitCode(process)).isEqualTo(TERMINATED);
    assertThat(folder.resolve("report.log"))
        .content()
        .contains("every epoch that ended is kept. To go on:")
        .contains("--output " + report)
        .contains("--resume");
    assertThat(names(report.resolve("checkpoints")))
        .isNotEmpty()
        .allMatch(name -> name.matches("run-\\d+-(float|fixed)\\.safetensors"));
    assertThat(exitCode(start(report))).as("another configuration").isEqualTo(3);
    assertThat(folder.resolve("report.log")).content().contains("--restart");
    assertThat(exitCode(start(report, "--resume"))).isEqualTo(3);
    assertThat(folder.resolve("report.log")).content().contains("belongs to");
    assertThat(exitCode(start(report, "--restart"))).isZero();
    assertThat(report.resolve("checkpoints")).doesNotExist();
  }
}
