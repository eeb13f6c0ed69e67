package org.backflow.foreign.accelergy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.backflow.accelerator.AccessEnergy;
import org.backflow.accelerator.EnergyTable;
import org.backflow.accelerator.memory.Memory;
import org.backflow.configuration.tree.ConfigurationException;
import org.backflow.experiment.file.EnergyTableFile;
import org.backflow.experiment.file.Home;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Designs as people publish them, in every form in which Accelergy wrote tables. */
final class AccelergyFileTest {

  private static final Home HOME = new Home(Path.of(""));

  @TempDir private Path folder;

  private EnergyTable read(String text) throws IOException {
    Path file = folder.resolve("ert.yaml");
    Files.writeString(file, text);
    return EnergyTableFile.load(HOME, file.toString());
  }

  /** The forms of Accelergy's versions 0.1 to 0.4. */
  private enum Form {
    TABLE_LIST("ERT", "tables", false),
    SUMMARY_LIST("ERT_summary", "table_summary", false),
    TABLE_MAP("ERT", "tables", true),
    SUMMARY_MAP("ERT_summary", "components", true),
    OLD_SUMMARY_MAP("ERT_summary", "ERT summaries", true);

    private final String root;
    private final String key;
    private final boolean maps;

    Form(String root, String key, boolean maps) {
      this.root = root;
      this.key = key;
      this.maps = maps;
    }

    private boolean isSummary() {
      return root.endsWith("summary");
    }

    /** Writes a design: a line per component, {@code name: action energy [energy], action ...}. */
    String write(String design) {
      StringBuilder text = new StringBuilder(root + ":\n  version: 0.3\n  " + key + ":\n");
      for (String line : design.strip().split("\n", -1)) {
        String[] component = line.strip().split(": ", -1);
        if (maps) {
          text.append("    ").append(component[0]).append(":\n");
        } else {
          text.append("    - name: ").append(component[0]).append("\n      actions:\n");
        }
        for (String action : component[1].split(", ", -1)) {
          String[] words = action.split(" ", -1);
          List<String> energies = Arrays.asList(words).subList(1, words.length);
          text.append(maps ? mapped(words[0], energies) : listed(words[0], energies));
        }
        if (!maps) {
          text.append("      primitive_estimation(s): [{name: storage, estimator: Cacti}]\n");
        }
      }
      return text.toString();
    }

    private String listed(String action, List<String> energies) {
      if (isSummary()) {
        return "        - {name: " + action + ", " + summary(energies, "_") + "}\n";
      }
      return energies.stream()
          .map(
              energy ->
                  "        - {name: "
                      + action
                      + ", arguments: {data_delta: 1}, energy: "
                      + energy
                      + "}\n")
          .collect(Collectors.joining());
    }

    private String mapped(String action, List<String> energies) {
      if (isSummary()) {
        return "      " + action + ": {" + summary(energies, " ") + "}\n";
      }
      if (energies.size() == 1) {
        return "      " + action + ": {arguments: null, energy: " + energies.get(0) + "}\n";
      }
      return energies.stream()
          .map(energy -> "      - {arguments: {data_delta: 0}, energy: " + energy + "}\n")
          .collect(Collectors.joining("", "      " + action + ":\n", ""));
    }

    private static String summary(List<String> energies, String space) {
      if (energies.size() == 1) {
        return "energy: " + energies.get(0);
      }
      List<Double> numbers = energies.stream().map(Double::valueOf).sorted().toList();
      double smallest = numbers.get(0);
      double largest = numbers.get(numbers.size() - 1);
      return String.format(
          Locale.ROOT,
          "average%1$senergy: %2$s, max%1$senergy: %3$s, min%1$senergy: %4$s",
          space,
          (smallest + largest) / 2,
          largest,
          smallest);
    }
  }

