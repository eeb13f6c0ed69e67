package org.backflow.training;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.backflow.training.kernel.Blocks;

/** Arrays of 32-bit words in a saved state, each after its length. */
final class Words {

  private Words() {}

  static void save(int[] words, DataOutput out) throws IOException {
    out.writeInt(words.length);
    for (int word : words) {
      out.writeInt(word);
    }
  }

  static void save(float[] values, DataOutput out) throws IOException {
    out.writeInt(values.length);
    for (float value : values) {
      out.writeInt(Float.floatToRawIntBits(value));
    }
  }

  static void restore(int[] words, DataInput in) throws IOException {
    requireLength(words.length, in.readInt());
    for (int i = 0; i < words.length; i++) {
      words[i] = in.readInt();
    }
  }

  static void restore(float[] values, DataInput in) throws IOException {
    requireLength(values.length, in.readInt());
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.intBitsToFloat(in.readInt());
    }
  }

  /** Writes the rows of one network, as {@link #save(int[], DataOutput)} would. */
  static void save(int[] words, Blocks blocks, int network, DataOutput out) throws IOException {
    int[] rows = new int[words.length / blocks.networks()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = words[at(blocks, network, i)];
    }
    save(rows, out);
  }

  /** Writes the rows of one network, as {@link #save(float[], DataOutput)} would. */
  static void save(float[] values, Blocks blocks, int network, DataOutput out) throws IOException {
    float[] rows = new float[values.length / blocks.networks()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = values[at(blocks, network, i)];
    }
    save(rows, out);
  }

  static void restore(int[] words, Blocks blocks, int network, DataInput in) throws IOException {
    int[] rows = new int[words.length / blocks.networks()];
    restore(rows, in);
    for (int i = 0; i < rows.length; i++) {
      words[at(blocks, network, i)] = rows[i];
    }
  }

  static void restore(float[] values, Blocks blocks, int network, DataInput in) throws IOException {
    float[] rows = new float[values.length / blocks.networks()];
    restore(rows, in);
    for (int i = 0; i < rows.length; i++) {
      values[at(blocks, network, i)] = rows[i];
    }
  }

  /** Returns how many bytes an array takes. */
  static long bytes(int words) {
    return Integer.BYTES + (long) Integer.BYTES * words;
  }

  /** Returns how many bytes an array takes whose rows are written network by network. */
  static long bytes(int words, int networks) {
    return networks * bytes(words / networks);
  }

  private static int at(Blocks blocks, int network, int word) {
    return blocks.at(word / blocks.block(), network) + word % blocks.block();
  }

  private static void requireLength(int expected, int found) throws IOException {
    if (found != expected) {
      throw new IOException("found " + found + " words, expected " + expected);
    }
  }
}
