package org.backflow.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.nio.file.Path;
import java.util.List;
import org.backflow.accelerator.resources.ControlModel;
import org.backflow.accelerator.resources.FpgaFamily;
import org.backflow.accelerator.resources.FpgaResources;
import org.backflow.accelerator.resources.RouterModel;
import org.backflow.accelerator.resources.SynthesisModels;
import org.backflow.accelerator.resources.SynthesisedCore;
import org.backflow.accelerator.resources.VectorUnitModel;
import org.backflow.experiment.file.Home;
import org.backflow.experiment.file.SynthesisFile;
import org.junit.jupiter.api.Test;

/** The estimate of what is beside the array, against lanes, routers and cores as synthesised. */
final class WholeAcceleratorResourcesTest {

  private static final Home HOME = new Home(Path.of(""));

  private static SynthesisModels models(FpgaFamily family) {
    return new SynthesisModels(family, SynthesisFile.load(HOME, family));
  }

  @Test
  void router_ofSynthesisedAndOtherShapes_growsWithItsChoices() {
    RouterModel router = models(FpgaFamily.XILINX7).router().orElseThrow();
    assertThat(router.estimate(20, 10, 8).resources().luts()).isCloseTo(665, withinPercentage(3));
    assertThat(router.estimate(20, 10, 16).resources().luts()).isCloseTo(1333, withinPercentage(3));
    double choice = router.estimate(1, 2, 1).resources().luts();
    assertThat(router.estimate(16, 1024, 16).resources().luts())
        .isCloseTo(choice * 16 * 1023 * 16, within(1.));
    assertThat(router.estimate(16, 1024, 16).extrapolated()).contains("sources 1024 above 10");
    assertThat(router.estimate(16, 1, 16).resources()).as("a wire").isEqualTo(FpgaResources.NONE);
    assertThat(RouterModel.fit(List.of())).isEmpty();
    assertThatThrownBy(() -> router.estimate(16, 0, 16))
        .hasMessage("a router of 16 lanes, 0 sources and 16 bits; expected at least 1 of each");
  }

  /** A lane of 16 bits: 292 look-up tables, 34 flip-flops, 3 products, a table in a block RAM. */
  @Test
  void vectorUnit_ofASynthesisedWidth_isLanesTimesTheSynthesisedOne() {
    VectorUnitModel unit = models(FpgaFamily.XILINX7).vectorUnit().orElseThrow();
    FpgaResources four = unit.estimate(4, 16, 48).resources();
    assertThat(four).isEqualTo(new FpgaResources(4 * 292.0, 4 * 34.0, 12.0, 4.0));
    assertThat(unit.estimate(4, 16, 48).extrapolated()).isEmpty();
  }

  /** Between 12 bits (sums 40) and 16 (sums 48); blocks are those of 16. */
  @Test
  void vectorUnit_betweenTwoWidths_isInterpolated() {
    VectorUnitModel unit = models(FpgaFamily.XILINX7).vectorUnit().orElseThrow();
    FpgaResources narrow = unit.estimate(1, 12, 40).resources();
    FpgaResources wide = unit.estimate(1, 16, 48).resources();
    FpgaResources between = unit.estimate(1, 14, 44).resources();
    assertThat(between.luts()).isCloseTo((narrow.luts() + wide.luts()) / 2, within(1e-9));
    assertThat(between.dsps()).isEqualTo(wide.dsps());
    double quarter = narrow.luts() + (wide.luts() - narrow.luts()) / 4;
    assertThat(unit.estimate(1, 13, 42).resources().luts()).isCloseTo(quarter, within(1e-9));
    assertThat(unit.estimate(1, 12, 44).resources().luts()).isGreaterThan(narrow.luts());
  }

  @Test
  void vectorUnit_outsideTheSynthesisedWidths_isMarked() {
    VectorUnitModel unit = models(FpgaFamily.XILINX7).vectorUnit().orElseThrow();
    assertThat(unit.estimate(4, 3, 20).extrapolated())
        .containsExactly("lane bits 3 below 4", "lane sum bits 20 below 24");
    assertThat(unit.estimate(4, 18, 60).extrapolated())
        .containsExactly("lane sum bits 60 above 52");
    assertThat(VectorUnitModel.fit(List.of())).isEmpty();
  }

  /** 16 elements and 3 products in each of 4 lanes; 6,446 look-up tables and 640 as memory. */
  @Test
  void core_fourByFour_takesTheBlocksOfItsParts() {
    SynthesisModels models = models(FpgaFamily.XILINX7);
    SynthesisedCore core = models.cores().get(0);
    assertThat(core.schemeName()).isEqualTo("backprop");
    assertThat(core.synthesised()).isEqualTo(new FpgaResources(7086.0, 2103.0, 28.0, 20.0));
    assertThat(core.parts(models).orElseThrow().resources().dsps()).isEqualTo(16 + 4 * 3);
    FpgaResources parts = core.parts(models).orElseThrow().resources();
    assertThat(parts.luts()).isBetween(2500.0, 3000.0);
    // Weights: 785 rows of 5 blocks, 8 apart: 6,280 words of 16 bits in each of 4 banks. 4 tables.
    assertThat(4 * FpgaFamily.XILINX7.blockRams(6280 * 16L, 16) + 4)
        .isEqualTo((long) core.synthesised().blockRams());
  }

  @Test
  void control_ofACoreThatTheFitHasNotSeen_isWithinTheStatedError() {
    SynthesisModels models = models(FpgaFamily.XILINX7);
    ControlModel control = models.control().orElseThrow();
    double stated = control.leaveOneOutError().largestLutPercent().orElseThrow();
    assertThat(stated).isBetween(1.0, 20.0);
    for (SynthesisedCore core : models.cores()) {
      assertThat(control.unseen(core).luts())
          .as("%s", core)
          .isCloseTo(core.synthesised().luts(), withinPercentage(stated + 0.01));
    }
    assertThat(control.estimate(4, 16).extrapolated()).isEmpty();
    assertThat(control.estimate(32, 18).extrapolated())
        .containsExactly("banks 32 above 4", "core bits 18 above 16");
  }

  /** What is left of 7,086 look-up tables is that of four banks. */
  @Test
  void control_ofTwiceTheBanks_isTwiceAsMuch() {
    ControlModel control = models(FpgaFamily.XILINX7).control().orElseThrow();
    FpgaResources four = control.estimate(4, 16).resources();
    assertThat(four.luts()).isBetween(3500.0, 5000.0);
    assertThat(control.estimate(8, 16).resources()).isEqualTo(four.times(2.0));
    assertThat(four.dsps()).isZero();
    assertThat(four.blockRams()).isZero();
  }
}
