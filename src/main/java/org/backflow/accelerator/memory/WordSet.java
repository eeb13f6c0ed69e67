package org.backflow.accelerator.memory;

import java.util.BitSet;

/** Stored words that were touched, by their numbers. */
public final class WordSet {

  private final BitSet words = new BitSet();

  /** Adds the words from {@code first} to {@code end}, exclusive. */
  void add(int first, int end) {
    words.set(first, end);
  }

  /** Returns how many there are from {@code first} to {@code end}, exclusive. */
  long count(int first, int end) {
    int count = 0;
    for (int from = words.nextSetBit(first); from >= 0 && from < end; ) {
      int to = Math.min(end, words.nextClearBit(from));
      count += to - from;
      from = words.nextSetBit(to);
    }
    return count;
  }
}
