package org.backflow.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backflow.data.TinyFolder.bytes;

import org.backflow.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NonZeroPixelsTest {
  private static final double[] PALETTE = new double[256];

  @Test
  void of_threeImages_keepsPositionAndValueInOrder() {
    // The second image is all zero, the last pixel of the third is 255.
    NonZeroPixels found = NonZeroPixels.of(bytes(0, 7, 200, 0, 0, 0, 1, 0, 255), 3, PALETTE);
    assertThat(found.starts()).containsExactly(0, 2, 2, 4);
    assertThat(found.positions()).containsExactly((char) 1, (char) 2, (char) 0, (char) 2);
    assertThat(found.values()).containsExactly(7, 200, 1, 255);
  }

  @Test
  void of_largestImage_reachesItsLastPosition() {
    byte[] pixels = new byte[DataSet.MAX_PIXELS_PER_IMAGE];
    pixels[pixels.length - 1] = 1;
    assertThat(NonZeroPixels.of(pixels, 1, PALETTE).positions()).containsExactly('\uffff');
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.01, 0.2, 0.5, 0.9, 1})
  void of_randomImages_givesThePixelsBack(double density) {
    int images = 37;
    byte[] pixels = randomPixels(images * 53, density);
    NonZeroPixels found = NonZeroPixels.of(pixels, images, PALETTE);
    byte[] restored = new byte[pixels.length];
    for (int image = 0; image < images; image++) {
      for (int entry = found.starts()[image]; entry < found.starts()[image + 1]; entry++) {
        assertThat(found.values()[entry]).isNotZero();
        restored[image * 53 + found.positions()[entry]] = found.values()[entry];
      }
    }
    assertThat(restored).isEqualTo(pixels);
    assertThat(found.positions()).hasSize(found.starts()[images]);
    assertThat(found.values()).hasSize(found.starts()[images]);
  }

  private static byte[] randomPixels(int length, double density) {
    RandomStream stream = RandomStream.of(1, "pixels-test", (long) (100 * density));
    byte[] pixels = new byte[length];
    for (int i = 0; i < length; i++) {
      pixels[i] = (byte) (stream.nextDouble() < density ? 1 + stream.nextInt(255) : 0);
    }
    return pixels;
  }
}
