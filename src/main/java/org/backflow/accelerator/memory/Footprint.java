package org.backflow.accelerator.memory;

/**
 * A tensor that wants a place on chip.
 *
 * @param tensor its name
 * @param memory where it wants it
 * @param bits its size
 * @param lifetime when its words come into being
 */
public record Footprint(String tensor, Memory memory, long bits, Lifetime lifetime) {

  /** When the words of a tensor come into being. */
  public enum Lifetime {
    /** Before the first step; changed, if at all, by the steps themselves. */
    PERSISTENT,
    /** In DRAM before every step: inputs and targets. */
    ARRIVING,
    /** In the step. */
    PRODUCED
  }
}
