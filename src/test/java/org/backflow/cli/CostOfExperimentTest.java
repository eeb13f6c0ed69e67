package org.backflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** {@code backflow cost --experiment}, whose own step is priced where no shapes are given. */
final class CostOfExperimentTest {

  /** 32 images of 24 x 24 windows, 8 filters, 25 words and the one of the bias. */
  @Test
  void step_ofConvolutions_isPricedOperationByOperation() {
    Outcome outcome =
        Outcome.of("cost", "--experiment", "mnist-cnn", "--scheme", "random", "--format", "csv");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out())
        .contains("forward.1")
        .contains(String.valueOf(32 * 24 * 24 * 8 * 26))
        .contains("pool.2")
        .contains("fold.2")
        .contains("unpool.1")
        .contains("exponential.7");
  }

  @Test
  void schemes_areThoseOfTheExperiment() {
    Outcome outcome = Outcome.of("cost", "--experiment", "mnist-cnn");
    assertThat(outcome.out())
        .contains("sign-symmetric", "direct-one-hot", "softmax-cross-entropy, momentum");
  }

  @Test
  void nothing_toCost_isRefused() {
    Outcome outcome = Outcome.of("cost", "--batch", "4");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err())
        .startsWith(
            "backflow: nothing to cost; expected --gemm, --layers, --topology, or --experiment");
  }
}
