package org.backflow.training.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.backflow.data.DataSet;
import org.backflow.data.NonZeroPixels;
import org.junit.jupiter.api.Test;

final class MinibatchPixelsTest {

  /** Three images of three pixels. */
  private static final NonZeroPixels PIXELS =
      DataSet.of(1, 3, 2, 3, new byte[] {7, 0, 8, 0, 0, 9, 5, 6, 0}, new byte[3]).nonZeroPixels();

  @Test
  void gather_imagesOutOfOrder_listsTheSamplesOfEveryPixelAndOfTheBias() {
    MinibatchPixels batch = new MinibatchPixels(3);
    batch.gather(PIXELS, new int[] {2, 0, 1, 0}, 3);
    assertThat(batch.rows()).isEqualTo(4);
    assertThat(Arrays.copyOf(batch.starts(), 5)).containsExactly(0, 2, 3, 5, 8);
    assertThat(Arrays.copyOf(batch.samples(), 8))
        .containsExactly(new char[] {0, 1, 0, 1, 2, 0, 1, 2});
    assertThat(Arrays.copyOf(batch.values(), 8)).startsWith(5, 7, 6, 8, 9).endsWith(-1, -1, -1);
  }

  @Test
  void gather_again_forgetsTheMinibatchBefore() {
    MinibatchPixels batch = new MinibatchPixels(3);
    batch.gather(PIXELS, new int[] {0, 1, 2}, 3);
    batch.gather(PIXELS, new int[] {1}, 1);
    assertThat(Arrays.copyOf(batch.starts(), 5)).containsExactly(0, 0, 0, 1, 2);
    assertThat(Arrays.copyOf(batch.values(), 2)).containsExactly(9, -1);
  }
}
