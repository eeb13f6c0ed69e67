package org.backflow.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.backflow.accelerator.ArrayShape;
import org.backflow.accelerator.Dataflow;
import org.backflow.accelerator.FpgaResources;
import org.backflow.accelerator.ResourceModel;
import org.backflow.accelerator.SynthesisRow;
import org.backflow.data.InvalidDataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The estimate of FPGA resources against the arrays that were synthesised. */
final class ResourceModelTest {

  private static final List<SynthesisRow> ROWS = SynthesisFile.loadXilinx7(new Home(Path.of("")));

  @TempDir private Path folder;

  @Test
  void leaveOneOutError_outputStationary_isSmall() {
    ResourceModel.FitError error = ResourceModel.fit(Dataflow.OS, ROWS).leaveOneOutError();
    assertThat(error.rows()).isEqualTo(15);
    assertThat(error.largestLutPercent()).isLessThan(0.5);
    assertThat(error.largestFlipFlopPercent()).isLessThan(8.0);
  }

  /** Yosys packs registers into DSP blocks by rules that are not linear in the shape. */
  @Test
  void leaveOneOutError_weightStationary_isThatOfThePackingOfRegisters() {
    ResourceModel.FitError error = ResourceModel.fit(Dataflow.WS, ROWS).leaveOneOutError();
    assertThat(error.rows()).isEqualTo(15);
    assertThat(error.largestLutPercent()).isLessThan(9.0);
    assertThat(error.largestFlipFlopPercent()).isLessThan(25.0);
  }

  @Test
  void estimate_synthesisedShape_isNearItsSynthesis() {
    FpgaResources estimate =
        ResourceModel.fit(Dataflow.OS, ROWS).estimate(new ArrayShape(8, 8), 16, 48);
    assertThat(estimate.luts()).isCloseTo(6161, within(30.0));
    assertThat(estimate.flipFlops()).isCloseTo(5282, within(160.0));
    assertThat(estimate.dsps()).isEqualTo(64);
  }

  @Test
  void estimate_operandsWiderThanADspBlock_areRefused() {
    ResourceModel model = ResourceModel.fit(Dataflow.OS, ROWS);
    assertThatThrownBy(() -> model.estimate(new ArrayShape(2, 2), 19, 48))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("operands of 19 bits; expected 1 to 18, one DSP block");
  }

  @Test
  void fit_tooFewRows_isRefused() {
    assertThatThrownBy(() -> ResourceModel.fit(Dataflow.OS, ROWS.subList(0, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("0 rows of os_array; expected more than 6");
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
        .isInstanceOf(InvalidDataException.class)
        .hasMessageStartingWith(file + ":3: ");
  }
}
