package org.backflow.fixedpoint;

/**
 * Random bytes for the units of a layer, as masks of dropout compare them: unit j reads the low
 * bits of a {@link Lfsr} of its own. The register then takes eight steps at once, so that no bit is
 * read twice and the bytes of a unit are not alike from row to row.
 *
 * <p>The registers are others than those that round the results of the layer: they start in the
 * state of (seed, -layer, unit).
 */
public final class RandomBytes {

  /** How many values a byte has. */
  public static final int VALUES = 1 << Byte.SIZE;

  private final int[] states;

  private RandomBytes(int[] states) {
    this.states = states;
  }

  /** Returns those of a layer of {@code units} units, in their first states. */
  public static RandomBytes of(long seed, int layer, int units) {
    int[] states = new int[units];
    for (int unit = 0; unit < units; unit++) {
      states[unit] = Lfsr.firstState(seed, -layer, unit);
    }
    return new RandomBytes(states);
  }

  /** Returns the live states, one per unit. */
  public int[] states() {
    return states;
  }

  /** Returns the byte of {@code unit}, 0 to 255, and steps its register. */
  public int next(int unit) {
    int drawn = states[unit] & (VALUES - 1);
    for (int i = 0; i < Byte.SIZE; i++) {
      states[unit] = Lfsr.next(states[unit]);
    }
    return drawn;
  }
}
