package org.backflow.fixedpoint;

import java.util.Arrays;

/**
 * The registers of the output units of one layer: unit j draws from its own {@link Lfsr}, so what
 * it draws does not depend on how units are mapped onto an array.
 */
public final class RandomBits {

  private final int[] states;
  private final int first;

  private RandomBits(int[] states, int first) {
    this.states = states;
    this.first = first;
  }

  /** Returns the registers of a layer of {@code units} units, each in its first state. */
  public static RandomBits of(long seed, int layer, int units) {
    int[] states = new int[units];
    for (int unit = 0; unit < units; unit++) {
      states[unit] = Lfsr.firstState(seed, layer, unit);
    }
    return new RandomBits(states, 0);
  }

  /**
   * Returns the registers of {@code copies} layers that start as this one stands, one after the
   * other.
   *
   * @throws IllegalStateException when this is a view that does not start at the first register
   */
  public RandomBits repeated(int copies) {
    int[] repeated = new int[states().length * copies];
    for (int i = 0; i < repeated.length; i++) {
      repeated[i] = states[i % states.length];
    }
    return new RandomBits(repeated, 0);
  }

  /**
   * Returns the same registers with more behind them, {@code registers} in all, for lanes that
   * stand for no unit: they never draw.
   */
  public RandomBits padded(int registers) {
    return new RandomBits(Arrays.copyOf(states, registers), first);
  }

  /** Returns a view in which unit 0 is unit {@code unit} of this one; states are shared. */
  public RandomBits startingAt(int unit) {
    return new RandomBits(states, first + unit);
  }

  /** Returns the state of {@code unit} and steps its register. */
  public int draw(int unit) {
    int state = states[first + unit];
    states[first + unit] = Lfsr.next(state);
    return state;
  }

  /** Returns the state of {@code unit}. */
  public int state(int unit) {
    return states[first + unit];
  }

  /**
   * Returns the live states, one per unit, for kernels that step them in place.
   *
   * @throws IllegalStateException when this is a view that does not start at the first register
   */
  public int[] states() {
    if (first != 0) {
      throw new IllegalStateException("a view that starts at register " + first);
    }
    return states;
  }
}
