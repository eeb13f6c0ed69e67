package org.backflow.foreign.scalesim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.backflow.accelerator.Accelerator;
import org.backflow.accelerator.ArrayShape;
import org.backflow.accelerator.Dataflow;
import org.backflow.configuration.tree.ConfigurationException;
import org.backflow.experiment.file.AcceleratorFile;
import org.backflow.experiment.file.Home;
import org.backflow.files.TextFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Configuration files of SCALE-Sim, in the dressing in which its users have them. */
final class ScaleSimConfigurationTest {

  private static final String WHOLE =
      """
      [general]
      run_name = it's mine

      [architecture_presets]
      ArrayHeight:    12
      ArrayWidth:     14
      IfmapSramSzkB:    36
      FilterSramSzkB:   48\t
      OfmapSramSzkB:    24
      IfmapOffset:    0
      Dataflow : ws
      Bandwidth : 10
      MemoryBanks: 1
      # a comment
      [run_presets]
      InterfaceBandwidth: CALC
      SRAM_row_size: 2
      """;

  @TempDir private Path folder;

  private static void assertRefused(String text, String... messages) {
    assertThatThrownBy(() -> ScaleSimConfiguration.of(TextFile.of("a.cfg", text)))
        .isInstanceOf(ConfigurationException.class)
        .satisfies(
            e -> assertThat(String.valueOf(e.getMessage()).lines()).containsExactly(messages));
  }

  @Test
  void file_ofThePeer_isAnAcceleratorThatSettingsChange() throws IOException {
    Path file = folder.resolve("mine.cfg");
    Files.writeString(file, WHOLE);
    Home home = new Home(Path.of(""));
    Accelerator read = AcceleratorFile.load(home, file.toString(), List.of("clockMegahertz=250"));
    assertThat(read.name()).isEqualTo("mine.cfg");
    assertThat(read.source()).endsWith("mine.cfg, run_name it's mine");
    assertThat(read.array()).isEqualTo(new ArrayShape(12, 14)).isEqualTo(read.feedbackArray());
    assertThat(read.dataflows()).isEqualTo(Accelerator.Dataflows.all(Dataflow.WS));
    assertThat(read.vectorLanes()).isEqualTo(14);
    assertThat(read.clockMegahertz()).isEqualTo(250.0);
    assertThat(read.memories()).isEqualTo(new Accelerator.Memories(36, 48, 48, 24));
  }

  /** As ARM-software/SCALE-Sim spells them; the sizes are KiB there, too. */
  @Test
  void keys_ofTheFirstGeneration_areTheSameSizes() throws IOException {
    Path file = folder.resolve("first.cfg");
    Files.writeString(file, WHOLE.replace("SzkB", "Sz").replace("36", "\u00A036"));
    List<String> remarks = new ArrayList<>();
    Home home = new Home(Path.of(""), Path.of(""), remarks::add);
    Accelerator read = AcceleratorFile.load(home, file.toString(), List.of());
    assertThat(read.memories()).isEqualTo(new Accelerator.Memories(36, 48, 48, 24));
    assertThat(remarks)
        .contains(
            file
                + ": keys of the first generation, taken as KiB: IfmapSramSz, FilterSramSz,"
                + " OfmapSramSz");
    assertRefused(
        WHOLE.replace("FilterSramSzkB:   48", "FilterSramSz: none"),
        "a.cfg:8:15: 'FilterSramSz' is 'none'; expected a whole number from 1 to 1048576");
  }

  @Test
  void keys_withoutEffect_areNamed() {
    List<String> remarks = ScaleSimConfiguration.of(TextFile.of("a.cfg", WHOLE)).remarks();
    assertThat(remarks)
        .hasSize(2)
        .contains(
            "a.cfg: without effect here: IfmapOffset, Bandwidth, MemoryBanks, InterfaceBandwidth,"
                + " SRAM_row_size");
    assertThat(remarks.get(1)).startsWith("a.cfg: states no clock");
  }

  @Test
  void key_withATypingError_isNotTakenForOneWithoutEffect() {
    assertRefused(
        WHOLE.replace("ArrayHeight", "ArrayHieght"),
        "a.cfg: 'ArrayHeight' is missing; expected it in [architecture_presets]",
        "a.cfg:5:1: unknown key 'ArrayHieght'; did you mean 'ArrayHeight'?");
  }

  @Test
  void values_thatAreWrong_areAllRefusedAtTheirPlaces() {
    assertRefused(
        WHOLE
            .replace("ArrayWidth:     14", "ArrayWidth:     0")
            .replace("48\t", "4k")
            .replace("ws", "rs"),
        "a.cfg:6:17: 'ArrayWidth' is '0'; expected a whole number from 1 to 65536",
        "a.cfg:8:19: 'FilterSramSzkB' is '4k'; expected a whole number from 1 to 1048576",
        "a.cfg:11:12: 'Dataflow' is 'rs'; expected os, ws or is");
  }
}
