package org.backflow.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.backflow.accelerator.Accelerator;
import org.backflow.accelerator.ArrayShape;
import org.backflow.accelerator.Dataflow;
import org.backflow.accelerator.FoldSequence;
import org.backflow.accelerator.array.WordWidths;
import org.backflow.accelerator.resources.ArrayKind;
import org.backflow.accelerator.resources.Device;
import org.backflow.accelerator.resources.FpgaDesign;
import org.backflow.accelerator.resources.FpgaFamily;
import org.backflow.accelerator.resources.FpgaResources;
import org.backflow.accelerator.resources.OnChipMemory;
import org.backflow.accelerator.resources.ResourceModel;
import org.backflow.accelerator.resources.RouterModel;
import org.backflow.accelerator.resources.SynthesisRow;
import org.backflow.configuration.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The estimate of FPGA resources against the arrays that were synthesised. */
final class ResourceModelTest {

  private static final Home HOME = new Home(Path.of(""));

  @TempDir private Path folder;

  private static ResourceModel model(FpgaFamily family, Dataflow dataflow, FoldSequence folds) {
    return ResourceModel.fit(
            ArrayKind.of(family, dataflow, folds), SynthesisFile.load(HOME, family))
        .orElseThrow();
  }

  /** What the README says of the estimate; a large array is what it is for. */
  @ParameterizedTest
  @CsvSource({
    "XILINX7,   OS, SEQUENTIAL, 17, 4.0, 0.3, 0.8, 0.1",
    "XILINX7,   OS, OVERLAPPED, 14, 5.9, 0.2, 6.6, 0.1",
    "XILINX7,   WS, SEQUENTIAL, 17, 0.0, 1.5, 0.0, 0.5",
    "XILINX7,   WS, OVERLAPPED, 14, 2.1, 0.9, 2.2, 0.4",
    "ICE40UP5K, OS, SEQUENTIAL, 12, 0.4, 0.3, 0.5, 0.1",
  })
  void error_ofArraysLeftOutOfTheFit_isWithinTheBound(
      FpgaFamily family,
      Dataflow dataflow,
      FoldSequence folds,
      int rows,
      double lutPercent,
      double flipFlopPercent,
      double largestLutPercent,
      double largestFlipFlopPercent) {
    ResourceModel model = model(family, dataflow, folds);
    ResourceModel.FitError leftOut = model.leaveOneOutError();
    ResourceModel.FitError largest = model.largestArraysError();
    assertThat(leftOut.rows()).isEqualTo(rows);
    assertThat(largest.rows()).isBetween(2, 3);
    assertThat(leftOut.largestLutPercent().orElse(0.0)).isLessThanOrEqualTo(lutPercent);
    assertThat(leftOut.largestFlipFlopPercent().orElseThrow()).isBetween(1e-6, flipFlopPercent);
    assertThat(largest.largestLutPercent().orElse(0.0)).isLessThanOrEqualTo(largestLutPercent);
    assertThat(largest.largestFlipFlopPercent().orElseThrow())
        .isBetween(1e-6, largestFlipFlopPercent);
  }

  @Test
  void estimate_synthesisedShape_isNearItsSynthesis() {
    FpgaResources estimate =
        model(FpgaFamily.XILINX7, Dataflow.OS, FoldSequence.SEQUENTIAL)
            .estimate(new ArrayShape(16, 16), new WordWidths(16, 16, 48));
    assertThat(estimate.luts()).isCloseTo(24_604, within(100.0));
    assertThat(estimate.flipFlops()).isCloseTo(22_851, within(10.0));
    assertThat(estimate.dsps()).isEqualTo(256);
  }

