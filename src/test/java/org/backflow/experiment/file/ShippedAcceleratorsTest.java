package org.backflow.experiment.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.backflow.accelerator.Accelerator;
import org.backflow.accelerator.ArrayShape;
import org.backflow.accelerator.Dataflow;
import org.backflow.accelerator.array.WordWidths;
import org.backflow.accelerator.resources.DesignEstimate;
import org.backflow.accelerator.resources.FpgaDesign;
import org.backflow.accelerator.resources.FpgaFamily;
import org.backflow.accelerator.resources.FpgaResources;
import org.backflow.accelerator.resources.SynthesisModels;
import org.backflow.plan.Extent;
import org.junit.jupiter.api.Test;

/** The accelerators that are shipped, against what was published about them. */
final class ShippedAcceleratorsTest {

  private static final Home HOME = new Home(Path.of(""));

  private static Accelerator load(String name) {
    return AcceleratorFile.load(HOME, name, List.of());
  }

  @Test
  void everyShippedFile_isRead() {
    assertThat(HOME.accelerators().names())
        .contains("edge-16x16", "eyeriss-12x14", "gupta-2015", "ice40up5k", "tpu-v1")
        .allSatisfy(name -> assertThat(load(name).source()).isNotBlank());
  }

  /** Gupta et al. 2015, section 5: 260 G-ops/s at 166 MHz and 37 G-ops/s/W at 7 W. */
  @Test
  void gupta_peak_isThePublishedOne() {
    double peak = load("gupta-2015").peakOperationsPerSecond();
    assertThat(peak / 1e9).isCloseTo(260.3, within(0.05));
    assertThat(peak / 1e9 / 7.0).isCloseTo(37.2, within(0.05));
  }

  /** Table 1: 812 DSP blocks, of which a row of 28 rounds; less than 4 % of the array. */
  @Test
  void gupta_dspBlocks_areAnElementEachAndARoundingUnitPerColumn() {
    Accelerator gupta = load("gupta-2015");
    FpgaDesign design = FpgaDesign.of(gupta, new WordWidths(16, 16, 48));
    FpgaResources array =
        DesignEstimate.of(
                design,
                new SynthesisModels(
                    FpgaFamily.XILINX7, SynthesisFile.load(HOME, FpgaFamily.XILINX7)))
            .orElseThrow()
            .arrays()
            .resources();
    assertThat(array.dsps()).isEqualTo(784);
    assertThat(array.dsps() + gupta.vectorLanes()).isEqualTo(812);
    assertThat(gupta.vectorLanes() / array.dsps())
        .isCloseTo(0.036, within(0.0005))
        .isLessThan(0.04);
  }

  /** Almost 2 MB of block RAM on the device, 334 blocks of 36 kbit in use. */
  @Test
  void gupta_memories_fitTheBlocksInUse() {
    assertThat(kibibytes(load("gupta-2015"))).isLessThanOrEqualTo(334 * 36 / 8).isGreaterThan(1400);
  }

  private static int kibibytes(Accelerator accelerator) {
    Accelerator.Memories memories = accelerator.memories();
    return memories.activationKibibytes()
        + memories.weightKibibytes()
        + memories.feedbackKibibytes()
        + memories.accumulatorKibibytes();
  }

  /** Jouppi et al. 2017: 65,536 multipliers at 700 MHz, 92 tera-operations per second. */
  @Test
  void tpu_peak_isThePublishedOne() {
    assertThat(load("tpu-v1").peakOperationsPerSecond() / 1e12).isCloseTo(92.0, within(0.5));
  }

  /**
   * Jouppi et al. 2017, section 7: the 600 x 600 matrix of LSTM1 takes 9 steps of 2 us on 256 x
   * 256, 18 us; on 512 x 512 it takes 4 steps of 8 us, 32 us. The steps are our folds. A step lasts
   * as long as its tile of 8-bit weights takes through 34 GB/s, printed to the microsecond.
   */
  @Test
  void tpu_largerArray_isSlowerOnTheLayerOfThePaper() {
    Extent layer = new Extent(96, 600, 600);
    ArrayShape shipped = load("tpu-v1").array();
    ArrayShape larger = new ArrayShape(512, 512);
    assertThat(Dataflow.WS.folds(layer, shipped)).isEqualTo(9);
    assertThat(Dataflow.WS.folds(layer, larger)).isEqualTo(4);
    assertThat(9 * Math.round(tileMicroseconds(shipped))).isEqualTo(18);
    assertThat(4 * Math.round(tileMicroseconds(larger))).isEqualTo(32);
    // Either is bound by memory: the array itself would be ready for the next tile sooner.
    long distance = Math.max(layer.m(), 2 * shipped.rows() - 1);
    assertThat(distance / load("tpu-v1").clockMegahertz()).isLessThan(tileMicroseconds(shipped));
  }

  private static double tileMicroseconds(ArrayShape array) {
    double bytesPerMicrosecond = 34e9 / 1e6;
    return array.elements() / bytesPerMicrosecond;
  }

  @Test
  void ice40_array_takesTheMultipliersThereAre() {
    assertThat(load("ice40up5k").array().elements()).isEqualTo(8);
  }

  @Test
  void accelerator_byThePathOfItsFile_isTheSame() {
    Accelerator byPath = load("data/accelerators/gupta-2015.yaml");
    assertThat(byPath).isEqualTo(load("gupta-2015"));
  }
}
