package org.backflow.fixedpoint;

/**
 * The linear feedback shift register that supplies the random bits of {@link Rounding#STOCHASTIC}.
 * It has 32 bits in Galois form and shifts right. Its polynomial x<sup>32</sup> + x<sup>22</sup> +
 * x<sup>2</sup> + x + 1 is primitive, so its period is 2<sup>32</sup> - 1 (Xilinx XAPP052, table
 * 3).
 *
 * <p>A conversion adds the low bits of the current state and then steps the register once. State
 * zero is a fixed point and never used.
 */
public final class Lfsr {

  /** The number of state bits, and so the most bits that a stochastic conversion can drop. */
  public static final int BITS = 32;

  /** The bits that a one shifted out flips. */
  public static final int TAPS = 0x80200003;

  private Lfsr() {}

  /** Returns the state that follows {@code state}. */
  public static int next(int state) {
    return (state >>> 1) ^ (-(state & 1) & TAPS);
  }

  /**
   * Returns the first state of the register of one output unit. It depends on nothing but the
   * arguments, so a unit draws the same bits on an array of any shape: the finalizer of SplitMix64
   * (Steele, Lea, Flood 2014) over seed, layer and unit, and 1 where that gives zero.
   *
   * @param layer 1 for the first weight layer
   * @param unit 0 for the first output unit of the layer
   */
  public static int firstState(long seed, int layer, int unit) {
    long mixed = mix(mix(seed + 0x9E3779B97F4A7C15L * layer) + 0x9E3779B97F4A7C15L * (unit + 1L));
    int state = (int) (mixed >>> 32);
    return state == 0 ? 1 : state;
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