  /** One more row or column is never less, and nothing is free, far beyond what was synthesised. */
  @ParameterizedTest
  @CsvSource({
    "XILINX7,   OS, SEQUENTIAL",
    "XILINX7,   OS, OVERLAPPED",
    "XILINX7,   WS, SEQUENTIAL",
    "XILINX7,   WS, OVERLAPPED",
    "ICE40UP5K, OS, SEQUENTIAL",
  })
  void estimate_ofAnyShape_growsWithRowsColumnsAndWidth(
      FpgaFamily family, Dataflow dataflow, FoldSequence folds) {
    ResourceModel model = model(family, dataflow, folds);
    for (int rows : List.of(1, 2, 3, 5, 8, 16, 64, 256)) {
      for (int columns : List.of(1, 2, 3, 5, 8, 16, 64, 256)) {
        FpgaResources one = model.estimate(new ArrayShape(rows, columns), new WordWidths(8, 8, 32));
        assertThat(one.luts()).as("%d x %d", rows, columns).isPositive();
        assertThat(one.flipFlops()).as("%d x %d", rows, columns).isPositive();
        for (FpgaResources more :
            List.of(
                model.estimate(new ArrayShape(rows + 1, columns), new WordWidths(8, 8, 32)),
                model.estimate(new ArrayShape(rows, columns + 1), new WordWidths(8, 8, 32)),
                model.estimate(new ArrayShape(rows, columns), new WordWidths(10, 10, 36)))) {
          assertThat(more.luts()).isGreaterThanOrEqualTo(one.luts());
          assertThat(more.flipFlops()).isGreaterThanOrEqualTo(one.flipFlops());
        }
      }
    }
  }

  @Test
  void router_ofSynthesisedAndOtherShapes_growsWithItsChoices() {
    RouterModel router =
        RouterModel.fit(SynthesisFile.load(HOME, FpgaFamily.XILINX7)).orElseThrow();
    assertThat(router.estimate(20, 10, 8).luts()).isCloseTo(665, within(1.0));
    assertThat(router.estimate(20, 10, 16).luts()).isCloseTo(1333, within(2.0));
    double choice = router.estimate(1, 2, 1).luts();
    assertThat(choice).isCloseTo(665 / (20 * 9 * 8.0), within(0.001));
    assertThat(router.estimate(16, 1024, 16).luts()).isCloseTo(choice * 16 * 1023 * 16, within(1.));
    assertThat(router.estimate(16, 1, 16)).as("a wire").isEqualTo(FpgaResources.NONE);
    assertThat(RouterModel.fit(List.of())).isEmpty();
    assertThatThrownBy(() -> router.estimate(16, 0, 16))
        .hasMessage("a router of 16 lanes, 0 sources and 16 bits; expected at least 1 of each");
  }

  @Test
  void fit_kindThatWasNotSynthesised_isEmpty() {
    List<SynthesisRow> rows = SynthesisFile.load(HOME, FpgaFamily.ICE40UP5K);
    ArrayKind kind = ArrayKind.of(FpgaFamily.ICE40UP5K, Dataflow.WS, FoldSequence.SEQUENTIAL);
    assertThat(ResourceModel.fit(kind, rows)).isEmpty();
  }

  /** 256 bits wide takes 4 of 72 bits; 32 KiB are 1,024 words of it, two deep. */
  @Test
  void blockRams_ofAMemory_followFromPortAndCapacity() {
    assertThat(FpgaFamily.XILINX7.blockRams(32 * 8192L, 256)).isEqualTo(8);
    assertThat(FpgaFamily.XILINX7.blockRams(512, 256)).isEqualTo(4);
    assertThat(FpgaFamily.XILINX7.blockRams(32768, 1)).isEqualTo(1);
    assertThat(FpgaFamily.ICE40UP5K.blockRams(4096, 16)).isEqualTo(1);
    assertThat(FpgaFamily.ICE40UP5K.blockRams(4097, 16)).isEqualTo(2);
    assertThatThrownBy(() -> FpgaFamily.XILINX7.blockRams(0, 16))
        .hasMessage("a memory of 0 bits, 16 at a time; expected at least 1");
  }

  @Test
  void memories_whereInputsStay_readWeightsAlongTheRows() {
    Accelerator.Memories memories = new Accelerator.Memories(1, 2, 3, 4);
    ArrayShape array = new ArrayShape(8, 2);
    WordWidths widths = new WordWidths(16, 16, 48);
    assertThat(OnChipMemory.of(memories, array, Dataflow.OS, widths))
        .containsExactly(
            new OnChipMemory("activations", 8192, 160),
            new OnChipMemory("weights", 16384, 32),
            new OnChipMemory("feedback", 24576, 32),
            new OnChipMemory("accumulators", 32768, 96));
    assertThat(OnChipMemory.of(memories, array, Dataflow.IS, widths).get(1).portBits())
        .isEqualTo(128);
  }

