package org.backflow.cosim;

/**
 * The hash over the words of an operation, as the testbench of the training core forms it. Every
 * step can be undone, so two lists that differ in one word never have the same hash.
 */
final class WordHash {

  /** The hash of no words. */
  static final long EMPTY = 0xcbf29ce484222325L;

  private static final long PRIME = 0x100000001b3L;

  private WordHash() {}

  /**
   * Returns the hash after one more word.
   *
   * @param word the low 32 bits count
   */
  static long add(long hash, int row, int column, long word) {
    long mixed = (hash ^ ((long) row << 48 | (long) column << 32 | (word & 0xFFFFFFFFL))) * PRIME;
    return mixed ^ (mixed >>> 32);
  }
}
