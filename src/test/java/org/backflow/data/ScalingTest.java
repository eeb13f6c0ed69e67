package org.backflow.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backflow.data.TinyFolder.bytes;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.backflow.random.RandomStream;
import org.junit.jupiter.api.Test;

class ScalingTest {
  private static final Scaling CENTRED =
      new Scaling(128, OptionalDouble.of(1), List.of(), List.of());

  private static DataSet pixels(Scaling scaling, float... numbers) {
    return DataSet.of(new ImageShape(1, 1, numbers.length), 1, 1, numbers, scaling, bytes(0));
  }

  private static double[] seen(DataSet data) {
    double[] values = new double[data.pixelsPerImage()];
    data.read(0, values, 0);
    return values;
  }

  @Test
  void value_ofAllSteps_isComputedInTheirOrder() {
    Scaling scaling = new Scaling(10, OptionalDouble.of(4), List.of(1.0, 2.0), List.of(2.0, 0.5));
    // ((18 - 10) / 4 - 1) / 2 and ((26 - 10) / 4 - 2) / 0.5
    assertThat(seen(pixels(scaling, 18, 26))).containsExactly(0.5, 4);
    // The same of numbers that are no bytes: ((-6 - 10) / 4 - 1) / 2 and ((1.5 - 10) / 4 - 2) / 0.5
    assertThat(seen(pixels(scaling, -6, 1.5f))).containsExactly(-2.5, -8.25);
  }

  @Test
  void value_ofOneMeanAndDeviation_isThatOfEveryChannel() {
    Scaling scaling = new Scaling(0, OptionalDouble.empty(), List.of(1.0), List.of(2.0));
    assertThat(seen(pixels(scaling, 3, 5, 1))).containsExactly(1, 2, 0);
  }

  @Test
  void value_ofPixelsMinusAConstant_isWhole() {
    assertThat(seen(pixels(CENTRED, 0, 128, 255))).containsExactly(-128, 0, 127);
  }

  @Test
  void scaling_thatCannotBe_isRefused() {
    assertThatThrownBy(() -> new Scaling(0, OptionalDouble.of(0), List.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Scaling(Double.NaN, OptionalDouble.of(1), List.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Scaling(0, OptionalDouble.of(1), List.of(), List.of(0.0)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void requireChannels_ofOtherImages_namesBoth() {
    Scaling scaling = new Scaling(0, OptionalDouble.of(1), List.of(1.0, 2.0, 3.0), List.of());
    scaling.requireChannels(new ImageShape(2, 2, 3), "a.bin");
    assertThatThrownBy(() -> scaling.requireChannels(new ImageShape(2, 2, 1), "a.bin"))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "a.bin: found images of 2 x 2, 1 channel, expected 3: data.values.mean has as many"
                + " numbers, one for each");
  }

  /** Every number comes back from the palette, whichever it is. */
  @Test
  void nonZeroPixels_ofOtherNumbers_haveAPaletteOfTheirOwn() {
    DataSet data = pixels(CENTRED, 0, 128, 129, 255, 128);
    NonZeroPixels sparse = data.nonZeroPixels();
    assertThat(sparse.starts()).containsExactly(0, 3);
    assertThat(sparse.positions()).containsExactly((char) 0, (char) 2, (char) 3);
    assertThat(palette(sparse)).containsExactly(-128, 1, 127);
    assertThat(sparse.values()[1]).as("the place of one").isEqualTo((byte) 255);
    assertThat(palette(pixels(CENTRED, 0.5f, 128, 129).nonZeroPixels())).containsExactly(-127.5, 1);
  }

  @Test
  void nonZeroPixels_ofAllBytesLessAConstant_fit() {
    for (Scaling scaling :
        List.of(CENTRED, new Scaling(0, OptionalDouble.of(1), List.of(), List.of()))) {
      float[] numbers = new float[256];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = i;
      }
      DataSet data = pixels(scaling, numbers);
      double[] expected = seen(data);
      NonZeroPixels sparse = data.nonZeroPixels();
      double[] found = new double[256];
      for (int entry = 0; entry < sparse.positions().length; entry++) {
        found[sparse.positions()[entry]] = palette(sparse)[entry];
      }
      assertThat(sparse.positions()).hasSize(255);
      assertThat(found).isEqualTo(expected);
    }
  }

  /** 254 beside 0 and 1, which always have a place. */
  @Test
  void nonZeroPixels_ofOneNumberTooMany_areRefused() {
    float[] numbers = new float[255];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = 1.5f + i;
    }
    assertThat(pixels(Scaling.USUAL, Arrays.copyOf(numbers, 254)).nonZeroPixels().values())
        .doesNotContain((byte) 0, (byte) 255)
        .hasSize(254);
    assertThatThrownBy(() -> pixels(Scaling.USUAL, numbers).nonZeroPixels())
        .isInstanceOf(InvalidDataException.class);
  }

  @Test
  void nonZeroPixels_ofMoreNumbers_areRefused() {
    RandomStream random = RandomStream.of(1, "numbers");
    float[] numbers = new float[300];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextDouble();
    }
    assertThatThrownBy(() -> pixels(Scaling.USUAL, numbers).nonZeroPixels())
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "the data set: found samples of more than 256 different values, 0 and 1 included,"
                + " expected at most as many: a network of dense logistic layers reads no more");
  }

  private static double[] palette(NonZeroPixels sparse) {
    double[] values = new double[sparse.values().length];
    for (int entry = 0; entry < values.length; entry++) {
      values[entry] = sparse.palette()[Byte.toUnsignedInt(sparse.values()[entry])];
    }
    return values;
  }
}
