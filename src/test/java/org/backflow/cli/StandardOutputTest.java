package org.backflow.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.backflow.experiment.TinyImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What becomes of a command whose output, or whose memory, ends. */
final class StandardOutputTest {

  @TempDir private Path folder;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** Fails as the system does. */
  private static final class Failing extends OutputStream {
    private final String message;
    private int writes;

    Failing(String message) {
      this.message = message;
    }

    @Override
    public void write(int value) throws IOException {
      writes++;
      throw new IOException(message);
    }
  }

  private String written(String line) throws IOException {
    if (line.contains("REPORT")) {
      run(OutputStream.nullOutputStream(), "compare TINY SMALL");
    }
    Path sweep =
        Files.writeString(
            folder.resolve("tiny.yaml"),
            "experiment: mnist-20\ntrain: false\nspace: {scheme: [backprop, one-hot]}\n");
    return line.replace("TINY", "--set data.path=" + TinyImages.write(folder) + " --set runs=1")
        .replace(
            "SMALL", "--set layers=36-8-4 --set protocol.epochs=1 --output " + folder + "/report")
        .replace("REPORT", folder + "/report")
        .replace("SWEEP", sweep + " --output " + folder + "/sweep");
  }

  private int run(OutputStream out, String line) throws IOException {
    return Main.run(Main.commandLine(), written(line).split(" "), out, err);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "--version",
        "help cost",
        "audit",
        "compare TINY SMALL",
        "completion",
        "cosim --help",
        "cost --layers 784-20-10",
        "cost --layers 784-20-10 --format json",
        "cost --gemm 64,20,784 --format csv",
        "explain",
        "explain utilization",
        "report REPORT",
        "resources --array 4x4 --bits 16",
        "sweep SWEEP",
        "verify --help"
      })
  void anyCommand_whoseOutputCannotBeWritten_saysSoAndFails(String line) throws IOException {
    assertThat(run(OutputStream.nullOutputStream(), line)).isZero();
    Failing full = new Failing("No space left on device");

    assertThat(run(full, line)).isEqualTo(Failures.INVALID_INPUT);

    assertThat(err.toString(UTF_8))
        .endsWith("backflow: standard output cannot be written: No space left on device\n");
    assertThat(full.writes).as("after a failure nothing more is tried").isEqualTo(1);
  }

  @Test
  void command_whoseReaderHasEnough_endsInQuiet() throws IOException {
    assertThat(run(new Failing("Broken pipe"), "cost --layers 784-20-10")).isZero();
    assertThat(err.size()).isZero();
  }

  @Test
  void command_thatFailsAndCannotSayWhatItFound_keepsItsCode() throws IOException {
    int code = run(new Failing("No space left on device"), "cost --layers 784-x");
    assertThat(code).isEqualTo(Failures.USAGE);
    assertThat(err.toString(UTF_8)).contains("--layers 784-x").doesNotContain("No space");
  }

  /** Asks for more than there is. */
  @Command(name = "exhaust")
  private record Exhausting(Error error) implements Callable<Integer> {
    @Override
    public Integer call() {
      throw error;
    }
  }

  private int runExhausting(Error error) {
    CommandLine commands = Main.commandLine().addSubcommand(new Exhausting(error));
    return Main.run(commands, new String[] {"exhaust"}, OutputStream.nullOutputStream(), err);
  }

  @Test
  void command_outOfMemory_saysInASentenceWhatToDo() {
    assertThat(runExhausting(new OutOfMemoryError("Java heap space"))).isEqualTo(Failures.INTERNAL);
    assertThat(err.toString(UTF_8).lines()).hasSize(1);
    assertThat(err.toString(UTF_8))
        .startsWith("backflow: out of memory (Java heap space): Java may take ")
        .contains("BACKFLOW_JAVA_OPTS=-Xmx", "JAVA_TOOL_OPTIONS=-Xmx");
  }

  @Test
  void command_outOfStack_saysInASentenceWhatToDo() {
    assertThat(runExhausting(new StackOverflowError())).isEqualTo(Failures.INTERNAL);
    assertThat(err.toString(UTF_8).lines()).hasSize(1);
    assertThat(err.toString(UTF_8)).contains("nested", "BACKFLOW_JAVA_OPTS=-Xss");
  }

  @Test
  void command_withAnyOtherError_asksForAReport() {
    assertThat(runExhausting(new AssertionError("impossible"))).isEqualTo(Failures.INTERNAL);
    assertThat(err.toString(UTF_8))
        .startsWith("backflow: an error in Backflow itself; please report it with:\n")
        .contains("AssertionError: impossible");
  }
}
