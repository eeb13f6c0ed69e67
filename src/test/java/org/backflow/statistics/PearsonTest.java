package org.backflow.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.api.Test;

final class PearsonTest {
  // Around the means: (-1, 0, 1) and (-1, 1, 0): products 1, squares 2 and 2.
  @Test
  void correlation_byHand_isOneHalf() {
    assertThat(Pearson.correlation(new double[] {1, 2, 3}, new double[] {4, 6, 5}).orElseThrow())
        .isCloseTo(0.5, within(1e-15));
  }

  @Test
  void correlation_ofALine_isPlusOrMinusOne() {
    double[] figures = {1, 2, 6};
    assertThat(Pearson.correlation(figures, new double[] {3, 5, 13})).hasValue(1);
    assertThat(Pearson.correlation(figures, new double[] {-3, -5, -13})).hasValue(-1);
  }

  @Test
  void correlation_ofRandomFigures_isThatOfCommonsMath() {
    long seed = 5L;
    Random random = new Random(seed);
    double[] left = random.doubles(100).toArray();
    double[] right = random.doubles(100).toArray();
    assertThat(Pearson.correlation(left, right).orElseThrow())
        .as("seed %d", seed)
        .isCloseTo(new PearsonsCorrelation().correlation(left, right), within(1e-12));
  }

  @Test
  void correlation_ofConstantFigures_isNothing() {
    assertThat(Pearson.correlation(new double[] {1, 1}, new double[] {1, 2})).isEmpty();
    assertThat(Pearson.correlation(new double[0], new double[0])).isEmpty();
  }

  @Test
  void correlation_ofUnequalLengths_isRefused() {
    assertThatThrownBy(() -> Pearson.correlation(new double[2], new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 and 3 figures are not pairs");
  }
}
