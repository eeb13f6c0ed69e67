package org.backflow.function;

import static org.assertj.core.api.Assertions.assertThat;

import org.backflow.fixedpoint.SigmoidTable;
import org.junit.jupiter.api.Test;

final class FloatSigmoidTest {

  @Test
  void sigmoid_knownPoints_areExact() {
    assertThat(FloatSigmoid.of(0.0f)).isEqualTo(0.5f);
    assertThat(FloatSigmoid.of(Float.POSITIVE_INFINITY)).isEqualTo(1.0f);
    assertThat(FloatSigmoid.of(Float.NEGATIVE_INFINITY)).isBetween(0.0f, 0x1p-125f);
    assertThat(FloatSigmoid.of(Float.NaN)).isNaN();
  }

  @Test
  void sigmoid_overItsDomain_isWithinTheStatedErrorAndMonotoneToIt() {
    double largest = 0.0;
    for (int i = -2_000_000; i <= 2_000_000; i++) {
      float z = i * 5e-5f;
      largest = Math.max(largest, Math.abs(FloatSigmoid.of(z) - SigmoidTable.sigmoid(z)));
    }
    assertThat(largest).isLessThan(1.2e-7);
  }
}
