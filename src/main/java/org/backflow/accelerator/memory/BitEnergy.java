package org.backflow.accelerator.memory;

/**
 * What a memory off the chip consumes for a bit read or written, where it is known by itself.
 *
 * @param picojoules positive
 * @param source who published it
 */
public record BitEnergy(double picojoules, String source) {
  /** Checks the range. */
  public BitEnergy {
    if (!(picojoules > 0.0) || Double.isInfinite(picojoules)) {
      throw new IllegalArgumentException(
          "picojoulesPerBit is " + picojoules + "; expected a positive number");
    }
  }
}
