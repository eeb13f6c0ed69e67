package org.backflow.training.kernel;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.backflow.fixedpoint.LaneConversion;
import org.backflow.fixedpoint.Lfsr;
import org.backflow.fixedpoint.RandomBits;

/**
 * Words and their exact sums in vectors.
 *
 * <p>A vector of ints becomes two of longs, the lanes with even and those with odd numbers, by
 * shifts within 64 bits; so no lane ever moves.
 *
 * <p>Shifts take a count for every lane, though all are the same: where loops are peeled or
 * stripped, OpenJDK 17 forgets that a count for all lanes stands in the first alone, and does not
 * shift the others.
 */
public final class WordVectors {

  static final VectorSpecies<Integer> INTS =
      IntVector.SPECIES_PREFERRED.length() > Lanes.MULTIPLE
          ? IntVector.SPECIES_512
          : IntVector.SPECIES_PREFERRED;

  static final VectorSpecies<Long> LONGS = VectorSpecies.of(long.class, INTS.vectorShape());

  static final int WIDTH = INTS.length();
  private static final int HALF = Integer.SIZE;
  private static final long LOW_HALF = 0xFFFF_FFFFL;

  private WordVectors() {}

  /** Converts exact sums or products by a rounding that adds a constant; returns their words. */
  static IntVector rounded(LongVector even, LongVector odd, LaneConversion conversion) {
    long constant = conversion.constant();
    return limited(even.add(constant), odd.add(constant), conversion);
  }

  /** Converts exact sums or products with {@linkplain #bits random bits}; returns their words. */
  static IntVector rounded(
      LongVector even, LongVector odd, LaneConversion conversion, IntVector bits) {
    return limited(even.add(even(bits)), odd.add(odd(bits)), conversion);
  }

  /** Returns the random bits that are added before the others are cut off. */
  static IntVector bits(LaneConversion conversion, RandomBits random, int register) {
    return load(random.states(), register).and(conversion.randomMask());
  }

  /** Steps the registers whose lanes drop bits. */
  static void stepAfter(
      IntVector exact, LaneConversion conversion, RandomBits random, int register) {
    int[] states = random.states();
    IntVector one = IntVector.broadcast(INTS, 1);
    IntVector taps = IntVector.broadcast(INTS, Lfsr.TAPS);
    IntVector dropped = exact.and(conversion.randomMask());
    step(load(states, register), dropped, one, taps).intoArray(states, register);
  }

  private static IntVector limited(LongVector even, LongVector odd, LaneConversion conversion) {
    int shift = conversion.shift();
    long lowest = conversion.lowest();
    long highest = conversion.highest();
    return joined(
        shiftRight(even, shift).max(lowest).min(highest),
        shiftRight(odd, shift).max(lowest).min(highest));
  }

  static IntVector load(int[] values, int from) {
    return IntVector.fromArray(INTS, values, from);
  }

  static IntVector limited(IntVector words, LaneConversion conversion) {
    return words.min(conversion.highest()).max(conversion.lowest());
  }

  static IntVector shiftLeft(IntVector words, int bits) {
    return words.lanewise(VectorOperators.LSHL, IntVector.broadcast(INTS, bits));
  }

  static IntVector shiftRight(IntVector words, int bits) {
    return words.lanewise(VectorOperators.ASHR, IntVector.broadcast(INTS, bits));
  }

  static LongVector shiftLeft(LongVector words, int bits) {
    return words.lanewise(VectorOperators.LSHL, LongVector.broadcast(LONGS, bits));
  }

  private static LongVector shiftRight(LongVector words, int bits) {
    return words.lanewise(VectorOperators.ASHR, LongVector.broadcast(LONGS, bits));
  }

  static LongVector even(IntVector ints) {
    return shiftRight(shiftLeft(ints.reinterpretAsLongs(), HALF), HALF);
  }

  static LongVector odd(IntVector ints) {
    return shiftRight(ints.reinterpretAsLongs(), HALF);
  }

  /** The low halves of both, side by side again. */
  static IntVector joined(LongVector even, LongVector odd) {
    return even.and(LOW_HALF).or(shiftLeft(odd, HALF)).reinterpretAsInts();
  }

  /**
   * Returns the states that follow where bits were dropped, and the same states elsewhere.
   *
   * @param one in every lane; a loop makes it once
   * @param taps those of the register in every lane
   */
  static IntVector step(IntVector state, IntVector dropped, IntVector one, IntVector taps) {
    // One where bits were dropped: where none were, the register is shifted by nothing.
    IntVector inexact = dropped.min(one);
    IntVector fedBack = state.and(inexact).neg().and(taps);
    return state.lanewise(VectorOperators.LSHR, inexact).lanewise(VectorOperators.XOR, fedBack);
  }

  /** Returns the even lanes of 2<sup>lowBits</sup> high + low. */
  static LongVector even(IntVector high, IntVector low, int lowBits) {
    return shiftLeft(even(high), lowBits).add(even(low));
  }

  /** Returns the odd lanes of 2<sup>lowBits</sup> high + low. */
  static LongVector odd(IntVector high, IntVector low, int lowBits) {
    return shiftLeft(odd(high), lowBits).add(odd(low));
  }

  /** Returns floor((2<sup>lowBits</sup> high + low) / 2<sup>shift</sup>). */
  static IntVector shifted(IntVector high, IntVector low, int lowBits, LaneConversion conversion) {
    return shiftRight(high.add(shiftRight(low, lowBits)), conversion.shift() - lowBits);
  }

  /** Returns the low 32 bits of 2<sup>lowBits</sup> high + low. */
  static IntVector exact(IntVector high, IntVector low, int lowBits) {
    return shiftLeft(high, lowBits).add(low);
  }
}
