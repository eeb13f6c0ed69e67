package org.backflow.experiment.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.backflow.accelerator.AccessEnergy;
import org.backflow.accelerator.EnergyTable;
import org.backflow.accelerator.Traffic;
import org.backflow.accelerator.memory.Level;
import org.backflow.accelerator.memory.Memory;
import org.backflow.accelerator.memory.StoredTensor;
import org.backflow.accelerator.memory.TensorKind;
import org.backflow.configuration.tree.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Energy tables against what was published, and tables of Accelergy. */
final class EnergyTableFileTest {

  private static final Home HOME = new Home(Path.of(""));
  private static final Path SAMPLE =
      Path.of("src/test/resources/org/backflow/experiment/accelergy.yaml");

  @TempDir private Path folder;

  private static EnergyTable accelergy(Path file) {
    return EnergyTableFile.load(HOME, file.toString());
  }

  /** Horowitz, ISSCC 2014: 8 and 32 bits 0.2 and 3.1 pJ; 64 bits of 8 KB, 32 KB, 1 MB. */
  @Test
  void horowitz_publishedEvents_costWhatWasPublished() {
    EnergyTable table = EnergyTableFile.load(HOME, "horowitz-45nm");
    assertThat(table.multiplyPicojoules(8, 8)).isCloseTo(0.2, within(1e-6));
    assertThat(table.multiplyPicojoules(32, 32)).isCloseTo(3.1, within(1e-6));
    assertThat(table.addPicojoules(32)).isCloseTo(0.1, within(1e-9));
    Traffic word = new Traffic(Level.SRAM, new StoredTensor(TensorKind.WEIGHT, 1), 1, 0, 64);
    AccessEnergy sram = table.sram(Memory.WEIGHT);
    assertThat(sram.picojoules(word, 1L << 16)).isCloseTo(10.0, within(0.01));
    assertThat(sram.picojoules(word, 1L << 18)).isCloseTo(20.0, within(0.01));
    assertThat(sram.picojoules(word, 1L << 23)).isCloseTo(100.0, within(0.01));
    assertThat(table.dram().orElseThrow().picojoules(word, 1L << 40)).isEqualTo(1300.0);
  }

  /** The largest memory published is 1 MiB; 24 MiB cost 4.25 pJ a bit, and that is said. */
  @Test
  void horowitz_beyondItsLargestMemory_isExtrapolatedAndSaysSo() {
    EnergyTable table = EnergyTableFile.load(HOME, "horowitz-45nm");
    Traffic bit = new Traffic(Level.SRAM, new StoredTensor(TensorKind.WEIGHT, 1), 1, 0, 1);
    assertThat(table.sram(Memory.WEIGHT).picojoules(bit, 24 * (1L << 23)))
        .isCloseTo(4.25, within(0.01));
    assertThat(
            table.remarks(
                AcceleratorFile.load(HOME, "edge-16x16", List.of("sram.weightKibibytes=24576")),
                List.of()))
        .containsExactly(
            "SRAM energy of horowitz-45nm is extrapolated beyond the largest memory published,"
                + " 1,024 KiB: weight 24,576 KiB");
    assertThat(
            table.remarks(
                AcceleratorFile.load(HOME, "edge-16x16", List.of("sram.weightKibibytes=1024")),
                List.of()))
        .isEmpty();
  }

