package org.backflow.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.backflow.random.RandomStream;
import org.junit.jupiter.api.Test;

class SplitTest {
  private static final DataSet TEN_IMAGES = DataSet.of(1, 1, 1, 7, new byte[10], new byte[10]);

  private static RandomStream stream(int run) {
    return RandomStream.of(1, "split", run);
  }

  @Test
  void official_ofTenImages_isTheFirstSevenAndTheLastThree() {
    Split split = Split.official(TEN_IMAGES);
    assertThat(split.train()).containsExactly(0, 1, 2, 3, 4, 5, 6);
    assertThat(split.test()).containsExactly(7, 8, 9);
  }

  @Test
  void pooled_ofTenImages_isTheShuffledOrderCutInTwo() {
    int[] order = IntStream.range(0, 10).toArray();
    stream(0).shuffle(order);
    Split split = Split.pooled(TEN_IMAGES, 5, 3, stream(0));
    assertThat(split.train()).containsExactly(order[0], order[1], order[2], order[3], order[4]);
    assertThat(split.test()).containsExactly(order[5], order[6], order[7]);
  }

  @Test
  void pooled_ofAllImages_usesEachOnce() {
    Split split = Split.pooled(TEN_IMAGES, 6, 4, stream(0));
    assertThat(IntStream.concat(IntStream.of(split.train()), IntStream.of(split.test())))
        .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void pooled_oneImageEach_isEnough() {
    Split split = Split.pooled(TEN_IMAGES, 1, 1, stream(0));
    assertThat(split.train()).hasSize(1);
    assertThat(split.test()).hasSize(1);
  }

  @Test
  void pooled_sameStream_givesTheSameSplit_otherRunAnother() {
    int[] first = Split.pooled(TEN_IMAGES, 6, 4, stream(0)).train();
    assertThat(Split.pooled(TEN_IMAGES, 6, 4, stream(0)).train()).isEqualTo(first);
    assertThat(Split.pooled(TEN_IMAGES, 6, 4, stream(1)).train()).isNotEqualTo(first);
  }

  @Test
  void pooled_moreImagesThanThereAre_isRefused() {
    assertThatThrownBy(() -> Split.pooled(TEN_IMAGES, 7, 4, stream(0)))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "pooled split: found 10 images in the data set, expected at least 11: 7 for training"
                + " and 4 for test");
  }

  @Test
  void pooled_sumThatOverflows_isRefused() {
    assertThatThrownBy(
            () -> Split.pooled(TEN_IMAGES, Integer.MAX_VALUE, Integer.MAX_VALUE, stream(0)))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining("expected at least 4294967294");
  }

  @Test
  void pooled_noTrainingOrTestImages_isRefused() {
    assertThatThrownBy(() -> Split.pooled(TEN_IMAGES, 0, 4, stream(0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("training images: found 0, expected at least 1");
    assertThatThrownBy(() -> Split.pooled(TEN_IMAGES, 4, 0, stream(0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("test images: found 0, expected at least 1");
  }
}
