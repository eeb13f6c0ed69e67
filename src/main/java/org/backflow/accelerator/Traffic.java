package org.backflow.accelerator;

/**
 * Words of one tensor that cross one level of the memory hierarchy in one operation.
 *
 * @param level the level: {@code sram}, between the on-chip memories and the edge of an array
 * @param tensor the tensor: {@code weight.1}
 * @param memory the memory that holds it
 * @param reads words read
 * @param writes words written
 * @param wordBits bits of a word
 */
public record Traffic(
    String level, String tensor, Memory memory, long reads, long writes, int wordBits) {

  /** Returns whether the words are weights, feedback weights or selections. */
  public boolean isWeightOrFeedback() {
    return memory == Memory.WEIGHT || memory == Memory.FEEDBACK;
  }

  /** Returns the bits moved in either direction. */
  public long bits() {
    return (reads + writes) * wordBits;
  }
}
