package org.backflow.accelerator;

import java.util.ArrayList;
import java.util.List;
import org.backflow.accelerator.memory.Memory;

/**
 * A tensor as an operation sees it.
 *
 * @param tensor its name
 * @param memory the on-chip memory that it is read from or written to
 * @param wordBits bits of a word
 * @param accessBits bits that the ports of the memory spend on a word; none where the words come
 *     from elsewhere
 */
record Operand(String tensor, Memory memory, int wordBits, int accessBits) {

  Operand(String tensor, Memory memory, int wordBits) {
    this(tensor, memory, wordBits, wordBits);
  }

  Operand withAccessBits(int bits) {
    return new Operand(tensor, memory, wordBits, bits);
  }

  Traffic reads(long words) {
    return moves(words, 0);
  }

  Traffic writes(long words) {
    return moves(0, words);
  }

  Traffic moves(long reads, long writes) {
    return new Traffic(Traffic.SRAM, tensor, memory, reads, writes, accessBits);
  }

  /** Returns the words that cross to or from DRAM, or nothing if none does. */
  List<Traffic> dram(long reads, long writes) {
    List<Traffic> traffic = new ArrayList<>();
    if (reads > 0 || writes > 0) {
      traffic.add(new Traffic(Traffic.DRAM, tensor, memory, reads, writes, wordBits));
    }
    return traffic;
  }
}
