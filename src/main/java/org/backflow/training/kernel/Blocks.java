package org.backflow.training.kernel;

/**
 * One layer of several networks in rows: a block of lanes per network, whose inputs are those of
 * its network alone. A kernel then serves all networks at once.
 *
 * @param networks the blocks of a row
 * @param block the lanes of a block, a {@linkplain Lanes#padded whole number of vectors}
 * @param inputs the inputs of each network
 * @param networkStride from the inputs of a network to those of the next
 * @param sampleStride from the inputs of a sample to those of the next
 */
public record Blocks(int networks, int block, int inputs, int networkStride, int sampleStride) {

  /** Returns the blocks of one network, whose inputs are those of one sample. */
  public static Blocks single(int block, int inputs) {
    return new Blocks(1, block, inputs, 0, 0);
  }

  /** Returns the lanes of a row. */
  public int lanes() {
    return networks * block;
  }

  /** Returns where the first lane of {@code network} is in {@code row}. */
  public int at(int row, int network) {
    return row * lanes() + network * block;
  }

  /**
   * Returns where the inputs of {@code network} begin in {@code sample}.
   *
   * @param from where those of the first network and sample begin
   */
  int inputAt(int from, int network, int sample) {
    return from + sample * sampleStride + network * networkStride;
  }
}
