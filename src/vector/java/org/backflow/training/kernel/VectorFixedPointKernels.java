package org.backflow.training.kernel;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.backflow.data.NonZeroPixels;
import org.backflow.fixedpoint.Lfsr;
import org.backflow.fixedpoint.RandomBits;

/**
 * {@link FixedPointKernels} in vector registers.
 *
 * <p>A vector of ints becomes two of longs, the lanes with even and those with odd numbers, by
 * shifts within 64 bits; so no lane ever moves. Formats, roundings and overflows that have no
 * {@linkplain LaneConversion#uniform uniform} or {@linkplain RowUpdate#narrow narrow} form go the
 * plain way.
 */
final class VectorFixedPointKernels implements FixedPointKernels {

  private static final VectorSpecies<Integer> INTS =
      IntVector.SPECIES_PREFERRED.length() > Lanes.MULTIPLE
          ? IntVector.SPECIES_512
          : IntVector.SPECIES_PREFERRED;

  private static final VectorSpecies<Long> LONGS = VectorSpecies.of(long.class, INTS.vectorShape());

  private static final int WIDTH = INTS.length();
  private static final int BLOCK = 4 * WIDTH;
  private static final int HALF = Integer.SIZE;
  private static final long LOW_HALF = 0xFFFF_FFFFL;

  private final FixedPointKernels scalar = new ScalarFixedPointKernels();

  @Override
  public void multiply(
      InputCodes inputs,
      int image,
      int[] weights,
      int lanes,
      ExactProduct product,
      RandomBits random,
      int[] words,
      int to) {
    LaneConversion conversion = product.conversion();
    if (product.productsPerInt() == 0 || !conversion.uniform()) {
      scalar.multiply(inputs, image, weights, lanes, product, random, words, to);
      return;
    }
    int lane = 0;
    for (; lane <= lanes - BLOCK; lane += BLOCK) {
      multiplyBlock(inputs, image, weights, lanes, lane, product, random, words, to + lane);
    }
    for (; lane < lanes; lane += WIDTH) {
      multiplyVector(inputs, image, weights, lanes, lane, product, random, words, to + lane);
    }
  }

  private static void multiplyBlock(
      InputCodes inputs,
      int image,
      int[] weights,
      int lanes,
      int lane,
      ExactProduct product,
      RandomBits random,
      int[] words,
      int to) {
    NonZeroPixels pixels = inputs.pixels();
    char[] positions = pixels.positions();
    byte[] values = pixels.values();
    int[] codes = inputs.codes();
    int end = pixels.starts()[image + 1];
    LongVector even0 = LongVector.zero(LONGS);
    LongVector even1 = even0;
    LongVector even2 = even0;
    LongVector even3 = even0;
    LongVector odd0 = even0;
    LongVector odd1 = even0;
    LongVector odd2 = even0;
    LongVector odd3 = even0;
    for (int p = pixels.starts()[image]; p < end; ) {
      int stop = Math.min(end, p + product.productsPerInt());
      IntVector sum0 = IntVector.zero(INTS);
      IntVector sum1 = sum0;
      IntVector sum2 = sum0;
      IntVector sum3 = sum0;
      for (; p < stop; p++) {
        IntVector x = IntVector.broadcast(INTS, codes[values[p] & 0xFF]);
        int row = positions[p] * lanes + lane;
        sum0 = sum0.add(x.mul(load(weights, row)));
        sum1 = sum1.add(x.mul(load(weights, row + WIDTH)));
        sum2 = sum2.add(x.mul(load(weights, row + 2 * WIDTH)));
        sum3 = sum3.add(x.mul(load(weights, row + 3 * WIDTH)));
      }
      even0 = even0.add(even(sum0));
      even1 = even1.add(even(sum1));
      even2 = even2.add(even(sum2));
      even3 = even3.add(even(sum3));
      odd0 = odd0.add(odd(sum0));
      odd1 = odd1.add(odd(sum1));
      odd2 = odd2.add(odd(sum2));
      odd3 = odd3.add(odd(sum3));
    }
    int bias = weights.length - lanes + lane;
    LaneConversion conversion = product.conversion();
    IntVector b0 = load(weights, bias).mul(inputs.one());
    IntVector b1 = load(weights, bias + WIDTH).mul(inputs.one());
    IntVector b2 = load(weights, bias + 2 * WIDTH).mul(inputs.one());
    IntVector b3 = load(weights, bias + 3 * WIDTH).mul(inputs.one());
    store(even0.add(even(b0)), odd0.add(odd(b0)), conversion, random, lane, words, to);
    int at = lane + WIDTH;
    store(even1.add(even(b1)), odd1.add(odd(b1)), conversion, random, at, words, to + WIDTH);
    at += WIDTH;
    store(even2.add(even(b2)), odd2.add(odd(b2)), conversion, random, at, words, to + 2 * WIDTH);
    at += WIDTH;
    store(even3.add(even(b3)), odd3.add(odd(b3)), conversion, random, at, words, to + 3 * WIDTH);
  }

