package org.backflow.cosim;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.backflow.fixedpoint.Lfsr;
import org.backflow.fixedpoint.Role;
import org.backflow.fixedpoint.SigmoidTable;
import org.backflow.network.Matrix;
import org.backflow.quantized.CodeMatrix;

/**
 * Writes the stimulus of {@code tb_train_core}: loads, steps, and at the end a reading of all
 * registers and weights. The format is defined in hdl-ref/README.md.
 */
final class CoreStimulus {

  private static final int LOAD = 3;
  private static final int STEP = 4;
  private static final int READ = 5;
  private static final int END = 9;
  private static final int LAYERS = 2;

  private final CoreTraining training;
  private final Writer out;

  private CoreStimulus(CoreTraining training, Writer out) {
    this.training = training;
    this.out = out;
  }

  /**
   * Writes the stimulus of {@code training} to {@code file}.
   *
   * @param readBack whether registers and weights are read at the end
   */
  static void write(CoreTraining training, boolean readBack, Path file) {
    try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.US_ASCII)) {
      new CoreStimulus(training, out).write(readBack);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the words of {@code table}, one a line. */
  static void write(SigmoidTable table, Path file) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < table.words(); i++) {
      text.append(Integer.toHexString(table.word(i))).append('\n');
    }
    try {
      Files.writeString(file, text, StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(boolean readBack) throws IOException {
    for (int layer = 1; layer <= LAYERS; layer++) {
      load(
          CoreTensor.weights(layer),
          layer == 1 ? training.first() : training.second(),
          training.mask(Role.WEIGHT));
      loadRegisters(layer);
    }
    List<long[]> feedback = CoreFeedback.rows(training);
    for (int row = 0; row < feedback.size(); row++) {
      long[] words = feedback.get(row);
      load(CoreTensor.FEEDBACK, row, words.length, unit -> words[unit]);
    }
    for (int step = 0; step < training.batches().steps(); step++) {
      loadSamples(step);
      out.write(STEP + "\n");
    }
    if (readBack) {
      readBack();
    }
    out.write(END + "\n");
  }

  private void readBack() throws IOException {
    for (int layer = LAYERS; layer >= 1; layer--) {
      read(CoreTensor.registers(layer), 1, training.network().width(layer));
    }
    for (int layer = LAYERS; layer >= 1; layer--) {
      read(
          CoreTensor.weights(layer),
          training.network().weightRows(layer),
          training.network().width(layer));
    }
  }

  private void loadRegisters(int layer) throws IOException {
    load(
        CoreTensor.registers(layer),
        0,
        training.network().width(layer),
        unit -> Integer.toUnsignedLong(Lfsr.firstState(training.roundingSeed(), layer, unit)));
  }

  private void loadSamples(int step) throws IOException {
    Matrix inputs = training.batches().inputs(step);
    Matrix targets = training.batches().targets(step);
    long mask = training.mask(Role.INPUT);
    for (int row = 0; row < inputs.rows(); row++) {
      int sample = row;
      load(
          CoreTensor.INPUTS,
          row,
          inputs.columns(),
          i -> training.arithmetic().nearestCode(Role.INPUT, 0, inputs.get(sample, i)) & mask);
      load(CoreTensor.TARGETS, row, targets.columns(), i -> (long) targets.get(sample, i));
    }
  }

  private void load(CoreTensor tensor, CodeMatrix codes, long mask) throws IOException {
    for (int row = 0; row < codes.rows(); row++) {
      int index = row;
      load(tensor, row, codes.columns(), column -> codes.get(index, column) & mask);
    }
  }

  private void load(CoreTensor tensor, int row, int count, IntToLongFunction words)
      throws IOException {
    StringBuilder line = new StringBuilder();
    line.append(LOAD).append(' ').append(tensor.number()).append(' ').append(row);
    line.append(' ').append(count);
    for (int column = 0; column < count; column++) {
      line.append(' ').append(Long.toHexString(words.applyAsLong(column)));
    }
    out.append(line).append('\n');
  }

  private void read(CoreTensor tensor, int rows, int columns) throws IOException {
    for (int row = 0; row < rows; row++) {
      out.write(READ + " " + tensor.number() + " " + row + " " + columns + "\n");
    }
  }
}
