package org.backflow.accelerator.memory;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an accelerator file says of the memories beside their capacities. What is left out costs
 * nothing: without {@code dram} every tensor is on chip, a memory without ports delivers whatever
 * an edge of the array asks for, W is read in both directions alike.
 *
 * @param dram the memory off the chip
 * @param doubleBuffered whether one half of every memory is filled while the other is in use
 * @param foldOrder the order of the folds
 * @param ports of the memories that deliver a limited number of bits
 * @param transposedAccess how W is read transposed
 * @param feedbackStorage where a fixed feedback matrix comes from
 */
public record MemorySystem(
    Optional<Dram> dram,
    boolean doubleBuffered,
    FoldOrder foldOrder,
    Map<Memory, SramPorts> ports,
    Optional<TransposedAccess> transposedAccess,
    FeedbackStorage feedbackStorage) {

  /** Every tensor on chip, every access free. */
  public static final MemorySystem ON_CHIP =
      new MemorySystem(
          Optional.empty(),
          true,
          FoldOrder.ROWS_FIRST,
          Map.of(),
          Optional.empty(),
          FeedbackStorage.SRAM);

  /** Checks that the choices go together, and copies the map. */
  public MemorySystem {
    ports = Map.copyOf(ports);
    if (feedbackStorage == FeedbackStorage.DRAM && dram.isEmpty()) {
      throw new IllegalArgumentException("feedbackStorage is dram; expected a key dram beside it");
    }
    if (transposedAccess.equals(Optional.of(TransposedAccess.COLUMN_READS))
        && !ports.containsKey(Memory.WEIGHT)) {
      throw new IllegalArgumentException(
          "transposedAccess is column-reads; expected ports of the weight memory beside it, whose"
              + " wordBits an access costs");
    }
  }

  /** Returns whether W is read transposed by way of {@code access}. */
  public boolean transposesBy(TransposedAccess access) {
    return transposedAccess.filter(access::equals).isPresent();
  }

  /** Returns the bits of the rows that are accessed for one word of {@code wordBits}. */
  public int rowAccessBits(Memory memory, int wordBits) {
    @Nullable SramPorts limit = ports.get(memory);
    int row = limit == null ? wordBits : limit.wordBits();
    return (wordBits + row - 1) / row * row;
  }
}
