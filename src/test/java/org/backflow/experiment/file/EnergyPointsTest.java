package org.backflow.experiment.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.backflow.accelerator.EnergyTable;
import org.backflow.accelerator.Traffic;
import org.backflow.accelerator.memory.Level;
import org.backflow.accelerator.memory.Memory;
import org.backflow.accelerator.memory.StoredTensor;
import org.backflow.accelerator.memory.TensorKind;
import org.backflow.configuration.tree.ConfigurationException;
import org.backflow.experiment.Experiment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Energy tables that state numbers and points in place of polynomials. */
final class EnergyPointsTest {

  private static final Home HOME = new Home(Path.of(""));
  private static final StoredTensor WEIGHTS = new StoredTensor(TensorKind.WEIGHT, 1);

  private static final String TABLE =
      """
      technology: made up
      source: measured here
      multiply: {8: 0.25, 16 bits: 1.0}
      gatedMultiply: 0.125
      add: {picojoules: {8: 0.5, 32: 2.0}, source: a paper}
      sram: {8 KiB: 1.0, 128 KiB: 4.0}
      dram: 20
      """;

  @TempDir private Path folder;

  private Path write(String text) throws IOException {
    Path file = folder.resolve("mine.yaml");
    Files.writeString(file, text);
    return file;
  }

  private EnergyTable table(String text) throws IOException {
    return EnergyTableFile.load(HOME, write(text).toString());
  }

  private static double sramBit(EnergyTable table, long kibibytes) {
    return table
        .sram(Memory.WEIGHT)
        .picojoules(new Traffic(Level.SRAM, WEIGHTS, 1, 0, 1), kibibytes << 13);
  }

  /** 12 bits: 0.25 (12 / 8)^2. 32 KiB: 16-fold size is 4-fold energy, so 4-fold is 2-fold. */
  @Test
  void points_ofWidthAndSize_areFollowedByPowers() throws IOException {
    EnergyTable table = table(TABLE);
    assertThat(table.multiplyPicojoules(16, 16)).isEqualTo(1.0);
    assertThat(table.multiplyPicojoules(12, 12)).isCloseTo(0.5625, within(1e-12));
    assertThat(table.gatedMultiplyPicojoules(3, 40)).isEqualTo(0.125);
    assertThat(table.addPicojoules(16)).isCloseTo(1.0, within(1e-12));
    assertThat(sramBit(table, 8)).isEqualTo(1.0);
    assertThat(sramBit(table, 32)).isCloseTo(2.0, within(1e-12));
    assertThat(sramBit(table, 4)).isEqualTo(1.0);
    assertThat(sramBit(table, 2048)).isCloseTo(16.0, within(1e-9));
    assertThat(table.dram().orElseThrow().picojoules(new Traffic(Level.DRAM, WEIGHTS, 1, 1, 8), 1))
        .isEqualTo(320.0);
  }

  @Test
  void source_ofAnEntry_isItsOwnOrTheTables() throws IOException {
    EnergyTable table = table(TABLE);
    assertThat(table.multiply().source()).isEqualTo("measured here");
    assertThat(table.add().source()).isEqualTo("a paper");
    assertThat(table.sram(Memory.WEIGHT).source()).isEqualTo("measured here");
    assertThat(table(TABLE.replace("source: measured here\n", "")).multiply().source())
        .isEqualTo("not stated");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "8: 0.25 | 8 KiB: 0.25 | :3:12: key 'multiply.8 KiB'; expected a width in bits, such as 16",
        "8: 0.25 | 8: 0 | :3:15: 'multiply.8' is 0; expected a number above 0",
        "8: 0.25 | 16: 0.25 | :3:22: key 'multiply.16 bits'; expected each size once, as this is"
            + " 16",
        "0.125 | -1 | :4:16: 'gatedMultiply' is -1; expected a number above 0 or a map",
        "0.125 | '[1, 2]' | :4:16: 'gatedMultiply' is a list of 2 elements; expected a number above 0 or"
            + " a map",
        "8 KiB | 8 KB | :6:8: key 'sram.8 KB'; expected a size with its unit: bits, B, KiB, MiB or"
            + " GiB, such as 8 KiB",
        "8 KiB | 8 | :6:8: key 'sram.8'; expected a size with its unit",
        "'{8 KiB' | '{131072 B' | :6:23: key 'sram.128 KiB'; expected each size once, as this is 131072"
            + " B",
        "'dram: 20' | 'dram: {8 KiB: 20}' | unknown key '8 KiB' in 'dram'",
        "'{8 KiB: 1.0, 128 KiB: 4.0}' | '{picojoules: {8 KiB: 1}, source: x, smallestKibibytes: 8}'"
            + " | unknown key 'smallestKibibytes'",
      })
  void point_thatIsNone_isLocatedWithItsKey(String from, String to, String message)
      throws IOException {
    String damaged = TABLE.replace(from, to);
    assertThat(damaged).isNotEqualTo(TABLE);
    assertThatThrownBy(() -> table(damaged))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("mine.yaml:")
        .hasMessageContaining(message);
  }

  /** All that is wrong is said at once. */
  @Test
  void points_severalWrong_areAllRefused() throws IOException {
    assertThatThrownBy(() -> table(TABLE.replace("8 KiB: 1.0", "8 KB: 0, x: 1")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("key 'sram.8 KB'")
        .hasMessageContaining("'sram.8 KB' is 0")
        .hasMessageContaining("key 'sram.x'");
  }

  /** The default experiment multiplies 16 by 16 bits and adds 48 and 16. */
  @Test
  void remarks_nameWhatIsOutsideOfThePoints() throws IOException {
    Path file = write(TABLE.replace("16 bits: 1.0", "12 bits: 1.0"));
    Experiment experiment =
        ExperimentFile.load(
            Path.of("data/experiments/mnist-20.yaml"),
            "energyTables=['" + file + "']",
            "accelerator.sram.feedbackKibibytes=4",
            "accelerator.sram.activationKibibytes=256");
    assertThat(experiment.remarks())
        .containsExactly(
            "SRAM energy of mine is that of the smallest memory published, 8 KiB: feedback 4 KiB",
            "SRAM energy of mine is extrapolated beyond the largest memory published, 128 KiB:"
                + " activation 256 KiB",
            "energy of multiplications of mine is extrapolated beyond its points, 8 to 12 bits:"
                + " operands of 16 bits",
            "energy of additions of mine is extrapolated beyond its points, 8 to 32 bits: operands"
                + " of 48 bits");
  }

  /** What results.json says of it is read again as the same. */
  @Test
  void description_ofPoints_isReadAgainAsTheSame() throws IOException {
    Experiment experiment =
        ExperimentFile.load(
            Path.of("data/experiments/mnist-20.yaml"), "energyTables=['" + write(TABLE) + "']");
    Path results = folder.resolve("results.json");
    new ObjectMapper()
        .writeValue(
            results.toFile(), Map.of("configuration", ExperimentCodec.describe(experiment)));
    assertThat(ExperimentFile.load(results).hardware().energyTables())
        .isEqualTo(experiment.hardware().energyTables());
  }

  @Test
  void table_ofPoints_isValidByTheSchema() throws IOException {
    Object tree = new Load(LoadSettings.builder().build()).loadFromString(TABLE);
    assertThat(
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                    SchemaLocation.of(Path.of("data/energy/energy.schema.json").toUri().toString()))
                .validate(new ObjectMapper().valueToTree(tree)))
        .isEmpty();
  }
}
