package org.backflow.cosim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HdlToolsTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static final List<String> SOURCES =
      List.of("build", "rtl/fixed_point_pkg.sv", "rtl/conversion.sv", "tb/conversion_runtime.sv");

  @TempDir private Path folder;

  private Path script(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("simulation"), "#!/bin/sh\n" + text + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private HdlRun run(String script) throws IOException {
    return new HdlRun(script(script), folder.resolve("case"));
  }

  @Test
  void firstMissing_onAnEmptyFolder_isTheCompiler() {
    assertThat(HdlSimulator.VERILATOR.firstMissing(folder.toString())).hasValue("verilator");
    assertThat(HdlSimulator.ICARUS.firstMissing("")).hasValue("iverilog");
  }

  @Test
  void missingTool_saysThatNothingWasRunAndWhatToInstall() {
    assertThat(new MissingToolException(HdlSimulator.VERILATOR, "verilator"))
        .hasMessage(
            "co-simulation: not run, needs verilator"
                + " (on Debian: apt-get install verilator g++ make)");
  }

  @Test
  void run_thatPasses_returnsItsLineAndCanBeDiscarded() throws IOException {
    HdlRun run = run("echo noise; echo \"PASS in $(basename \"$PWD\") with $1\"");
    assertThat(run.run(LIMIT, List.of("+a=b"))).isEqualTo("PASS in case with +a=b");
    run.discard();
    assertThat(run.folder()).doesNotExist();
  }

  /** The run ends once it is watched. */
  @Test
  void run_thatTakesItsTime_isWatchedMeanwhile() throws IOException {
    HdlRun run = run("while [ ! -e watched ]; do sleep 0.01; done; echo PASS");
    assertThat(
            run.run(
                LIMIT,
                List.of(),
                () -> {
                  try {
                    Files.write(run.file("watched"), new byte[0]);
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                }))
        .isEqualTo("PASS");
  }

  @Test
  void run_withoutPassAtTheStartOfALine_failsAndKeepsTheFiles() throws IOException {
    HdlRun run = run("echo 'no PASS here'");
    assertThatExceptionOfType(HdlFailureException.class)
        .isThrownBy(() -> run.run(LIMIT, List.of()))
        .withMessageContaining("ends without PASS")
        .withMessageContaining(run.folder().toString())
        .withMessageContaining("no PASS here");
    assertThat(run.file("simulation.log")).exists();
  }

  @Test
  void run_withAnotherExitCode_failsEvenAfterPass() throws IOException {
    HdlRun run = run("echo PASS; exit 3");
    assertThatExceptionOfType(HdlFailureException.class)
        .isThrownBy(() -> run.run(LIMIT, List.of()))
        .withMessageContaining("ends with exit code 3");
  }

  @Test
  void run_thatDoesNotEnd_isEnded() throws IOException {
    HdlRun run = run("echo PASS; sleep 60");
    assertThatExceptionOfType(HdlFailureException.class)
        .isThrownBy(() -> run.run(Duration.ofMillis(200), List.of()))
        .withMessageContaining("is not done after");
  }

  @Test
  void build_ofATestbench_isDoneOnceAndKeptByParameters() {
    assumeTrue(HdlSimulator.ICARUS.isInstalled(), "iverilog is not installed");
    HdlBuild build = new HdlBuild(Path.of("hdl-ref").toAbsolutePath(), folder.resolve("hdl"));
    HdlBuild.Target target = target(2);
    Path executable = build.build(target);
    HdlRun run = new HdlRun(executable, folder.resolve("run"));
    assertThat(run.run(LIMIT, List.of("+folds=3"))).startsWith("PASS");
    assertThat(build.build(target)).isEqualTo(executable);
    assertThat(build.build(target(3))).isNotEqualTo(executable).isExecutable();
  }

  @Test
  void build_thatDoesNotCompile_failsWithTheLogAndLeavesNothing() throws IOException {
    assumeTrue(HdlSimulator.ICARUS.isInstalled(), "iverilog is not installed");
    Path hdl = Path.of("hdl-ref").toAbsolutePath();
    for (String file : SOURCES) {
      Files.createDirectories(folder.resolve(file).getParent());
      Files.copy(hdl.resolve(file), folder.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
    }
    Files.writeString(folder.resolve("tb/tb_wrong.sv"), "module tb_wrong; nonsense");
    HdlBuild build = new HdlBuild(folder, folder.resolve("cache"));
    assertThatExceptionOfType(HdlFailureException.class)
        .isThrownBy(
            () ->
                build.build(HdlBuild.Target.of(HdlSimulator.ICARUS, "tb_wrong", Map.of("Rows", 4))))
        .withMessageContaining("tb_wrong with {Rows=4} cannot be built by icarus")
        .withMessageContaining("syntax error");
    assertThat(folder.resolve("cache")).isEmptyDirectory();
  }

  private static HdlBuild.Target target(int rows) {
    return HdlBuild.Target.of(
        HdlSimulator.ICARUS, "tb_os_array", Map.of("Rows", rows, "Columns", 2));
  }
}
