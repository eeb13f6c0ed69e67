package org.backflow.training;

import org.backflow.data.DataSet;
import org.backflow.data.NonZeroPixels;
import org.backflow.execution.Machine;
import org.backflow.plan.Tensor;

/** The samples of a data set as words of a machine. */
final class SampleWords<A> {

  private final DataSet data;
  private final Machine<A> machine;
  private final Tensor input;
  private final double[] values;

  /** The word of every value of the palette; empty where there is none. */
  private final double[] palette;

  SampleWords(DataSet data, Machine<A> machine, Tensor input) {
    this.data = data;
    this.machine = machine;
    this.input = input;
    this.values = new double[data.pixelsPerImage()];
    this.palette = data.hasFewValues() ? data.nonZeroPixels().palette().clone() : new double[0];
    for (int value = 0; value < palette.length; value++) {
      palette[value] = machine.word(input, palette[value]);
    }
  }

  /** Copies {@code sample} to {@code target} as row {@code row}. */
  void read(int sample, A target, int row) {
    int to = row * values.length;
    if (palette.length == 0) {
      data.read(sample, values, 0);
      for (int i = 0; i < values.length; i++) {
        machine.set(target, to + i, machine.word(input, values[i]));
      }
      return;
    }
    machine.clear(target, to, to + values.length);
    NonZeroPixels pixels = data.nonZeroPixels();
    for (int entry = pixels.starts()[sample]; entry < pixels.starts()[sample + 1]; entry++) {
      double word = palette[Byte.toUnsignedInt(pixels.values()[entry])];
      machine.set(target, to + pixels.positions()[entry], word);
    }
  }
}
