package org.backflow.cosim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.ProgressListener;
import org.backflow.experiment.file.ExperimentFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of a co-simulation before and while it runs. */
final class SimulationTimeTest {

  private static final Experiment EXPERIMENT =
      ExperimentFile.load(Path.of("data/experiments/mnist-20.yaml"), "schemes=[backprop, random]");

  @TempDir private Path folder;

  /** 1,000 (110 + 9.4 x 256) us. */
  @Test
  void seconds_ofAnArray_growWithItsElements() {
    assertThat(SimulationTime.seconds(1000, 256)).isCloseTo(2.5164, within(1e-9));
  }

  /** A step takes 6,650 cycles; 15,910 weights 5.3 each: 3,409,323 of 2,516.4 us in 500 steps. */
  @Test
  void remark_beforeAnInterpretedTraining_estimatesIt() {
    assertThat(SimulationTime.remark(EXPERIMENT, HdlSimulator.ICARUS, 1, 500))
        .hasValueSatisfying(text -> assertThat(text).contains("about 143 min "));
    assertThat(SimulationTime.remark(EXPERIMENT, HdlSimulator.ICARUS, 2, 500))
        .hasValueSatisfying(text -> assertThat(text).contains("about 286 min "));
    assertThat(SimulationTime.remark(EXPERIMENT, HdlSimulator.VERILATOR, 2, 500)).isEmpty();
    Experiment small =
        ExperimentFile.load(
            Path.of("data/experiments/mnist-20.yaml"), "layers=784-2-10", "accelerator.array=2x2");
    assertThat(SimulationTime.remark(small, HdlSimulator.ICARUS, 1, 1)).isEmpty();
  }

  @Test
  void share_ofATrace_isThatOfWhatIsExpected() throws IOException {
    Path expected = Files.writeString(folder.resolve("expected.txt"), "12345678");
    Path trace = folder.resolve("trace.txt");
    assertThat(CoreComparison.share(trace, expected)).isZero();
    Files.writeString(trace, "12");
    assertThat(CoreComparison.share(trace, expected)).isEqualTo(0.25);
    Files.writeString(trace, "1234567890");
    assertThat(CoreComparison.share(trace, expected)).isEqualTo(1.0);
    assertThat(CoreComparison.share(trace, folder.resolve("none"))).isZero();
  }

  @Test
  void progress_isToldOfEverySampleOnce() {
    List<Long> amounts = new ArrayList<>();
    TrainingCosimulation.Told told =
        new TrainingCosimulation.Told(
            new ProgressListener() {
              @Override
              public void started(String task, long total) {}

              @Override
              public void advanced(long amount) {
                amounts.add(amount);
              }

              @Override
              public void finished() {}
            });
    told.to(0);
    told.to(3);
    told.to(3);
    told.to(1);
    told.to(8);
    assertThat(amounts).containsExactly(3L, 5L);
  }
}
