package org.backflow.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

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
import org.backflow.accelerator.resources.Estimate;
import org.backflow.accelerator.resources.FpgaDesign;
import org.backflow.accelerator.resources.FpgaFamily;
import org.backflow.accelerator.resources.FpgaResources;
import org.backflow.accelerator.resources.OnChipMemory;
import org.backflow.accelerator.resources.ProductMapping;
import org.backflow.accelerator.resources.ResourceModel;
import org.backflow.accelerator.resources.SynthesisRow;
import org.backflow.configuration.tree.ConfigurationException;
import org.backflow.experiment.file.AcceleratorFile;
import org.backflow.experiment.file.DeviceFile;
import org.backflow.experiment.file.Home;
import org.backflow.experiment.file.SynthesisFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The estimate of FPGA resources against the arrays that were synthesised. */
final class ResourceModelTest {

  private static final Home HOME = new Home(Path.of(""));

  @TempDir private Path folder;

  private static ResourceModel model(
      FpgaFamily family, Dataflow dataflow, FoldSequence folds, WordWidths widths) {
    return ResourceModel.fit(
            ArrayKind.of(family, dataflow, folds, widths), SynthesisFile.load(HOME, family))
        .orElseThrow();
  }

  private static WordWidths words(int bits) {
    return new WordWidths(bits, bits, 2 * bits + 16);
  }

  /**
   * Rows of data/resources, by hand; a product of 4 bits has no block, one of 18 on the iCE40 3.
   */
  @ParameterizedTest
  @CsvSource({
    "XILINX7,   OS, 16x16, 16, 48, 24604, 22851, 256",
    "XILINX7,   OS, 4x4,    4, 48,  2840,   929,   0",
    "XILINX7,   WS, 4x4,    4, 48,  1086,   437,   0",
    "ICE40UP5K, OS, 4x4,    4, 48,  2715,   929,   0",
    "ICE40UP5K, WS, 4x4,    4, 48,  1987,   437,   0",
    "ICE40UP5K, WS, 4x4,   16, 48,   533,  1109,  16",
    "ICE40UP5K, OS, 2x2,   18, 52,   658,   260,  12",
  })
  void estimate_synthesisedArray_isWithinFivePercentOfItsSynthesis(
      FpgaFamily family,
      Dataflow dataflow,
      String shape,
      int bits,
      int sum,
      double luts,
      double flipFlops,
      double dsps) {
    WordWidths widths = new WordWidths(bits, bits, sum);
    Estimate estimate =
        model(family, dataflow, FoldSequence.SEQUENTIAL, widths)
            .estimate(ArrayShape.parse(shape), widths);
    assertThat(estimate.resources().luts()).isCloseTo(luts, withinPercentage(5));
    assertThat(estimate.resources().flipFlops()).isCloseTo(flipFlops, withinPercentage(2));
    assertThat(estimate.resources().dsps()).isEqualTo(dsps);
    assertThat(estimate.extrapolated()).isEmpty();
  }

  /**
   * Synthesised apart, 4x4 of 8 bits and 48-bit sums has 1,600 look-up tables, as those of 16 and
   * 18 bits in data/resources have; 8x8 has 6,161 and 4,194 flip-flops.
   */
  @Test
  void luts_ofStayingSumsWithBlocks_followTheSumsAndNotTheOperands() {
    WordWidths narrow = new WordWidths(8, 8, 48);
    ResourceModel model = model(FpgaFamily.XILINX7, Dataflow.OS, FoldSequence.SEQUENTIAL, narrow);
    ArrayShape four = ArrayShape.parse("4x4");
    ArrayShape eight = ArrayShape.parse("8x8");
    assertThat(model.rows())
        .filteredOn(
            row ->
                row.parameter("Rows") == 4
                    && row.parameter("Columns") == 4
                    && row.parameter("AccWidth") == 48)
        .hasSize(2)
        .allSatisfy(row -> assertThat(row.resources().luts()).isEqualTo(1600));
    assertThat(model.estimate(four, narrow).resources().luts())
        .isCloseTo(1600, withinPercentage(5));
    assertThat(model.estimate(eight, narrow).resources().luts())
        .isCloseTo(6161, withinPercentage(5));
    assertThat(model.estimate(eight, narrow).resources().flipFlops())
        .isCloseTo(4194, withinPercentage(1));
    assertThat(model.estimate(eight, words(8)).resources().luts())
        .isLessThan(0.7 * model.estimate(eight, words(16)).resources().luts());
  }

