package org.backflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.TinyImages;
import org.backflow.experiment.file.ExperimentFile;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CalibrateCommandTest {

  @TempDir private Path folder;

  private Path experiment() throws IOException {
    Path file = folder.resolve("mine.yaml");
    Files.writeString(
        file,
        """
        extends: %s
        name: mine
        data: {path: %s}
        layers: 36-8-4
        protocol: {epochs: 1, learningRate: 0.5}
        runs: 1
        """
            .formatted(
                Path.of("data/experiments/mnist-20.yaml").toAbsolutePath(),
                TinyImages.write(folder)));
    return file;
  }

  @Test
  void calibrate_writesAFileThatIsReadAgainAndTrains() throws IOException {
    Path file = folder.resolve("better.yaml");
    Outcome outcome =
        Outcome.of(
            "calibrate", experiment().toString(), "--steps", "20", "--output", file.toString());
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).contains("weight.1", "gradient.2", "next: backflow compare");

    Experiment calibrated = ExperimentFile.load(file);
    FixedPointArithmetic arithmetic = calibrated.hardware().arithmetic();
    assertThat(calibrated.presentation().name()).isEqualTo("better");
    assertThat(arithmetic.isUniform()).isFalse();
    for (int layer = 1; layer <= 2; layer++) {
      assertThat(arithmetic.format(Role.WEIGHT, layer).width()).isEqualTo(16);
      assertThat(arithmetic.format(Role.GRADIENT, layer).integerBits()).isLessThan(0);
    }
    assertThat(
            Outcome.of("compare", file.toString(), "--output", folder.resolve("report").toString())
                .code())
        .isZero();
  }

  @Test
  void calibrate_withAMargin_addsItToWhatIsNeeded() throws IOException {
    Path file = folder.resolve("better.yaml");
    String from = experiment().toString();
    int[] bits = new int[2];
    for (int margin = 0; margin < 2; margin++) {
      Outcome outcome =
          Outcome.of(
              "calibrate", from, "--steps=5", "--margin=" + margin, "--force", "--output=" + file);
      assertThat(outcome.code()).isZero();
      bits[margin] =
          ExperimentFile.load(file).hardware().arithmetic().format(Role.DELTA, 2).integerBits();
    }
    assertThat(bits[1]).isEqualTo(bits[0] + 1);
  }

  @Test
  void calibrate_ofWhatCannotBe_isRefused() throws IOException {
    String from = experiment().toString();
    Path file = folder.resolve("better.yaml");
    Files.writeString(file, "mine");
    Outcome there = Outcome.of("calibrate", from, "--output", file.toString());
    assertThat(there.code()).isNotZero();
    assertThat(there.err()).contains("it is there already; --force replaces it");
    assertThat(file).hasContent("mine");
    assertThat(Outcome.of("calibrate", from, "--steps=0").err())
        .contains("--steps", "expected at least 1");
    assertThat(Outcome.of("calibrate", from, "--percentile=0").err())
        .contains("--percentile", "above 0");
    assertThat(Outcome.of("calibrate", "mnist-2O").err()).contains("mnist-20");
  }
}
