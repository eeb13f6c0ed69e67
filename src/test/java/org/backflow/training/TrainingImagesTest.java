package org.backflow.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.backflow.data.DataSet;
import org.backflow.data.NonZeroPixels;
import org.junit.jupiter.api.Test;

final class TrainingImagesTest {

  /** Five images of one pixel, whose value is ten times their number plus one. */
  private static final DataSet DATA =
      DataSet.of(1, 1, 1, 5, new byte[] {1, 11, 21, 31, 41}, new byte[5]);

  private static int[] values(TrainingImages images, int... wanted) {
    NonZeroPixels pixels = images.pixels();
    return Arrays.stream(wanted)
        .map(image -> pixels.values()[pixels.starts()[images.place(image)]])
        .toArray();
  }

  @Test
  void place_nothingExpected_isThatOfTheDataSet() {
    TrainingImages images = new TrainingImages(DATA, 1);
    assertThat(images.place(3)).isEqualTo(3);
    assertThat(images.pixels()).isSameAs(DATA.nonZeroPixels());
  }

  @Test
  void place_expectedOrder_isTrainingThenTestThenTheRest() {
    TrainingImages images = new TrainingImages(DATA, 1);
    images.expect(new int[] {4, 1}, new int[] {2});
    assertThat(new int[] {4, 1, 2, 0, 3})
        .satisfies(
            order ->
                assertThat(Arrays.stream(order).map(images::place)).containsExactly(0, 1, 2, 3, 4));
    assertThat(values(images, 0, 1, 2, 3, 4)).containsExactly(1, 11, 21, 31, 41);
    images.expect(new int[] {3}, new int[0]);
    assertThat(values(images, 0, 1, 2, 3, 4)).containsExactly(1, 11, 21, 31, 41);
  }

  @Test
  void minibatch_expectedOne_isGatheredOnce() {
    TrainingImages images = new TrainingImages(DATA, 2);
    int[] order = {4, 1, 2};
    images.expect(order, new int[0]);
    assertThat(images.minibatch(order, 0, 2)).isSameAs(images.minibatch(order.clone(), 0, 2));
    assertThat(images.minibatch(order, 2, 3))
        .isSameAs(images.minibatch(order, 2, 3))
        .isNotSameAs(images.minibatch(order, 0, 2));
  }

  @Test
  void minibatch_anyOther_isGatheredAnew() {
    TrainingImages images = new TrainingImages(DATA, 2);
    int[] order = {4, 1, 2};
    images.expect(order, new int[0]);
    int[] swapped = {1, 4, 2};
    assertThat(images.minibatch(swapped, 0, 2)).isNotSameAs(images.minibatch(order, 0, 2));
    assertThat(images.minibatch(order, 1, 3)).isSameAs(images.minibatch(swapped, 0, 2));
    assertThat(images.minibatch(order, 0, 1)).isNotSameAs(images.minibatch(order, 0, 2));
  }
}
