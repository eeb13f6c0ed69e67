package org.backflow.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backflow.data.TinyFolder.bytes;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class DataSetTest {
  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void of_imagesAndLabels_handsThemOutUncopied() {
    byte[] pixels = bytes(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    byte[] labels = bytes(0, 255);
    DataSet data = DataSet.of(2, 3, 256, 1, pixels, labels);
    assertThat(data.count()).isEqualTo(2);
    assertThat(data.shape().height()).isEqualTo(2);
    assertThat(data.shape().width()).isEqualTo(3);
    assertThat(data.pixelsPerImage()).isEqualTo(6);
    assertThat(data.classes()).isEqualTo(256);
    assertThat(data.officialTrainCount()).isEqualTo(1);
    assertThat(data.value(1, 4)).isEqualTo(10 / 255.0);
    assertThat(data.bytes()).isEqualTo(12);
    assertThat(data.labels()).isSameAs(labels);
    assertThat(data.label(1)).isEqualTo(255);
  }

  @Test
  void of_imagesAndLabels_keepsTheNonZeroPixels() {
    DataSet data = DataSet.of(1, 3, 1, 1, bytes(0, 1, 2, 3, 0, 0), bytes(0, 0));
    assertThat(data.nonZeroPixels().starts()).containsExactly(0, 2, 3);
  }

  @Test
  void nonZeroPixels_inAnotherOrder_areThoseOfTheImagesNamed() {
    DataSet data = DataSet.of(1, 3, 1, 1, bytes(0, 1, 2, 3, 0, 0, 0, 0, 0), bytes(0, 0, 0));
    NonZeroPixels ordered = data.nonZeroPixels().inOrder(new int[] {1, 2, 0, 1});
    assertThat(ordered.starts()).containsExactly(0, 1, 1, 3, 4);
    assertThat(ordered.positions()).containsExactly(new char[] {0, 1, 2, 0});
    assertThat(ordered.values()).containsExactly(3, 1, 2, 3);
  }

  @Test
  void of_smallestAndLargestSizes_isAccepted() {
    assertThat(DataSet.of(1, 1, 1, 1, bytes(0), bytes(0)).officialTrainCount()).isEqualTo(1);
    DataSet largest = DataSet.of(128, 512, 256, 0, new byte[65_536], bytes(255));
    assertThat(largest.pixelsPerImage()).isEqualTo(DataSet.MAX_PIXELS_PER_IMAGE);
    assertThat(largest.officialTrainCount()).isZero();
  }

  @Test
  void of_partsThatDoNotFitTogether_isRefused() {
    byte[] pixels = new byte[12];
    byte[] labels = {0, 3};
    assertRefused(
        () -> DataSet.of(2, 3, 4, 1, pixels, bytes()), "images: found 0, expected at least 1");
    assertRefused(
        () -> DataSet.of(0, 3, 4, 1, pixels, labels),
        "image size: found 0 x 3, expected 1 to 65536 pixels");
    assertRefused(
        () -> DataSet.of(3, -1, 4, 1, pixels, labels),
        "image size: found 3 x -1, expected 1 to 65536 pixels");
    assertRefused(
        () -> DataSet.of(65_536, 65_536, 4, 1, pixels, labels),
        "image size: found 65536 x 65536, expected 1 to 65536 pixels");
    assertRefused(
        () -> DataSet.of(2, 4, 4, 1, pixels, labels),
        "pixels: found 12, expected 2 images of 2 x 4");
    assertRefused(
        () -> DataSet.of(2, 3, 0, 1, pixels, labels), "classes: found 0, expected 1 to 256");
    assertRefused(
        () -> DataSet.of(2, 3, 257, 1, pixels, labels), "classes: found 257, expected 1 to 256");
    assertRefused(
        () -> DataSet.of(2, 3, 4, 3, pixels, labels),
        "official training images: found 3, expected 0 to 2");
    assertRefused(
        () -> DataSet.of(2, 3, 4, -1, pixels, labels),
        "official training images: found -1, expected 0 to 2");
    assertRefused(
        () -> DataSet.of(2, 3, 3, 1, pixels, labels), "largest label: found 3, expected 0 to 2");
  }
}
