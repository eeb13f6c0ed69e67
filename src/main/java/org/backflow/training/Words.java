package org.backflow.training;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

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

  private static void requireLength(int expected, int found) throws IOException {
    if (found != expected) {
      throw new IOException("found " + found + " words, expected " + expected);
    }
  }
}
