package org.backflow.sweep.parquet;

import java.io.ByteArrayOutputStream;

/**
 * Small numbers in the hybrid of run lengths and packed bits: eight or more equal ones become a
 * run, others are packed in groups of eight.
 */
final class HybridRuns {
  private static final int GROUP = 8;

  private final int bits;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final int[] values;

  private HybridRuns(int bits, int[] values) {
    this.bits = bits;
    this.values = values;
  }

  /** Returns the encoded values, each of which fits {@code bits} bits. */
  static byte[] of(int bits, int[] values) {
    HybridRuns runs = new HybridRuns(bits, values);
    runs.encode();
    return runs.out.toByteArray();
  }

  private void encode() {
    int packedFrom = 0;
    int at = 0;
    while (at < values.length) {
      int length = equalFrom(at);
      boolean atGroup = (at - packedFrom) % GROUP == 0;
      if (atGroup && length >= GROUP) {
        pack(packedFrom, at);
        run(values[at], length);
        at += length;
        packedFrom = at;
      } else {
        at++;
      }
    }
    pack(packedFrom, at);
  }

  private int equalFrom(int start) {
    int end = start + 1;
    while (end < values.length && values[end] == values[start]) {
      end++;
    }
    return end - start;
  }

  private void run(int value, int length) {
    CompactStruct.varint(out, (long) length << 1);
    for (int shift = 0; shift < bits; shift += 8) {
      out.write(value >>> shift);
    }
  }

  private void pack(int from, int to) {
    if (from == to) {
      return;
    }
    int groups = (to - from + GROUP - 1) / GROUP;
    CompactStruct.varint(out, (long) groups << 1 | 1);
    long buffer = 0;
    int buffered = 0;
    for (int i = from; i < from + groups * GROUP; i++) {
      long value = i < to ? values[i] : 0;
      buffer |= value << buffered;
      buffered += bits;
      while (buffered >= 8) {
        out.write((int) buffer);
        buffer >>>= 8;
        buffered -= 8;
      }
    }
  }
}
