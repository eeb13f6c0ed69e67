package org.backflow.cosim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.backflow.experiment.ProgressListener;
import org.backflow.experiment.file.ExperimentFile;
import org.backflow.experiment.file.Home;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The arrays in Icarus, which builds in a second; {@code backflow cosim} uses Verilator. */
final class ArrayCosimulationTest {

  @TempDir private Path work;

  @Test
  void selfTest_everyFaultOfBothArrays_isNoticed() {
    SelfTestResult result = new ArrayCosimulation().selfTest(options(Optional.empty()));
    assertThat(result.passed()).isTrue();
    assertThat(result.probes()).filteredOn(SelfTestResult.Probe::faulty).hasSize(8);
  }

  @Test
  void run_randomProducts_areEqual() {
    CosimResult result = new ArrayCosimulation(6).run(options(Optional.empty()));
    assertThat(result.cases())
        .hasSize(9)
        .allSatisfy(found -> assertThat(found.equal()).as("%s", found.difference()).isTrue());
    assertThat(result.counts().words()).isGreaterThan(5_000);
  }

  @Test
  void run_withAWaveform_modelAndRtlShowTheSameValuesAtTheSameTimes() throws IOException {
    Path file = work.resolve("array.vcd");
    CosimResult result = new ArrayCosimulation().run(options(Optional.of(file)));
    assertThat(result.equal()).isTrue();

    // The clock is 200 MHz: half a period is 2.5 ns.
    assertThat(Files.readString(file)).contains("$timescale 100ps $end\n", "#75\n");
    assertThat(Files.readString(ArrayCosimulation.stepped(file)))
        .startsWith("$timescale 100ps $end\n");
    ValueChanges rtl = ValueChanges.read(file);
    ValueChanges model = ValueChanges.read(ArrayCosimulation.stepped(file));
    // Six ports, one counter, a delay register for the second row and column, seven per element.
    assertThat(model.names()).hasSize(6 + 1 + 2 + 4 * 7).isSubsetOf(rtl.names());
    int known = 0;
    for (String name : model.names()) {
      for (long time : rtl.timesFrom(3 * 25)) {
        String value = rtl.value(name, time);
        if (!value.contains("x")) {
          assertThat(model.value(name, time)).as("%s at %d", name, time).isEqualTo(value);
          known++;
        }
      }
      assertThat(model.changes(name)).as(name).isSubsetOf(rtl.changes(name));
    }
    assertThat(known).isGreaterThan(5_000);
  }

  private Cosimulation.Options options(Optional<Path> waveform) {
    assumeTrue(HdlSimulator.ICARUS.isInstalled());
    Home home = new Home(Path.of(""));
    return new Cosimulation.Options(
        ExperimentFile.load(Path.of("data/experiments/mnist-20.yaml")),
        HdlSimulator.ICARUS,
        1,
        1,
        HdlBuild.of(home),
        work,
        waveform,
        ProgressListener.SILENT);
  }
}
