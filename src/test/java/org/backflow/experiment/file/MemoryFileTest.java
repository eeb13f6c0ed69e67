package org.backflow.experiment.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backflow.accelerator.Accelerator;
import org.backflow.accelerator.CostModel;
import org.backflow.accelerator.EnergyTable;
import org.backflow.accelerator.StepCost;
import org.backflow.accelerator.Traffic;
import org.backflow.accelerator.memory.BitEnergy;
import org.backflow.accelerator.memory.Dram;
import org.backflow.configuration.tree.ConfigurationException;
import org.backflow.experiment.Experiment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Memories that are taken by their names. */
final class MemoryFileTest {

  private static final Home HOME = new Home(Path.of(""));

  @TempDir private Path folder;

  private static Dram dram(String... settings) {
    return accelerator(settings).memorySystem().dram().orElseThrow();
  }

  private static Accelerator accelerator(String... settings) {
    return AcceleratorFile.load(HOME, "edge-16x16-dram", List.of(settings));
  }

  /**
   * At 200 MHz 12.8 GB/s are 64 bytes, 40 ns are 8 cycles, 26.7 ns 5.34 and so 6, 28 ns 5.6 and so
   * 6.
   */
  @ParameterizedTest
  @CsvSource({"LPDDR4, 64, 8, 8", "DDR4, 96, 6, 8.4375", "HBM2, 1280, 6, 3.92"})
  void name_givesBandwidthAndLatencyAtTheClock(
      String name, double bytesPerCycle, int latencyCycles, double picojoules) {
    Dram dram = dram("dram=" + name);
    assertThat(dram.bytesPerCycle()).isEqualTo(bytesPerCycle);
    assertThat(dram.latencyCycles()).isEqualTo(latencyCycles);
    assertThat(dram.energy()).map(BitEnergy::picojoules).contains(picojoules);
  }

  /** 12.8 GB/s at 300 MHz are 341.33 bits. 40 ns are 12 cycles. */
  @Test
  void otherClock_roundsBandwidthDownAndLatencyUp() {
    Dram dram = dram("dram=LPDDR4", "clockMegahertz=300");
    assertThat(dram.bytesPerCycle()).isEqualTo(341 / 8.0);
    assertThat(dram.latencyCycles()).isEqualTo(12);
  }

  @Test
  void ownKeys_overrideTheFigures() {
    Dram named =
        dram("dram={preset: HBM2, latencyCycles: 20, picojoulesPerBit: 4.5, source: ours}");
    assertThat(named).isEqualTo(new Dram(1280, 20, Optional.of(new BitEnergy(4.5, "ours"))));
    assertThat(dram("dram={preset: HBM2, bytesPerCycle: 16}").bytesPerCycle()).isEqualTo(16);
    assertThat(dram("dram=HBM2", "dram.energy.picojoulesPerBit=4").energy())
        .map(BitEnergy::picojoules)
        .contains(4.0);
    assertThat(dram("dram={bytesPerCycle: 8, latencyCycles: 1, picojoulesPerBit: 2}").energy())
        .contains(new BitEnergy(2, "not stated"));
    assertThat(dram().energy()).isEmpty();
  }

  /** Every bit to and from DRAM costs what the memory says, whatever the table says. */
  @Test
  void energy_ofTheMemory_takesThePlaceOfTheTables() {
    Experiment own =
        ExperimentFile.load(
            Path.of("data/experiments/mnist-20.yaml"),
            "accelerator=edge-16x16-dram",
            "accelerator.dram=HBM2");
    StepCost step =
        new CostModel(own.hardware().accelerator(), own.hardware().arithmetic())
            .cost(own.plan(own.baseline()));
    double bits =
        step.operations().stream()
            .flatMap(operation -> operation.moved().traffic().stream())
            .filter(Traffic::isDram)
            .mapToLong(Traffic::bits)
            .sum();
    assertThat(bits).isPositive();
    for (EnergyTable table : own.hardware().energyTables()) {
      assertThat(
              step.operations().stream()
                      .mapToDouble(
                          operation ->
                              table
                                  .energy(operation, own.hardware().accelerator())
                                  .dramPicojoules())
                      .sum()
                  / (bits * 3.92))
          .isCloseTo(1.0, within(1e-9));
    }
    assertThat(own.remarks())
        .hasSameSizeAs(own.hardware().energyTables())
        .first()
        .asString()
        .startsWith(
            "DRAM energy is not that of horowitz-45nm but of the accelerator's memory, 3.92 pJ/bit"
                + " (O'Connor, ");
  }

  /** A table without DRAM prices an accelerator that knows the energy of its own. */
  @Test
  void tableWithoutDram_fitsAMemoryWithAnEnergy() throws IOException {
    Path file = folder.resolve("ert.yaml");
    Files.writeString(
        file,
        "ERT: {tables: [{name: mac, actions: [{name: compute, energy: 1}]}, {name: buffer,"
            + " actions: [{name: access, energy: 1}]}]}");
    EnergyTable table = EnergyTableFile.load(HOME, file.toString());
    table.requireFit(accelerator("dram=LPDDR4"));
    assertThatThrownBy(() -> table.requireFit(accelerator()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ownFile_isTakenByItsPath() throws IOException {
    Path file = folder.resolve("mine.yaml");
    Files.writeString(
        file,
        Files.readString(Path.of("data/memories/HBM2.yaml"))
            .replace("gigabytesPerSecond: 256", "gigabytesPerSecond: 128"));
    assertThat(dram("dram=" + file).bytesPerCycle()).isEqualTo(640);
  }

  @ParameterizedTest
  @ValueSource(strings = {"LPDDR4", "{preset: DDR4, latencyCycles: 9}"})
  void description_isReadAgainAsTheSame(String dram) throws IOException {
    Experiment experiment =
        ExperimentFile.load(
            Path.of("data/experiments/mnist-20.yaml"),
            "accelerator=edge-16x16-dram",
            "accelerator.dram=" + dram);
    Path results = folder.resolve("results.json");
    new ObjectMapper()
        .writeValue(
            results.toFile(), Map.of("configuration", ExperimentCodec.describe(experiment)));
    assertThat(ExperimentFile.load(results).hardware().accelerator())
        .isEqualTo(experiment.hardware().accelerator());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "dram=LPDDR5 | 'dram' is the text 'LPDDR5', no file of data/memories; did you mean 'LPDDR4'?",
        "dram={preset: 5} | 'dram.preset' is 5",
        "dram={latencyCycles: 5} | missing key 'dram.bytesPerCycle'",
        "dram={preset: HBM2, picojoulesPerBit: 0} | 'dram.picojoulesPerBit' is 0; expected a number"
            + " above 0",
        "dram.energy=3 | unknown key 'energy' in 'dram'",
      })
  void wrongMemory_isRefused(String setting, String message) {
    assertThatThrownBy(() -> accelerator(setting))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message);
  }
}