  @Test
  void range_thatEndsBeforeItBegins_isRefused() throws IOException {
    Path file = folder.resolve("mine.yaml");
    Files.writeString(
        file,
        Files.readString(Path.of("data/energy/horowitz-45nm.yaml"))
            .replace("largestKibibytes: 1024", "largestKibibytes: 4"));
    assertThatThrownBy(() -> EnergyTableFile.load(HOME, file.toString()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("largestKibibytes' is 4; expected at least smallestKibibytes, 8");
  }

  @Test
  void tableWithoutDram_fitsAcceleratorsWithoutOne() throws IOException {
    Path file = folder.resolve("ert.yaml");
    Files.writeString(
        file,
        "ERT: {tables: [{name: mac, actions: [{name: compute, energy: 1}]}, {name: buffer,"
            + " actions: [{name: access, energy: 1}]}]}");
    EnergyTable table = accelergy(file);
    table.requireFit(AcceleratorFile.load(HOME, "edge-16x16", List.of()));
    assertThatThrownBy(
            () -> table.requireFit(AcceleratorFile.load(HOME, "edge-16x16-dram", List.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "energy table ert prices no DRAM, which accelerator edge-16x16-dram");
  }

  @ParameterizedTest
  @ValueSource(strings = {"horowitz-45nm", "aladdin-45nm"})
  void tableByPath_isTheOneByName(String name) {
    assertThat(EnergyTableFile.load(HOME, "data/energy/" + name + ".yaml"))
        .isEqualTo(EnergyTableFile.load(HOME, name));
  }

  @Test
  void accelergy_sample_pricesWhatItsComponentsSay() {
    EnergyTable table = accelergy(SAMPLE);
    assertThat(table.name()).isEqualTo("accelergy");
    assertThat(table.technology())
        .isEqualTo("Accelergy energy reference table; not priced: chip.PE[0..255].weights_spad");
    assertThat(table.multiplyPicojoules(16, 8)).isEqualTo(2.5);
    assertThat(table.gatedMultiplyPicojoules(16, 8)).isEqualTo(0.25);
    assertThat(table.multiplyIncludesAdd()).isTrue();
    assertThat(table.addPicojoules(48)).isEqualTo(2.5);
    assertThat(table.elementLeakagePicojoulesPerCycle()).isEqualTo(0.01);
    assertThat(table.sram(Memory.ACTIVATION))
        .isEqualTo(
            new AccessEnergy.PerWord(
                6.0, 7.0, 0.0, "Accelergy, component chip.activation_glb[0..3]"));
    assertThat(List.of(Memory.WEIGHT, Memory.FEEDBACK, Memory.ACCUMULATOR))
        .allSatisfy(
            memory ->
                assertThat(table.sram(memory))
                    .isEqualTo(
                        new AccessEnergy.PerWord(
                            8.0, 9.0, 0.5, "Accelergy, component chip.shared_sram")));
    assertThat(table.dram())
        .contains(new AccessEnergy.PerWord(512.0, 500.0, 0.0, "Accelergy, component DRAM"));
  }

  /** Of a summary the highest counts, as of a table; it has its own names for the two lists. */
  @Test
  void accelergy_summaryWithMultiplierAndAdder_isReadToo() throws IOException {
    Path file = folder.resolve("summary.yaml");
    Files.writeString(
        file,
        """
        ERT_summary:
          version: '0.4'
          table_summary:
          - name: top.multiplier
            actions:
            - {name: mult_random, average_energy: 12.68, max_energy: 13, min_energy: 12}
            primitive_estimation(s): [{multiplier: {estimator: Aladdin_table}}]
          - name: top.adder
            actions: [{name: add, energy: 0.21}]
          - name: top.buffer
            actions: [{name: read, energy: 1}, {name: write, energy: 2}]
          - name: top.main_memory
            actions: [{name: read, energy: 100}, {name: write, energy: 100}]
        """);
    EnergyTable table = accelergy(file);
    assertThat(table.multiplyPicojoules(32, 32)).isEqualTo(13.0);
    assertThat(table.gatedMultiplyPicojoules(32, 32)).isZero();
    assertThat(table.multiplyIncludesAdd()).isFalse();
    assertThat(table.addPicojoules(32)).isEqualTo(0.21);
    assertThat(table.technology()).isEqualTo("Accelergy energy reference table");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mac_random                | mac_rand  | :7: | to be called mac_random or mult_random",
        "shared_sram               | weight_sram | :5: | an on-chip memory for accumulators",
        "activation_glb[0..3]      | shared_glb | :5: | by its name, not 2 of [chip.shared_glb, chip",
        "'energy: 512.0'           | energy: -1 | :56: | at least 0",
        "'energy: 512.0'           | power: 5  | :54: | missing key",
      })
  void accelergy_componentOrActionMissing_isLocated(
      String from, String to, String line, String message) throws IOException {
    Path file = folder.resolve("ert.yaml");
    String sample = Files.readString(SAMPLE);
    String damaged = sample.replace(from, to);
    assertThat(damaged).isNotEqualTo(sample);
    Files.writeString(file, damaged);
    assertThatThrownBy(() -> accelergy(file))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("ert.yaml" + line)
        .hasMessageContaining(message);
  }

  @Test
  void leakage_inATableOfOnesOwn_isRead() throws IOException {
    Path file = folder.resolve("mine.yaml");
    Files.writeString(
        file,
        Files.readString(Path.of("data/energy/horowitz-45nm.yaml"))
            + """
            leakage:
              elementPicojoulesPerCycle: 0.5
              sramPicojoulesPerBitCycle: 0.000001
              source: measured here
            """);
    EnergyTable table = EnergyTableFile.load(HOME, file.toString());
    assertThat(table.elementLeakagePicojoulesPerCycle()).isEqualTo(0.5);
    assertThat(table.sram(Memory.WEIGHT).leakagePicojoulesPerCycle(1_000_000)).isEqualTo(1.0);
  }
}