  private static void multiplyVector(
      InputCodes inputs,
      int image,
      int[] weights,
      int lanes,
      int lane,
      ExactProduct product,
      RandomBits random,
      int[] words,
      int to) {
    NonZeroPixels pixels = inputs.pixels();
    int end = pixels.starts()[image + 1];
    LongVector even = LongVector.zero(LONGS);
    LongVector odd = even;
    for (int p = pixels.starts()[image]; p < end; ) {
      int stop = Math.min(end, p + product.productsPerInt());
      IntVector sum = IntVector.zero(INTS);
      for (; p < stop; p++) {
        int x = inputs.codes()[pixels.values()[p] & 0xFF];
        sum = sum.add(load(weights, pixels.positions()[p] * lanes + lane).mul(x));
      }
      even = even.add(even(sum));
      odd = odd.add(odd(sum));
    }
    IntVector bias = load(weights, weights.length - lanes + lane).mul(inputs.one());
    even = even.add(even(bias));
    odd = odd.add(odd(bias));
    store(even, odd, product.conversion(), random, lane, words, to);
  }

  @Override
  public void multiply(
      int[] a,
      int from,
      int inputs,
      int one,
      int[] weights,
      int lanes,
      ExactProduct product,
      RandomBits random,
      int register,
      int[] words,
      int to) {
    LaneConversion conversion = product.conversion();
    int atOnce = product.productsPerInt();
    if (atOnce == 0 || !conversion.uniform()) {
      scalar.multiply(a, from, inputs, one, weights, lanes, product, random, register, words, to);
      return;
    }
    for (int lane = 0; lane < lanes; lane += WIDTH) {
      LongVector even = LongVector.zero(LONGS);
      LongVector odd = even;
      for (int i = 0; i < inputs; ) {
        int stop = Math.min(inputs, i + atOnce);
        IntVector sum = IntVector.zero(INTS);
        for (; i < stop; i++) {
          sum = sum.add(load(weights, i * lanes + lane).mul(a[from + i]));
        }
        even = even.add(even(sum));
        odd = odd.add(odd(sum));
      }
      if (one != 0) {
        IntVector bias = load(weights, inputs * lanes + lane).mul(one);
        even = even.add(even(bias));
        odd = odd.add(odd(bias));
      }
      store(even, odd, conversion, random, register + lane, words, to + lane);
    }
  }

  @Override
  public void multiply(
      int[] left,
      int leftFrom,
      int[] right,
      int rightFrom,
      int lanes,
      LaneConversion conversion,
      RandomBits random,
      int register,
      int[] words,
      int to) {
    if (!conversion.uniform()) {
      scalar.multiply(
          left, leftFrom, right, rightFrom, lanes, conversion, random, register, words, to);
      return;
    }
    for (int lane = 0; lane < lanes; lane += WIDTH) {
      IntVector l = load(left, leftFrom + lane);
      IntVector r = load(right, rightFrom + lane);
      LongVector even = even(l).mul(even(r));
      LongVector odd = odd(l).mul(odd(r));
      store(even, odd, conversion, random, register + lane, words, to + lane);
    }
  }

  /** Converts exact sums to the words from {@code to} on. */
  private static void store(
      LongVector even,
      LongVector odd,
      LaneConversion conversion,
      RandomBits random,
      int register,
      int[] words,
      int to) {
    if (conversion.isStochastic()) {
      int[] states = random.states();
      int mask = conversion.randomMask();
      IntVector state = load(states, register);
      IntVector bits = state.and(mask);
      IntVector words32 = limited(even.add(even(bits)), odd.add(odd(bits)), conversion);
      step(state, joined(even, odd).and(mask)).intoArray(states, register);
      words32.intoArray(words, to);
    } else {
      long constant = conversion.constant();
      limited(even.add(constant), odd.add(constant), conversion).intoArray(words, to);
    }
  }

  private static IntVector limited(LongVector even, LongVector odd, LaneConversion conversion) {
    int shift = conversion.shift();
    long lowest = conversion.lowest();
    long highest = conversion.highest();
    return joined(
        even.lanewise(VectorOperators.ASHR, shift).max(lowest).min(highest),
        odd.lanewise(VectorOperators.ASHR, shift).max(lowest).min(highest));
  }

