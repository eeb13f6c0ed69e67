package org.backflow.accelerator;

import java.util.ArrayList;
import java.util.List;
import org.backflow.accelerator.memory.Level;
import org.backflow.accelerator.memory.Memory;
import org.backflow.accelerator.memory.StoredTensor;

/**
 * A tensor as an operation sees it.
 *
 * @param tensor which it is
 * @param wordBits bits of a word
 * @param accessBits bits that the ports of the memory spend on a word; none where the words come
 *     from elsewhere
 */
record Operand(StoredTensor tensor, int wordBits, int accessBits) {

  Operand(StoredTensor tensor, int wordBits) {
    this(tensor, wordBits, wordBits);
  }

  /** Returns the on-chip memory that it is read from or written to. */
  Memory memory() {
    return tensor.memory();
  }

  Operand withAccessBits(int bits) {
    return new Operand(tensor, wordBits, bits);
  }

  Traffic reads(long words) {
    return moves(words, 0);
  }

  Traffic writes(long words) {
    return moves(0, words);
  }

  Traffic moves(long reads, long writes) {
    return new Traffic(Level.SRAM, tensor, reads, writes, accessBits);
  }

  /** Returns the words that cross to or from DRAM, or nothing if none does. */
  List<Traffic> dram(long reads, long writes) {
    List<Traffic> traffic = new ArrayList<>();
    if (reads > 0 || writes > 0) {
      traffic.add(new Traffic(Level.DRAM, tensor, reads, writes, wordBits));
    }
    return traffic;
  }
}
