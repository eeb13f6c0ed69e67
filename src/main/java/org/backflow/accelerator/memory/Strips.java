package org.backflow.accelerator.memory;

/**
 * The strips of an operand that streams: one for each fold of the side of the array where it
 * enters, needed again for every fold of the other side.
 */
interface Strips {

  /**
   * Returns the most steps of a chunk, up to {@code limit}, with which every chunk of every strip
   * that is not kept fits the buffer; never less than one, since the edge itself holds what enters
   * in one cycle.
   */
  int chunkSteps(int limit);

  /** Returns what is fetched when {@code chunks} follow each other. */
  Fetches cut(FoldedLength chunks);
}