  @Override
  public void subtractOuter(
      InputCodes inputs,
      int image,
      int[] weights,
      int lanes,
      int[] g,
      RowUpdate update,
      RandomBits random) {
    if (!update.narrow()) {
      scalar.subtractOuter(inputs, image, weights, lanes, g, update, random);
      return;
    }
    LaneConversion conversion = update.conversion();
    boolean stochastic = conversion.isStochastic();
    int lane = 0;
    for (; lane <= lanes - BLOCK && !stochastic; lane += BLOCK) {
      subtractBlock(inputs, image, weights, lanes, lane, g, conversion);
    }
    for (; lane < lanes; lane += WIDTH) {
      if (stochastic) {
        subtractStochastic(inputs, image, weights, lanes, lane, g, conversion, random.states());
      } else {
        subtractVector(inputs, image, weights, lanes, lane, g, conversion);
      }
    }
  }

  private static void subtractBlock(
      InputCodes inputs,
      int image,
      int[] weights,
      int lanes,
      int lane,
      int[] g,
      LaneConversion conversion) {
    NonZeroPixels pixels = inputs.pixels();
    char[] positions = pixels.positions();
    byte[] values = pixels.values();
    int[] codes = inputs.codes();
    int end = pixels.starts()[image + 1];
    IntVector g0 = load(g, lane);
    IntVector g1 = load(g, lane + WIDTH);
    IntVector g2 = load(g, lane + 2 * WIDTH);
    IntVector g3 = load(g, lane + 3 * WIDTH);
    for (int p = pixels.starts()[image]; p <= end; p++) {
      int x = p < end ? codes[values[p] & 0xFF] : inputs.one();
      int row = (p < end ? positions[p] * lanes : weights.length - lanes) + lane;
      subtract(weights, row, g0, x, conversion);
      subtract(weights, row + WIDTH, g1, x, conversion);
      subtract(weights, row + 2 * WIDTH, g2, x, conversion);
      subtract(weights, row + 3 * WIDTH, g3, x, conversion);
    }
  }

  private static void subtractVector(
      InputCodes inputs,
      int image,
      int[] weights,
      int lanes,
      int lane,
      int[] g,
      LaneConversion conversion) {
    NonZeroPixels pixels = inputs.pixels();
    IntVector step = load(g, lane);
    for (int p = pixels.starts()[image]; p < pixels.starts()[image + 1]; p++) {
      int x = inputs.codes()[pixels.values()[p] & 0xFF];
      subtract(weights, pixels.positions()[p] * lanes + lane, step, x, conversion);
    }
    subtract(weights, weights.length - lanes + lane, step, inputs.one(), conversion);
  }

  /** Subtracts x g from the weights at {@code row}. */
  private static void subtract(
      int[] weights, int row, IntVector g, int x, LaneConversion conversion) {
    IntVector product = g.mul(x);
    IntVector rounded =
        IntVector.broadcast(INTS, (int) conversion.constant())
            .sub(product)
            .lanewise(VectorOperators.ASHR, conversion.shift());
    limited(load(weights, row).add(rounded), conversion).intoArray(weights, row);
  }

  private static void subtractStochastic(
      InputCodes inputs,
      int image,
      int[] weights,
      int lanes,
      int lane,
      int[] g,
      LaneConversion conversion,
      int[] states) {
    NonZeroPixels pixels = inputs.pixels();
    IntVector step = load(g, lane);
    IntVector state = load(states, lane);
    for (int p = pixels.starts()[image]; p < pixels.starts()[image + 1]; p++) {
      int x = inputs.codes()[pixels.values()[p] & 0xFF];
      int row = pixels.positions()[p] * lanes + lane;
      state = subtractStochastic(weights, row, step.mul(x), conversion, state);
    }
    int bias = weights.length - lanes + lane;
    state = subtractStochastic(weights, bias, step.mul(inputs.one()), conversion, state);
    state.intoArray(states, lane);
  }

  /** Subtracts products from the weights at {@code row} and returns the next states. */
  private static IntVector subtractStochastic(
      int[] weights, int row, IntVector product, LaneConversion conversion, IntVector state) {
    int mask = conversion.randomMask();
    IntVector rounded =
        state.and(mask).sub(product).lanewise(VectorOperators.ASHR, conversion.shift());
    limited(load(weights, row).add(rounded), conversion).intoArray(weights, row);
    return step(state, product.and(mask));
  }

  @Override
  public void subtractOuter(
      int[] a,
      int from,
      int inputs,
      int one,
      int[] weights,
      int lanes,
      int[] g,
      RowUpdate update,
      RandomBits random) {
    if (!update.narrow()) {
      scalar.subtractOuter(a, from, inputs, one, weights, lanes, g, update, random);
      return;
    }
    LaneConversion conversion = update.conversion();
    for (int lane = 0; lane < lanes; lane += WIDTH) {
      IntVector step = load(g, lane);
      if (conversion.isStochastic()) {
        IntVector state = load(random.states(), lane);
        for (int i = 0; i < inputs; i++) {
          IntVector product = step.mul(a[from + i]);
          state = subtractStochastic(weights, i * lanes + lane, product, conversion, state);
        }
        int bias = inputs * lanes + lane;
        state = subtractStochastic(weights, bias, step.mul(one), conversion, state);
        state.intoArray(random.states(), lane);
      } else {
        for (int i = 0; i < inputs; i++) {
          subtract(weights, i * lanes + lane, step, a[from + i], conversion);
        }
        subtract(weights, inputs * lanes + lane, step, one, conversion);
      }
    }
  }

