package org.backflow.cosim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.backflow.accelerator.ArrayShape;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.network.NetworkShape;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The training core against its model, in Icarus; skipped where that is not installed. */
final class CoreComparisonTest {

  @TempDir private Path folder;

  @BeforeEach
  void requireIcarus() {
    assumeTrue(
        HdlSimulator.ICARUS.isInstalled(),
        "not run: iverilog is missing (apt-get install iverilog)");
  }

  private CoreComparison comparison(Optional<Path> waveform) {
    return new CoreComparison(
        new HdlBuild(Path.of("hdl-ref").toAbsolutePath(), folder.resolve("hdl")),
        HdlSimulator.ICARUS,
        folder.resolve("work"),
        waveform,
        500,
        share -> {});
  }

  private static CoreTraining small() {
    return small(FeedbackSchemes.RANDOM);
  }

  private static CoreTraining small(FeedbackScheme scheme) {
    return RandomTraining.of(
        7,
        NetworkShape.of(5, 4, 3),
        scheme,
        2,
        3,
        FixedPointArithmetic.sixteenBits(),
        0.3,
        new ArrayShape(2, 3));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19})
  void run_ofRandomConfigurations_areEqual(long seed) {
    CoreTraining training = RandomCore.of(seed);
    CoreComparison.Outcome outcome =
        comparison(Optional.empty()).run("random", training, CoreFault.NONE);
    assertThat(outcome.difference())
        .as("RandomCore.of(%d): %s", seed, training.parameters())
        .isEmpty();
    assertThat(outcome.counts().words()).isPositive();
    assertThat(folder.resolve("work")).isEmptyDirectory();
  }

  @Test
  void run_ofASmallNetwork_countsWhatThePlanSays() {
    CoreComparison.Outcome outcome =
        comparison(Optional.empty()).run("small", small(), CoreFault.NONE);
    long perStep = small().plan().total(operation -> operation.extent().elements());
    // Behind the steps: registers of 4 + 3 units, 6 x 4 and 5 x 3 weights.
    assertThat(outcome.counts().words()).isEqualTo(3 * perStep + 7 + 24 + 15);
    assertThat(outcome.counts().records()).isEqualTo(3 * 24 + 7 + 24 + 15 + 1);
    assertThat(outcome.weights()).isPresent();
  }

  @ParameterizedTest
  @EnumSource(
      value = CoreFault.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"NONE", "STUCK_RANDOM_BIT"})
  void run_withAFault_showsTheStepAndKeepsTheFiles(CoreFault fault) {
    CoreComparison.Outcome outcome =
        comparison(Optional.empty()).run("faulty", small(fault.scheme()), fault);
    assertThat(outcome.difference())
        .hasValueSatisfying(
            text -> assertThat(text).startsWith("step 0: the RTL differs").contains("  expected "));
    assertThat(folder.resolve("work/faulty/trace.txt")).exists();
    assertThat(folder.resolve("work/faulty-up-to-the-step/expected.txt")).exists();
  }

  @Test
  void run_withAWaveform_writesIt() throws IOException {
    Path file = folder.resolve("core.vcd");
    CoreComparison.Outcome outcome =
        comparison(Optional.of(file)).run("waveform", small(), CoreFault.NONE);
    assertThat(outcome.difference()).isEmpty();
    assertThat(Files.readString(file))
        .contains("$timescale 1ns $end", "$enddefinitions", "u_sequencer");
  }
}
