package org.backflow.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Checksum;

/**
 * The numbers of samples as files hold them, one after another. They take as little memory as holds
 * them: whole numbers from 0 to 255 are bytes, others are in single precision.
 */
interface Samples {

  /** The most numbers there may be. Virtual machines refuse arrays of the last few sizes. */
  int MOST = Integer.MAX_VALUE - 8;

  int length();

  float at(int index);

  /** Returns how much memory they take. */
  long bytes();

  void addTo(Checksum checksum);

  /** Whole numbers from 0 to 255, as unsigned bytes. */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  record Bytes(byte[] values) implements Samples {
    @Override
    public int length() {
      return values.length;
    }

    @Override
    public float at(int index) {
      return Byte.toUnsignedInt(values[index]);
    }

    @Override
    public long bytes() {
      return values.length;
    }

    @Override
    public void addTo(Checksum checksum) {
      checksum.update(values);
    }
  }

  /** Any finite numbers. */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  record Singles(float[] values) implements Samples {
    @Override
    public int length() {
      return values.length;
    }

    @Override
    public float at(int index) {
      return values[index];
    }

    @Override
    public long bytes() {
      return (long) Float.BYTES * values.length;
    }

    @Override
    public void addTo(Checksum checksum) {
      int chunk = 1 << 16;
      ByteBuffer words = ByteBuffer.allocate(Float.BYTES * chunk).order(ByteOrder.LITTLE_ENDIAN);
      for (int from = 0; from < values.length; from += chunk) {
        int count = Math.min(chunk, values.length - from);
        words.clear().asFloatBuffer().put(values, from, count);
        checksum.update(words.limit(Float.BYTES * count));
      }
    }
  }

  /** Returns those of all parts, one part after the other, of which there is at least one. */
  static Samples join(List<Samples> parts) {
    int length = Math.toIntExact(parts.stream().mapToLong(Samples::length).sum());
    if (parts.stream().allMatch(Bytes.class::isInstance)) {
      byte[] joined = new byte[length];
      int at = 0;
      for (Samples part : parts) {
        byte[] values = ((Bytes) part).values;
        System.arraycopy(values, 0, joined, at, values.length);
        at += values.length;
      }
      return new Bytes(joined);
    }
    float[] joined = new float[length];
    int at = 0;
    for (Samples part : parts) {
      for (int i = 0; i < part.length(); i++) {
        joined[at++] = part.at(i);
      }
    }
    return new Singles(joined);
  }

  /** Numbers of which it is not known beforehand how many and which they are. */
  final class Buffer {
    private byte[] bytes = new byte[1 << 16];
    private float[] singles = new float[0];
    private boolean isBytes = true;
    private int length;

    void add(float value) {
      if (isBytes) {
        int whole = (int) value;
        if (whole == value && (whole & ~0xFF) == 0) {
          if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, grown());
          }
          bytes[length++] = (byte) whole;
          return;
        }
        singles = new float[bytes.length];
        for (int i = 0; i < length; i++) {
          singles[i] = Byte.toUnsignedInt(bytes[i]);
        }
        bytes = new byte[0];
        isBytes = false;
      }
      if (length == singles.length) {
        singles = Arrays.copyOf(singles, grown());
      }
      singles[length++] = value;
    }

    int length() {
      return length;
    }

    Samples samples() {
      return isBytes
          ? new Bytes(Arrays.copyOf(bytes, length))
          : new Singles(Arrays.copyOf(singles, length));
    }

    private int grown() {
      return (int) Math.min(MOST, 2L * length);
    }
  }
}