  /** Every row, not only those of the fit: blocks are counted, so they are exact. */
  @ParameterizedTest
  @EnumSource(FpgaFamily.class)
  void blocks_ofEverySynthesisedArray_areItsElementsTimesThoseOfAProduct(FpgaFamily family) {
    List<SynthesisRow> arrays =
        SynthesisFile.load(HOME, family).stream()
            .filter(row -> row.module().equals("os_array") || row.module().equals("ws_array"))
            .toList();
    assertThat(arrays).hasSizeGreaterThan(40);
    for (SynthesisRow row : arrays) {
      int elements = row.parameter("Rows") * row.parameter("Columns");
      int blocks = family.blocks(row.parameter("AWidth"), row.parameter("BWidth"));
      assertThat(row.resources().dsps()).as("%s", row).isEqualTo(elements * blocks);
    }
  }

  /** Yosys makes a block of 9 bits of product, on the iCE40 of 11, and cuts what is wider. */
  @ParameterizedTest
  @CsvSource({
    "XILINX7, 4, 4, 0, LOGIC",
    "XILINX7, 5, 4, 1, BLOCK",
    "XILINX7, 2, 6, 0, LOGIC",
    "XILINX7, 2, 7, 1, BLOCK",
    "XILINX7, 18, 18, 1, BLOCK",
    "ICE40UP5K, 5, 5, 0, LOGIC",
    "ICE40UP5K, 5, 6, 1, BLOCK",
    "ICE40UP5K, 16, 16, 1, BLOCK",
    "ICE40UP5K, 17, 17, 1, BLOCKS", // 16 x 16; what has the one bit more is logic
    "ICE40UP5K, 18, 18, 3, BLOCKS", // 16 x 16, 2 x 16 twice; 2 x 2 is logic
    "ICE40UP5K, 18, 8, 1, BLOCKS", // 16 x 8; 2 x 8 is logic
  })
  void product_atTheEdgeOfABlock_takesWhatYosysMakesOfIt(
      FpgaFamily family, int a, int b, int blocks, ProductMapping mapping) {
    assertThat(family.blocks(a, b)).isEqualTo(blocks);
    assertThat(family.blocks(b, a)).isEqualTo(blocks);
    assertThat(family.mapping(new WordWidths(a, b, 48))).isEqualTo(mapping);
  }

  @Test
  void sum_widerThanTheAdderOfABlock_isAddedInLogic() {
    assertThat(FpgaFamily.XILINX7.mapping(new WordWidths(16, 16, 48)))
        .isEqualTo(ProductMapping.BLOCK);
    assertThat(FpgaFamily.XILINX7.mapping(new WordWidths(16, 16, 49)))
        .isEqualTo(ProductMapping.BLOCK_AND_ADDER);
    assertThat(FpgaFamily.ICE40UP5K.mapping(new WordWidths(16, 16, 62)))
        .isEqualTo(ProductMapping.BLOCK);
  }

  @Test
  void estimate_outsideWhatWasSynthesised_saysInWhat() {
    ResourceModel model =
        model(FpgaFamily.XILINX7, Dataflow.OS, FoldSequence.SEQUENTIAL, words(16));
    assertThat(model.estimate(new ArrayShape(16, 16), words(16)).extrapolated()).isEmpty();
    assertThat(model.estimate(new ArrayShape(17, 16), words(16)).extrapolated())
        .containsExactly("rows 17 above 16");
    assertThat(model.estimate(new ArrayShape(1, 32), words(16)).extrapolated())
        .containsExactly("rows 1 below 2", "columns 32 above 16");
    assertThat(model.estimate(new ArrayShape(4, 4), new WordWidths(3, 16, 22)).extrapolated())
        .containsExactly("bits 3 below 6", "sum bits 22 below 28");
    assertThatThrownBy(() -> model.estimate(new ArrayShape(4, 4), words(4)))
        .hasMessage(
            "operands of 4 and 4 bits, sums of 24; expected one multiplier block a product on"
                + " Xilinx 7 series");
  }

