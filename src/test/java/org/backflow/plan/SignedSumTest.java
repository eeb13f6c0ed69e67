package org.backflow.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SignedSumTest {
  private static SignedSum sum(Tensor signs, boolean scaled) {
    return new SignedSum(
        "feedback.1",
        1,
        Tensor.delta(2),
        Tensor.error(1),
        signs,
        false,
        1,
        scaled,
        new Extent(3, 5, 4));
  }

  @Test
  void counts_ofThreeSamplesFiveUnitsFourErrors_areSixtyAdditions() {
    SignedSum plain = sum(Tensor.feedback(1), false);
    assertThat(plain.macs()).isZero();
    assertThat(plain.multiplies()).isZero();
    assertThat(plain.adds()).isEqualTo(60);
    assertThat(sum(Tensor.feedback(1), true).multiplies()).isEqualTo(15);
    assertThat(sum(Tensor.feedback(1), true).adds()).isEqualTo(60);
    assertThat(plain.result()).isEqualTo(Tensor.error(1));
  }

  @Test
  void scaledSignsOfWeights_areRefused() {
    assertThatThrownBy(() -> sum(Tensor.weight(2), true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("feedback.1 scales weight.2, which are not stored feedback");
  }
}
