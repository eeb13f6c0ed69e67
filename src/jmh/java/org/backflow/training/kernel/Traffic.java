package org.backflow.training.kernel;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What a kernel must do at least, per second: bytes of weights read and written, and products
 * added. Beside the bandwidth of the cache that holds the weights, and the multipliers of the core,
 * they say which of the two limits.
 */
@AuxCounters(AuxCounters.Type.OPERATIONS)
@State(Scope.Thread)
public class Traffic {
  /**
   * Bytes of weights, or of the steps of a minibatch, that a kernel reads and writes, padding too.
   */
  public long bytes;

  /** Products that a kernel adds; padding not included. */
  public long multiplyAdds;

  void count(long rows, long lanes, long units, int accesses) {
    bytes += rows * lanes * accesses * Float.BYTES;
    multiplyAdds += rows * units;
  }
}