  /** One more row or column is never less, and nothing is free, far beyond what was synthesised. */
  @ParameterizedTest
  @CsvSource({
    "XILINX7,   OS, SEQUENTIAL, 8",
    "XILINX7,   OS, OVERLAPPED, 8",
    "XILINX7,   WS, SEQUENTIAL, 8",
    "XILINX7,   WS, OVERLAPPED, 8",
    "ICE40UP5K, OS, SEQUENTIAL, 8",
    "ICE40UP5K, WS, SEQUENTIAL, 8",
    "XILINX7,   OS, SEQUENTIAL, 2",
    "XILINX7,   OS, OVERLAPPED, 2",
    "XILINX7,   WS, SEQUENTIAL, 2",
    "XILINX7,   WS, OVERLAPPED, 2",
    "ICE40UP5K, OS, SEQUENTIAL, 2",
    "ICE40UP5K, WS, SEQUENTIAL, 2",
  })
  void estimate_ofAnyShape_growsWithRowsColumnsAndWidth(
      FpgaFamily family, Dataflow dataflow, FoldSequence folds, int bits) {
    WordWidths narrow = words(bits);
    WordWidths wider = words(bits + 2);
    ResourceModel model = model(family, dataflow, folds, narrow);
    for (int rows : List.of(1, 2, 3, 5, 8, 16, 64, 256)) {
      for (int columns : List.of(1, 2, 3, 5, 8, 16, 64, 256)) {
        FpgaResources one = model.estimate(new ArrayShape(rows, columns), narrow).resources();
        assertThat(one.luts()).as("%d x %d", rows, columns).isPositive();
        assertThat(one.flipFlops()).as("%d x %d", rows, columns).isPositive();
        for (Estimate more :
            List.of(
                model.estimate(new ArrayShape(rows + 1, columns), narrow),
                model.estimate(new ArrayShape(rows, columns + 1), narrow),
                model.estimate(new ArrayShape(rows, columns), wider))) {
          assertThat(more.resources().luts()).isGreaterThanOrEqualTo(one.luts());
          assertThat(more.resources().flipFlops()).isGreaterThanOrEqualTo(one.flipFlops());
        }
      }
    }
  }

  @Test
  void fit_kindThatWasNotSynthesised_isEmpty() {
    List<SynthesisRow> rows = SynthesisFile.load(HOME, FpgaFamily.ICE40UP5K);
    ArrayKind kind =
        ArrayKind.of(FpgaFamily.ICE40UP5K, Dataflow.WS, FoldSequence.OVERLAPPED, words(16));
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
        .hasMessage("operands of 19 bits; expected 2 to 18, as synthesised");
    assertThatThrownBy(() -> FpgaDesign.of(edge, new WordWidths(16, 1, 48)))
        .hasMessage("operands of 1 bit; expected 2 to 18, as synthesised");
  }

  /** The prototype of Gupta et al. 2015 took 812 of the 840 DSPs and 334 of the 445 block RAMs. */
  @Test
  void kintex325_prototypeOfGupta_fitsUntilOnePartIsShort() {
    Device device =
        DeviceFile.load(HOME.devices().find("--devices", "devices")).stream()
            .filter(each -> each.name().equals("Kintex-7 325T"))
            .findFirst()
            .orElseThrow();
    assertThat(device.fits(new FpgaResources(62_922, 146_510, 812, 334))).isTrue();
    assertThat(device.fits(new FpgaResources(62_922, 146_510, 841, 334))).isFalse();
    assertThat(device.fits(new FpgaResources(62_922, 146_510, 812, 446))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lfsr,Rows=x,1,0,32,0,0,0, | expected parameters such as Rows=4;Columns=4",
        "feedback_router,Lanes=4;Width=8,9,0,0,0,0,0,      | feedback_router has no parameter Outputs",
        "vector_lane,WordWidth=8;AccWidth=32,0,0,9,0,0,0,  | vector_lane has no look-up table",
      })
  void load_damagedRow_namesTheLine(String line, String message) throws IOException {
    Path file = folder.resolve("rows.csv");
    Files.writeString(
        file,
        """
        module,parameters,luts,memory_luts,flip_flops,dsps,block_rams,carry_cells,clock_megahertz
        lfsr,,1,0,32,0,0,0,
        """
            + line
            + "\n");
    assertThatThrownBy(() -> SynthesisFile.load(file))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(file + ":3")
        .hasMessageContaining(message);
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
