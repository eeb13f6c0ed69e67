package org.backflow.accelerator;

/**
 * Energy by component, in picojoules.
 *
 * @param multiplyPicojoules multipliers
 * @param addPicojoules adders and accumulators
 * @param lookUpPicojoules reads of the sigmoid table
 * @param sramPicojoules on-chip memories
 */
public record Energy(
    double multiplyPicojoules,
    double addPicojoules,
    double lookUpPicojoules,
    double sramPicojoules) {

  /** No energy. */
  public static final Energy ZERO = new Energy(0.0, 0.0, 0.0, 0.0);

  /** Returns the sum over the components. */
  public double totalPicojoules() {
    return multiplyPicojoules + addPicojoules + lookUpPicojoules + sramPicojoules;
  }

  /** Returns the componentwise sum. */
  public Energy plus(Energy other) {
    return new Energy(
        multiplyPicojoules + other.multiplyPicojoules,
        addPicojoules + other.addPicojoules,
        lookUpPicojoules + other.lookUpPicojoules,
        sramPicojoules + other.sramPicojoules);
  }
}