  /**
   * A kind of design.
   *
   * @param components as {@link Form#write} takes them
   * @param expected {@code multiply add; activation weight accumulator; dram}, memories as read /
   *     write; or what the refusal says
   */
  private record Design(String components, String expected) {
    boolean isRefused() {
      return !expected.contains(";");
    }
  }

  private static final List<Design> DESIGNS =
      List.of(
          // A row-stationary array with scratchpads beside each MAC.
          new Design(
              """
              top.DRAM[1..1]: write 512, read 512, update 512, leak 0
              top.shared_glb[1..1]: write 14, read 18, leak 0.005, update 14
              top.ifmap_spad[1..168]: write 0.1, read 0.2, leak 1e-4
              top.weights_spad[1..168]: write 1.8, read 1.9, leak 0.001
              top.mac[1..168]: compute 0.25, leak 0.002
              """,
              "0.25 0.25; 18.0/14.0 18.0/14.0 18.0/14.0; 512.0/512.0"),
          // The same with elements in the path, a memory for weights, and a network.
          new Design(
              """
              eyeriss.DRAM: read 512, write 500, idle 0
              eyeriss.weights_glb: write 0 9, read 0 8, idle 0.012
              eyeriss.shared_glb: write 0.05 56, read 0.05 50, idle 0.019
              eyeriss.PE[0..167].mac: mac_random 2.2, mac_reused 1.9, mac_gated 0.1, idle 0.06
              eyeriss.PE[0..167].psum_spad: write 0.05 0.25, read 0.05 0.25
              eyeriss.ifmap_NoC: transfer_random 0.008 0.7, idle 0
              """,
              "2.2 2.2; 50.0/56.0 8.0/9.0 50.0/56.0; 512.0/500.0"),
          // A buffer in each element for each operand.
          new Design(
              """
              top.DRAM[1..1]: leak 0, read 512, update 512, write 512
              top.GlobalBuffer[1..1]: write 66, read 51, leak 0.001
              top.PEInputBuffer[1..16]: write 3, read 4, leak 0.2
              top.PEWeightBuffer[1..64]: write 5, read 6, leak 0.1
              top.PEAccuBuffer[1..64]: write 7, read 8, leak 0.002
              top.PEWeightRegs[1..256]: write 0.07, read 0.25
              top.LMAC[1..256]: compute 0.5, leak 0.0036
              """,
              "0.5 0.5; 4.0/3.0 6.0/5.0 8.0/7.0; 512.0/512.0"),
          // Registers for each operand.
          new Design(
              """
              top.DRAM[1..1]: write 512, read 512
              top.weight_reg[1..256]: write 0, read 0.1
              top.input_activation_reg[1..256]: write 0, read 0.1
              top.output_activation_reg[1..256]: write 0, read 0.1
              top.shared_glb[1..1]: write 26, read 32, leak 0.003
              top.pe_spad[1..256]: write 1.5, read 0.6
              top.mac[1..256]: compute 0.315
              """,
              "0.315 0.315; 32.0/26.0 32.0/26.0 32.0/26.0; 512.0/512.0"),
          // A shared memory with metadata of compressed tensors.
          new Design(
              """
              system.DRAM: read 512, write 512, idle 0
              system.SM.Subpartition[0..3].RF: write 1.6, read 1.7, gated_write 6.0e-05
              system.SM.Subpartition[0..3].LRF: write 0.4, read 0.5
              system.SM.Subpartition[0..3].MAC[0..255]: mac_random 0.56, mac_gated 0.02
              system.SM.SMEM: write 316, read 285, metadata_read 25, gated_read 0.03
              """,
              "0.56 0.56; 285.0/316.0 285.0/316.0 285.0/316.0; 512.0/512.0"),
          // One level, without a DRAM.
          new Design(
              """
              PE_top_level.Buffer[1..1]: leak 0.0008, update 0.42, read 0.43, write 0.42
              PE_top_level.MACC[1..1]: compute 0.845
              """,
              "0.845 0.845; 0.43/0.42 0.43/0.42 0.43/0.42; none"),
          // Three levels.
          new Design(
              """
              top.MainMemory[1..1]: leak 0, update 2048, read 2048, write 2048
              top.GlobalBuffer[1..1]: leak 0.008, update 30, read 43, write 31
              top.RegisterFile[1..1]: update 0.4, read 0.4, write 0.4
              top.MACC[1..1]: compute 0.845
              """,
              "0.845 0.845; 43.0/31.0 43.0/31.0 43.0/31.0; 2048.0/2048.0"),
          // Processing in memory: what has no write action is in an element.
          new Design(
              """
              arch.DRAM: read 512, write 512
              arch.chip.PE[0..16383].scratchpad: read 0
              arch.chip.PE[0..16383].mac: compute 0.256
              arch.chip.shared_glb: write 0.5 42, read 0.5 41, idle 0.009
              arch.chip.dummy_buffer: access 0
              arch.chip.A2D_NoC: transfer_Outputs 138
              """,
              "0.256 0.256; 41.0/42.0 41.0/42.0 41.0/42.0; 512.0/512.0"),
          // The outermost memory under another name.
          new Design(
              """
              system.PE.MAC: mac_random 0.56, mac_reused 0.47, mac_gated 0.03
              system.PE.Buffer: write 0.42, read 0.41, gated_read 0.004, metadata_read 0.38
              system.BackingStorage: write 3.2, read 2.6, gated_write 6.0e-05
              """,
              "0.56 0.56; 0.41/0.42 0.41/0.42 0.41/0.42; 2.6/3.2"),
          // Smart buffers, which are filled and updated, in elements and once.
          new Design(
              """
              hierarchy.GLB: fill 3 7, read 4 8, update 3 6, idle 0
              hierarchy.PE_large[0..2].arithmetic_units.adder: add 1, idle 0
              hierarchy.PE_large[0..2].arithmetic_units.mac[0..1]: mac_random 2, mac_gated 1
              hierarchy.PE_small[0..2].mac[0..1]: mac_random 2, mac_gated 1
              hierarchy.PE_large[0..2].channel[0..1]: push 1, pop 1
              hierarchy.PE_large[0..2].double_buffer_sp: fill 3 7, read 4 8, update 3 7
              """,
              "2.0 1.0; 8.0/7.0 8.0/7.0 8.0/7.0; none"),
          // One element, with a buffer of its own.
          new Design(
              """
              simple.GLB: idle 0.0, read 0.0 3.9, write 0.0 3.6
              simple.PE.MAC: idle 0.007, mac_gated 0.044, mac_random 1.2, mac_reused 1.0
              simple.PE.buffer: idle 0.006, read 0.006 0.25, write 0.006 0.25
              """,
              "1.2 1.2; 3.9/3.6 3.9/3.6 3.9/3.6; none"),
          // A multiplier and an adder instead of a MAC.
          new Design(
              """
              chip.lpddr4: read 300, write 310
              chip.gbuf_sram: read 10, write 11
              chip.PE[0..63].multiplier: mult_random 3, mult_gated 0.1
              chip.PE[0..63].adder: add 0.2
              """,
              "3.0 0.2; 10.0/11.0 10.0/11.0 10.0/11.0; 300.0/310.0"),
          // Names that hold others: address has ddr and add, accumulator has mul.
          new Design(
              """
              chip.address_generator[0..1]: count 0.02
              chip.accumulator_bank: push 1, pop 1
              chip.macro_row: activate 1
              chip.main_memory: read 100, write 101
              chip.cache: random_read 6, random_fill 7
              chip.fpmac: mac 4
              """,
              "4.0 4.0; 6.0/7.0 6.0/7.0 6.0/7.0; 100.0/101.0"),
          // An element of another name, known by its action.
          new Design(
              """
              chip.DRAM: read 100, write 101
              chip.buffer: access 6
              chip.PE[0..15].arithmetic: mac_random 4, mac_reused 3
              """,
              "4.0 4.0; 6.0/6.0 6.0/6.0 6.0/6.0; 100.0/101.0"),
          new Design(
              """
              PE.psum_spad: read 0 0.3, write 0 0.3
              PE.weight_spad: read 0.4, write 0.5
              PE.MAC: mac_random 0.56
              """,
              "exactly one to be an on-chip memory for activations by its name, not 0"),
          new Design(
              "simple.glb[0..4]: read 0 4, write 0 4, idle 0",
              "exactly one to be a multiplier or MAC by its name, not 0 of [simple.glb[0..4]]"),
          new Design(
              """
              chip.buffer: read 1, write 1
              chip.multiplier: compute 3
              """,
              "exactly one to be an adder by its name, not 0"),
          new Design(
              """
              chip.buffer: read 1, write 1
              chip.int_mac: compute 3
              chip.fp_mac: compute 4
              """,
              "exactly one to be a multiplier or MAC by its name, not 2"),
          new Design(
              """
              chip.l2_buffer: read 1, write 1
              chip.l1_buffer: read 2, write 2
              chip.mac: compute 3
              """,
              "exactly one to be an on-chip memory for activations by its name, not 2"),
          new Design(
              """
              chip.buffer: read 1, push 1
              chip.mac: compute 3
              """,
              "of 'chip.buffer', to be called write or random_fill"));

