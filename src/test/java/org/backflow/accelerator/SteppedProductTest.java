package org.backflow.accelerator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.backflow.accelerator.array.SteppedProduct;
import org.backflow.plan.Extent;
import org.backflow.random.RandomStream;
import org.junit.jupiter.api.Test;

class SteppedProductTest {

  private static final ArrayShape TWO_BY_TWO = new ArrayShape(2, 2);

  @Test
  void cycles_ofAProductByHand_holdWhatTheRegistersHold() {
    SteppedProduct product =
        SteppedProduct.of(
            TWO_BY_TWO, new long[][] {{2, 3}, {4, 5}}, new long[][] {{1, -1}, {0, 7}});

    assertThat(product.results()).isDeepEqualTo(new long[][] {{2, 19}, {4, 31}});
    assertThat(product.cycles()).hasSize(6);
    SteppedProduct.Cycle first = product.cycles().get(0);
    assertThat(first.vector()).isEqualTo(OptionalInt.of(0));
    assertThat(first.waitingA().get(1)).containsExactly(OptionalLong.of(4), OptionalLong.empty());
    assertThat(first.elements().get(0)).isEqualTo(new SteppedProduct.Element(true, 2, 1, 2));
    assertThat(first.multiplying()).isEqualTo(1);
    SteppedProduct.Cycle second = product.cycles().get(1);
    assertThat(second.elements().get(0)).isEqualTo(new SteppedProduct.Element(true, 3, 0, 2));
    assertThat(second.elements().get(1)).isEqualTo(new SteppedProduct.Element(true, 2, -1, -2));
    assertThat(second.multiplying()).isEqualTo(3);
    assertThat(second.multiplyingByZero()).isEqualTo(1);
    assertThat(second.waitingB().get(1)).containsExactly(OptionalLong.of(7), OptionalLong.of(-1));
    assertThat(product.cycles().get(4).results())
        .containsExactly(OptionalLong.of(2), OptionalLong.of(19));
    assertThat(product.cycles().get(5).results())
        .containsExactly(OptionalLong.of(4), OptionalLong.of(31));
  }

  @Test
  void cycles_ofRandomProducts_areThoseOfTheFormAndGiveTheProduct() {
    for (int run = 0; run < 50; run++) {
      RandomStream random = RandomStream.of(5, "stepped-product", run);
      ArrayShape array = new ArrayShape(1 + random.nextInt(5), 1 + random.nextInt(5));
      int m = 1 + random.nextInt(array.rows());
      int n = 1 + random.nextInt(array.columns());
      int k = 1 + random.nextInt(6);
      long[][] left = matrix(random, m, k);
      long[][] right = matrix(random, k, n);

      SteppedProduct product = SteppedProduct.of(array, left, right);

      assertThat(product.results()).as("%s", array).isDeepEqualTo(product(left, right));
      assertThat((long) product.cycles().size())
          .as("%s of %d, %d, %d", array, m, n, k)
          .isEqualTo(Dataflow.OS.cycles(new Extent(m, n, k), array));
      assertThat(product.cycles().stream().mapToInt(SteppedProduct.Cycle::multiplying).sum())
          .isEqualTo(array.rows() * array.columns() * k);
    }
  }

  @Test
  void product_largerThanTheArray_isRefused() {
    assertThatThrownBy(() -> SteppedProduct.of(TWO_BY_TWO, new long[3][1], new long[1][1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3x1")
        .hasMessageContaining("2x2");
  }

  private static long[][] matrix(RandomStream random, int rows, int columns) {
    long[][] matrix = new long[rows][columns];
    for (long[] row : matrix) {
      for (int c = 0; c < columns; c++) {
        row[c] = random.nextInt(9) - 4L;
      }
    }
    return matrix;
  }

  private static long[][] product(long[][] left, long[][] right) {
    long[][] product = new long[left.length][right[0].length];
    for (int r = 0; r < product.length; r++) {
      for (int c = 0; c < product[0].length; c++) {
        long[] row = left[r];
        int column = c;
        product[r][c] =
            LongStream.range(0, row.length).map(k -> row[(int) k] * right[(int) k][column]).sum();
      }
    }
    return product;
  }
}