  @Test
  void design_severalDataflowsOrWideOperands_isRefused() {
    Accelerator edge = AcceleratorFile.load(HOME, "edge-16x16", List.of("feedbackArray=4x4"));
    WordWidths widths = new WordWidths(16, 16, 48);
    assertThat(FpgaDesign.of(edge, widths).arrays())
        .containsExactly(new ArrayShape(16, 16), new ArrayShape(4, 4));
    Accelerator mixed =
        new Accelerator(
            "mixed",
            "a test",
            edge.array(),
            edge.feedbackArray(),
            new Accelerator.Dataflows(Dataflow.OS, Dataflow.WS, Dataflow.OS),
            16,
            200,
            edge.memories());
    assertThatThrownBy(() -> FpgaDesign.of(mixed, widths))
        .hasMessage("mixed uses several dataflows; expected one, such as --dataflow os");
    assertThatThrownBy(() -> FpgaDesign.of(edge, new WordWidths(19, 19, 48)))
        .hasMessage(
            "operands of 19 bits; expected 1 to 18, one multiplier block of Xilinx 7 series");
  }

  /** The prototype of Gupta et al. 2015 took 812 of the 840 DSPs and 334 of the 445 block RAMs. */
  @Test
  void kintex325_prototypeOfGupta_fitsUntilOnePartIsShort() {
    Device device =
        DeviceFile.load(HOME).stream()
            .filter(each -> each.name().equals("Kintex-7 325T"))
            .findFirst()
            .orElseThrow();
    assertThat(device.fits(new FpgaResources(62_922, 146_510, 812, 334))).isTrue();
    assertThat(device.fits(new FpgaResources(62_922, 146_510, 841, 334))).isFalse();
    assertThat(device.fits(new FpgaResources(62_922, 146_510, 812, 446))).isFalse();
  }

  @Test
  void load_damagedRow_namesTheLine() throws IOException {
    Path file = folder.resolve("rows.csv");
    Files.writeString(
        file,
        """
        module,parameters,luts,memory_luts,flip_flops,dsps,block_rams,carry_cells,clock_megahertz
        lfsr,,1,0,32,0,0,0,
        lfsr,Rows=x,1,0,32,0,0,0,
        """);
    assertThatThrownBy(() -> SynthesisFile.load(file))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            file + ":3:6: 'parameters' is 'Rows=x'; expected parameters such as Rows=4;Columns=4");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "A,xilinx,1,1,1,1,B   | 2:3: unknown family 'xilinx'; did you mean 'xilinx7'?",
        "A,xilinx7,-1,1,1,1,B | 2:11: 'luts' is '-1'; expected a count",
        "A,xilinx7,1,many,1,1,B | 2:13: 'flip_flops' is 'many'; expected a count",
        "A,xilinx7,1,1,NaN,1,B | 2:15: 'dsps' is 'NaN'; expected a count",
        "A,xilinx7,1,1,,1,B | 2:15: 'dsps' is ''; expected a count",
        "'X,Y',xilinx7,1,1,1,1,s,more | 2:25: 8 cells; expected 7, as the header has",
        "A,xilinx7,1 | 2:11: 3 cells; expected 7, as the header has",
      })
  void load_damagedDevice_namesTheLine(String line, String message) throws IOException {
    Path file = folder.resolve("devices.csv");
    Files.writeString(
        file,
        "name,family,luts,flip_flops,dsps,block_rams,source\n" + line.replace('\'', '"') + "\n");
    assertThatThrownBy(() -> DeviceFile.load(file))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(file + ":" + message);
  }

  @Test
  void load_damagedTable_namesThePlace() throws IOException {
    Path file = folder.resolve("devices.csv");
    Files.writeString(file, "");
    assertThatThrownBy(() -> DeviceFile.load(file))
        .hasMessageStartingWith(file + ":1:1: no line; expected a header with name, family,");
    Files.writeString(file, "name,name,family,luts,flip_flops,dsps,source\n");
    assertThatThrownBy(() -> DeviceFile.load(file))
        .hasMessageContaining(":1:6: the column 'name' again; expected it once")
        .hasMessageContaining(":1:1: no column 'block_rams' in the header");
    Files.write(file, new byte[] {'n', 'a', (byte) 0xFF});
    assertThatThrownBy(() -> DeviceFile.load(file)).hasMessageContaining(":1:3: the byte 0xff");
    Files.writeString(file, "name,\"family");
    assertThatThrownBy(() -> DeviceFile.load(file)).hasMessageStartingWith(file + ":1:");
    assertThatThrownBy(() -> DeviceFile.load(folder.resolve("device.csv")))
        .hasMessageContaining("did you mean 'devices.csv'?");
  }
}