  @Override
  public void addOuter(
      InputCodes inputs, int image, long[] sums, int lanes, int[] g, int from, RowUpdate update) {
    if (!update.narrow()) {
      scalar.addOuter(inputs, image, sums, lanes, g, from, update);
      return;
    }
    NonZeroPixels pixels = inputs.pixels();
    int first = pixels.starts()[image];
    int end = pixels.starts()[image + 1];
    for (int lane = 0; lane < lanes; lane += WIDTH) {
      IntVector step = load(g, from + lane);
      for (int p = first; p < end; p++) {
        int x = inputs.codes()[pixels.values()[p] & 0xFF];
        add(sums, pixels.positions()[p] * lanes + lane, step.mul(x));
      }
      add(sums, sums.length - lanes + lane, step.mul(inputs.one()));
    }
  }

  @Override
  public void addOuter(
      int[] a,
      int from,
      int inputs,
      int one,
      long[] sums,
      int lanes,
      int[] g,
      int gFrom,
      RowUpdate update) {
    if (!update.narrow()) {
      scalar.addOuter(a, from, inputs, one, sums, lanes, g, gFrom, update);
      return;
    }
    for (int lane = 0; lane < lanes; lane += WIDTH) {
      IntVector step = load(g, gFrom + lane);
      for (int i = 0; i < inputs; i++) {
        add(sums, i * lanes + lane, step.mul(a[from + i]));
      }
      add(sums, inputs * lanes + lane, step.mul(one));
    }
  }

  /** Adds products to sums, of which the even lanes come first, then the odd ones. */
  private static void add(long[] sums, int at, IntVector products) {
    int second = at + WIDTH / 2;
    LongVector.fromArray(LONGS, sums, at).add(even(products)).intoArray(sums, at);
    LongVector.fromArray(LONGS, sums, second).add(odd(products)).intoArray(sums, second);
  }

  @Override
  public void subtract(int[] weights, long[] sums, int lanes, RowUpdate update, RandomBits random) {
    if (!update.narrow()) {
      scalar.subtract(weights, sums, lanes, update, random);
      return;
    }
    LaneConversion conversion = update.conversion();
    for (int row = 0; row < weights.length; row += lanes) {
      for (int lane = 0; lane < lanes; lane += WIDTH) {
        IntVector weight = load(weights, row + lane);
        LongVector even = LongVector.fromArray(LONGS, sums, row + lane);
        LongVector odd = LongVector.fromArray(LONGS, sums, row + lane + WIDTH / 2);
        // Aligned, so that the words come out as one conversion of the whole accumulator.
        even = even(weight).lanewise(VectorOperators.LSHL, conversion.shift()).sub(even);
        odd = odd(weight).lanewise(VectorOperators.LSHL, conversion.shift()).sub(odd);
        store(even, odd, conversion, random, lane, weights, row + lane);
      }
    }
  }

  private static IntVector load(int[] values, int from) {
    return IntVector.fromArray(INTS, values, from);
  }

  private static IntVector limited(IntVector words, LaneConversion conversion) {
    return words.min(conversion.highest()).max(conversion.lowest());
  }

  private static LongVector even(IntVector ints) {
    return ints.reinterpretAsLongs()
        .lanewise(VectorOperators.LSHL, HALF)
        .lanewise(VectorOperators.ASHR, HALF);
  }

  private static LongVector odd(IntVector ints) {
    return ints.reinterpretAsLongs().lanewise(VectorOperators.ASHR, HALF);
  }

  /** The low halves of both, side by side again. */
  private static IntVector joined(LongVector even, LongVector odd) {
    return even.and(LOW_HALF).or(odd.lanewise(VectorOperators.LSHL, HALF)).reinterpretAsInts();
  }

  /** Returns the states that follow where bits were dropped, and the same states elsewhere. */
  private static IntVector step(IntVector state, IntVector dropped) {
    IntVector inexact = dropped.or(dropped.neg()).lanewise(VectorOperators.ASHR, Integer.SIZE - 1);
    IntVector taps = state.and(1).neg().and(Lfsr.TAPS);
    IntVector next = state.lanewise(VectorOperators.LSHR, 1).lanewise(VectorOperators.XOR, taps);
    return state.lanewise(
        VectorOperators.XOR, state.lanewise(VectorOperators.XOR, next).and(inexact));
  }
}
