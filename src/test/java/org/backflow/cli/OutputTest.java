package org.backflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.backflow.experiment.TinyImages;
import org.backflow.files.FolderLock;
import org.backflow.parallel.Tasks;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where commands write to, and where they do not. */
final class OutputTest {

  @TempDir private Path folder;

  private String compare() throws IOException {
    return "compare --set layers=36-8-4 --set protocol.epochs=1 --set runs=1 --set data.path="
        + TinyImages.write(folder)
        + " --output "
        + folder.resolve("out");
  }

  private String sweep() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("tiny.yaml"),
            "experiment: mnist-20\ntrain: false\nspace: {scheme: [backprop, one-hot]}\n");
    return "sweep " + file + " --output " + folder.resolve("out");
  }

  private static Outcome run(String line) {
    return Outcome.of(line.split(" "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " --restart", " --resume"})
  void compareAndSweep_inAFolderInUse_touchNothing(String more) throws IOException {
    Path kept =
        Files.createDirectories(folder.resolve("out/checkpoints"))
            .resolve("run-0-float.safetensors");
    Files.writeString(kept, "hours of work");
    Path partial = Files.writeString(folder.resolve("out/results.partial.csv"), "hours of work");
    try (FolderLock held = FolderLock.take(folder.resolve("out"), "a long run")) {
      assertThat(held).isNotNull();
      for (String command : new String[] {compare(), sweep()}) {
        Outcome refused = run(command + more);
        assertThat(refused.code()).isEqualTo(3);
        assertThat(refused.err())
            .startsWith("backflow: " + folder.resolve("out") + " is in use by ")
            .contains("wait for it, or choose another folder");
      }
    }
    assertThat(kept).hasContent("hours of work");
    assertThat(partial).hasContent("hours of work");
  }

  @Test
  void compareAndReport_whenTheyAreDone_leaveTheFolderToOthers() throws IOException {
    assertThat(run(compare()).code()).isZero();
    assertThat(run("report " + folder.resolve("out")).code()).isZero();
    assertThat(folder.resolve("out").toFile().list())
        .doesNotContain("checkpoints", ".backflow.lock")
        .contains("results.json", "index.html");
  }

  @Test
  void compare_whoseTablesCannotBeWritten_keepsTheResultsThatTheyAreMadeFrom() throws IOException {
    Path taken = Files.createDirectories(folder.resolve("out/schemes.csv"));
    Path own = Files.createFile(taken.resolve("own.txt"));

    Outcome outcome = run(compare());

    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.err()).contains("backflow: " + taken + " cannot be written");
    assertThat(folder.resolve("out/results.json")).isNotEmptyFile();
    assertThat(folder.resolve("out/checkpoints")).doesNotExist();
    Files.delete(own);
    Files.delete(taken);
    assertThat(run("report " + folder.resolve("out")).code()).isZero();
    assertThat(taken).isNotEmptyFile();
  }

  @Test
  void trace_toALink_keepsTheLink() throws IOException {
    Path real = Files.writeString(folder.resolve("real.json"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link.json"), Path.of("real.json"));

    assertThat(run("cost --layers 784-20-10 --trace " + link).code()).isZero();

    assertThat(link).isSymbolicLink();
    assertThat(real).content().contains("traceEvents");
  }

  @Test
  void trace_toADeviceThatIsFull_failsAndKeepsTheDevice() {
    Path full = Path.of("/dev/full");
    Assumptions.assumeTrue(Files.exists(full), "no /dev/full here");

    Outcome outcome = run("cost --layers 784-20-10 --trace " + full);

    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.err())
        .isEqualTo("backflow: /dev/full cannot be written: No space left on device\n");
    assertThat(Files.isRegularFile(full)).isFalse();
  }

  @Test
  void trace_intoAFolderThatIsMissing_namesWhatWasAskedFor() {
    Path file = folder.resolve("none/t.json");

    Outcome outcome = run("cost --layers 784-20-10 --trace " + file);

    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.err())
        .isEqualTo(
            "backflow: " + file + " cannot be written: there is no " + file.getParent() + "\n");
  }

  @Test
  void threads_beyondWhatTheMachineCanUse_areRefused() throws IOException {
    // One more only, so that a failure of this test does not starve the machine.
    int tooMany = Tasks.mostThreads() + 1;
    Outcome option = run(sweep() + " --threads " + tooMany);
    assertThat(option.code()).isEqualTo(2);
    assertThat(option.err())
        .contains("--threads " + tooMany + ": expected at most " + Tasks.mostThreads() + ",");
    Outcome key = run(compare() + " --set threads=" + tooMany);
    assertThat(key.code()).isEqualTo(3);
    assertThat(key.err()).contains("1 to " + Tasks.mostThreads());
    assertThat(run(sweep() + " --threads " + Tasks.mostThreads()).code()).isZero();
  }
}
