package org.backflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code backflow cost --memory} shows people. */
final class CostMemoryTest {

  private static List<String> rows(String schemes) {
    Outcome outcome =
        Outcome.of("cost", "--layers", "3-2-1", "--batch", "1", "--scheme", schemes, "--memory");
    assertThat(outcome.err()).isEmpty();
    return outcome.out().lines().map(line -> line.strip().replaceAll(" +", " ")).toList();
  }

  /** Words of 16 bits; four inputs with their one, (3 + 1) 2 weights, targets of one bit. */
  @Test
  void memory_ofOneScheme_isToldTensorByTensor() {
    assertThat(rows("backprop"))
        .contains(
            "tensor words bits a word size on chip kept from",
            "input.0 4 16 8.00 B yes no forward.1",
            "weight.1 8 16 16.00 B yes yes forward.1",
            "target.2 1 1 0.12 B yes no forward.1",
            "error.1 2 16 4.00 B yes no feedback.1",
            "error.1 delta.1")
        .doesNotContain("selection.1 2 1 0.25 B yes yes forward.1");
    assertThat(rows("one-hot")).contains("selection.1 2 1 0.25 B yes yes forward.1");
  }

  /**
   * Most is there in delta.1: input 64 bits, weights 128 + 48, activation.1 48, delta.2 16 and, as
   * error.1 is read and delta.1 written, 32 each; 368 bits are 46 bytes.
   */
  @Test
  void memory_ofSeveralSchemes_isTheirPeakByKindOfTensor() {
    assertThat(rows("backprop,one-hot"))
        .contains(
            "memory at its peak input weight activation error delta selection",
            "backprop 8.00 B 22.00 B 6.00 B 4.00 B 6.00 B 0.00 B",
            "one-hot 8.00 B 22.00 B 6.00 B 4.00 B 6.00 B 0.25 B",
            "memory at its peak peak kept from step to step peak in",
            "backprop 46.00 B 22.00 B delta.1",
            "one-hot 46.25 B 22.25 B delta.1");
  }

  @Test
  void memory_unasked_isOneLine() {
    Outcome outcome = Outcome.of("cost", "--layers", "3-2-1", "--scheme", "backprop");
    assertThat(outcome.out())
        .contains("training memory: at most 46.00 B, in delta.1; 22.00 B kept between steps")
        .doesNotContain("bits a word");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--gemm=4,4,4", "--topology=alexnet"})
  void memory_ofOtherThanLayers_isRefused(String workload) {
    Outcome outcome = Outcome.of("cost", workload, "--memory");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("backflow: --memory goes with --layers or the step");
  }
}