  static Stream<Arguments> kinds() {
    List<Arguments> kinds = new ArrayList<>();
    for (Design design : DESIGNS) {
      for (Form form : Form.values()) {
        kinds.add(Arguments.of(form, design));
      }
    }
    return kinds.stream();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void design_inEveryForm_isReadOrRefusedForWhatIsMissing(Form form, Design design)
      throws IOException {
    String text = form.write(design.components());
    if (design.isRefused()) {
      assertThatThrownBy(() -> read(text))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("ert.yaml:")
          .hasMessageContaining(design.expected())
          .matches(refusal -> ((ConfigurationException) refusal).problems().size() == 1);
      return;
    }
    EnergyTable table = read(text);
    assertThat(
            table.multiplyPicojoules(16, 8)
                + " "
                + table.addPicojoules(48)
                + "; "
                + access(table.sram(Memory.ACTIVATION))
                + " "
                + access(table.sram(Memory.WEIGHT))
                + " "
                + access(table.sram(Memory.ACCUMULATOR))
                + "; "
                + table.dram().map(AccelergyFileTest::access).orElse("none"))
        .isEqualTo(design.expected());
    assertThat(table.sram(Memory.FEEDBACK)).isEqualTo(table.sram(Memory.WEIGHT));
  }

  private static String access(AccessEnergy energy) {
    AccessEnergy.PerWord word = (AccessEnergy.PerWord) energy;
    return word.readPicojoules() + "/" + word.writePicojoules();
  }

  @ParameterizedTest
  @CsvSource({
    "ART, area reference table",
    "ART_summary, area reference table",
    "energy_estimation, energy estimate of one run",
    "architecture, architecture",
    "action_counts, list of action counts"
  })
  void otherFileOfAccelergy_isNamedInOneLine(String key, String what) {
    assertThatThrownBy(
            () -> read(key + ":\n  version: 0.4\n  tables:\n  - {name: top.mac, area: 332.25}\n"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageEndingWith(
            "ert.yaml:2:3: '"
                + key
                + "' is a map; expected the energy reference table, ERT or ERT_summary: this file"
                + " is Accelergy's "
                + what);
  }

  @Test
  void summaryWithoutHighest_takesWhatItStates() throws IOException {
    EnergyTable table =
        read(
            """
            ERT_summary:
              table_summary:
              - {name: buffer, actions: [{name: access, average_energy: 6}]}
              - {name: mac, actions: [{name: compute, energy: 2}]}
            """);
    assertThat(access(table.sram(Memory.WEIGHT))).isEqualTo("6.0/6.0");
  }
}
