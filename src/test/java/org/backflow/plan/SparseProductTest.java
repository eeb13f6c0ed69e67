package org.backflow.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SparseProductTest {
  private static SparseProduct product(int units, int connections) {
    return new SparseProduct(
        "feedback.1", 1, Tensor.delta(2), 5, Tensor.error(1), new Extent(3, units, connections));
  }

  private static int[][] selections(SparseProduct product, int[][] feedback) {
    return product.selections(feedback.length, (row, unit) -> feedback[row][unit] != 0);
  }

  @Test
  void selections_ofEachColumn_areTheRowsOfItsNonZerosAscending() {
    assertThat(selections(product(2, 2), new int[][] {{0, 7}, {-1, 0}, {0, 0}, {4, 9}}))
        .isDeepEqualTo(new int[][] {{1, 3}, {0, 3}});
  }

  // The first column lost one of its values, the second both: the first rows that hold zero stand
  // in, and their products are zero.
  @Test
  void selections_ofAColumnWithTooFewNonZeros_areFilledUpWithZeros() {
    assertThat(selections(product(2, 2), new int[][] {{5, 0}, {0, 0}, {0, 0}}))
        .isDeepEqualTo(new int[][] {{0, 1}, {0, 1}});
    assertThat(selections(product(1, 2), new int[][] {{0}, {0}, {5}}))
        .isDeepEqualTo(new int[][] {{0, 2}});
  }

  @Test
  void selections_ofAColumnWithTooManyNonZeros_areRefused() {
    assertThatThrownBy(() -> selections(product(2, 1), new int[][] {{1, 1}, {0, 1}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("feedback.1 has 2 elements for unit 1 of layer 1; expected at most 1");
  }

  @Test
  void counts_ofThreeSamplesFiveUnitsTwoConnections_areThirty() {
    SparseProduct product = product(5, 2);
    assertThat(product.macs()).isEqualTo(30);
    assertThat(product.multiplies()).isEqualTo(30);
    assertThat(product.adds()).isEqualTo(30);
    assertThat(product.result()).isEqualTo(Tensor.error(1));
    assertThat(product.phase()).isEqualTo(Phase.FEEDBACK);
  }
}
