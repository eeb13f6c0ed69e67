package org.backflow.training.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.backflow.data.DataSet;
import org.backflow.fixedpoint.Conversion;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.FixedPointFormat;
import org.backflow.fixedpoint.LaneConversion;
import org.backflow.fixedpoint.Overflow;
import org.backflow.fixedpoint.Quantization;
import org.backflow.fixedpoint.RandomBits;
import org.backflow.fixedpoint.Role;
import org.backflow.fixedpoint.Rounding;
import org.backflow.fixedpoint.SigmoidTable;
import org.backflow.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Kernels in vector registers give the words and the registers of the plain loops, for random
 * shapes, formats, roundings and overflows.
 */
final class FixedPointKernelsTest {

  private static final long SEED = 20261123L;
  private static final int CASES = 150;
  private static final int SAMPLES = 5;

  /** Everything that the kernels read or write, drawn for one case. */
  private static final class Operands {
    final int lanes;
    final int inputs;
    final Blocks blocks;
    final FixedPointArithmetic arithmetic;
    final InputCodes image;
    final int[] weights;
    final int[] a;
    final int[] g;
    final int[] words;
    final MinibatchPixels batch;
    final RandomBits random;
    final RowUpdate update;
    final RowUpdate upperUpdate;
    final ExactProduct product;
    final ExactProduct pixelProduct;
    final DeltaProducts deltaProducts;
    final int factor;
    final LaneProduct scaling;

    Operands(int number) {
      RandomStream draw = RandomStream.of(SEED, "kernels", number);
      int networks = 1 + draw.nextInt(3);
      int block = Lanes.MULTIPLE * (1 + draw.nextInt(3));
      lanes = networks * block;
      inputs = 1 + draw.nextInt(40);
      int networkStride = draw.nextInt(2 * inputs);
      int sampleStride = draw.nextInt(2 * lanes);
      blocks = new Blocks(networks, block, inputs, networkStride, sampleStride);
      Rounding rounding = oneOf(draw, Rounding.class);
      Overflow overflow = oneOf(draw, Overflow.class);
      // Mostly the formats that have a short form, and some that do not.
      int bits = 6 + draw.nextInt(draw.nextInt(4) == 0 ? 27 : 11);
      FixedPointArithmetic wide = FixedPointArithmetic.sixteenBits();
      arithmetic =
          new FixedPointArithmetic(
              wide.input(),
              new Quantization(FixedPointFormat.fixed(bits, 4), rounding, overflow),
              wide.derivative(),
              new Quantization(FixedPointFormat.fixed(bits, 2), rounding, overflow),
              wide.feedback(),
              wide.gradient(),
              new SigmoidTable(512, 4, Rounding.RND, FixedPointFormat.fixed(16, 2)),
              60);
      byte[] pixels = new byte[3 * inputs];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (byte) (draw.nextInt(3) == 0 ? 0 : draw.nextInt(256));
      }
      image =
          new InputCodes(
              DataSet.of(1, inputs, 2, 3, pixels, new byte[3]).nonZeroPixels(),
              codes(draw, wide.input().format(), 256),
              1 << wide.input().format().fractionBits());
      image.codes()[MinibatchPixels.BIAS] = image.one();
      batch = new MinibatchPixels(inputs);
      batch.gather(image.pixels(), new int[] {2, 0, 1}, 3);
      weights = codes(draw, arithmetic.format(Role.WEIGHT), Lanes.aligned(inputs + 1, lanes));
      // Of 13 to 16 bits, so that three products of it fit a lane, or only one.
      FixedPointFormat activation = FixedPointFormat.fixed(13 + number % 4, 2);
      a = codes(draw, activation, 5 * inputs + 12 * lanes);
      g = codes(draw, arithmetic.format(Role.GRADIENT), Lanes.aligned(SAMPLES, lanes));
      words = new int[3 * lanes];
      random = RandomBits.of(SEED + number, 1, 2 * lanes);
      long input = arithmetic.format(Role.INPUT).maxMagnitude();
      update = update(Role.INPUT, input, number);
      upperUpdate = update(Role.ACTIVATION, activation.maxMagnitude(), number);
      Conversion conversion =
          arithmetic
              .weight()
              .from(wide.input().format().fractionBits() + bits - 4 - draw.nextInt(5));
      long weight = arithmetic.format(Role.WEIGHT).maxMagnitude();
      product = ExactProduct.of(activation.maxMagnitude(), weight, conversion);
      pixelProduct = ExactProduct.ofPixels(input, weight, conversion);
      int one = 1 << draw.nextInt(17);
      deltaProducts =
          new DeltaProducts(
              one,
              LaneProduct.of(
                  1L << 15, (1L << 15) + one, arithmetic.derivative().from(16 + draw.nextInt(12))),
              LaneProduct.of(
                  arithmetic.format(Role.GRADIENT).maxMagnitude(),
                  arithmetic.format(Role.DERIVATIVE).maxMagnitude(),
                  arithmetic.delta().from(bits - 4 + draw.nextInt(16))));
      factor = 1 + draw.nextInt(1 << (4 + draw.nextInt(13)));
      scaling =
          LaneProduct.of(
              factor,
              arithmetic.format(Role.GRADIENT).maxMagnitude(),
              arithmetic.delta().from(bits - 4 + draw.nextInt(16)));
    }

    /** Every other case empties its lanes of 32 bits after two products instead of hundreds. */
    private RowUpdate update(Role role, long largest, int number) {
      RowUpdate any = RowUpdate.of(arithmetic, role, largest);
      if (number % 2 == 0) {
        return any;
      }
      int half = Integer.MAX_VALUE / 2;
      SplitSum soon = new SplitSum(any.split().group(), any.split().lowBits(), half, half);
      int shortProducts = Math.min(1, any.shortProducts());
      return new RowUpdate(any.alignment(), any.conversion(), any.narrow(), soon, shortProducts);
    }

    private static <E extends Enum<E>> E oneOf(RandomStream draw, Class<E> type) {
      E[] constants = type.getEnumConstants();
      return constants[draw.nextInt(constants.length)];
    }

    /** Within the symmetric range, as every overflow leaves them. */
    private static int[] codes(RandomStream draw, FixedPointFormat format, int count) {
      int[] codes = new int[count];
      for (int i = 0; i < count; i++) {
        long offset = (draw.nextLong() >>> 1) % (2 * format.maxCode() + 1);
        codes[i] = draw.nextInt(5) == 0 ? 0 : (int) (offset - format.maxCode());
      }
      return codes;
    }
  }

  private static IntStream cases() {
    return IntStream.range(0, CASES);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void vectors_anyKernel_haveTheWordsOfTheLoops(int number) {
    equal(
        number,
        (k, o) -> k.multiply(o.image, 0, o.weights, o.lanes, o.pixelProduct, o.random, o.words, 5));
    equal(
        number,
        (k, o) -> k.multiply(o.a, 3, o.blocks, 99, o.weights, o.product, o.random, 7, o.words, 5));
    equal(
        number,
        (k, o) -> k.multiply(o.a, 3, o.blocks, 0, o.weights, o.product, o.random, 0, o.words, 0));
    equal(
        number,
        (k, o) -> k.deltas(o.g, o.a, o.lanes, 2 * o.lanes, o.deltaProducts, o.random, o.words));
    equal(number, (k, o) -> k.scale(o.factor, o.g, 7, 2 * o.lanes, o.scaling, o.random, o.words));
    equal(
        number, (k, o) -> k.subtractOuter(o.image, 0, o.weights, o.lanes, o.g, o.update, o.random));
    equal(
        number,
        (k, o) -> k.subtractOuter(o.a, 2, o.blocks, 77, o.weights, o.g, o.update, o.random));
    equal(
        number, (k, o) -> k.subtractOuter(o.a, 2, o.blocks, 0, o.weights, o.g, o.update, o.random));
    equal(
        number,
        (k, o) -> k.subtractOuter(o.image, o.batch, o.weights, o.lanes, o.g, o.update, o.random));
    equal(
        number,
        (k, o) ->
            k.subtractOuter(o.a, 1, o.blocks, 55, SAMPLES, o.weights, o.g, o.update, o.random));
    equal(
        number,
        (k, o) ->
            k.subtractOuter(
                o.a, 1, o.blocks, 55, SAMPLES, o.weights, o.g, o.upperUpdate, o.random));
  }

  private static void equal(int number, BiConsumer<FixedPointKernels, Operands> kernel) {
    Operands expected = new Operands(number);
    kernel.accept(Kernels.scalarFixedPoints(), expected);
    Operands actual = new Operands(number);
    kernel.accept(Kernels.fixedPoints(), actual);
    String where =
        "case %d of seed %d, weight %s".formatted(number, SEED, actual.arithmetic.weight());
    assertThat(actual.words).as(where).isEqualTo(expected.words);
    assertThat(actual.weights).as(where).isEqualTo(expected.weights);
    assertThat(actual.random.states()).as(where).isEqualTo(expected.random.states());
  }

  @Test
  void cases_shortAndGeneralForms_bothOccur() {
    assertThat(cases().mapToObj(number -> new Operands(number).update.narrow()).distinct())
        .containsExactlyInAnyOrder(true, false);
    assertThat(cases().mapToObj(number -> new Operands(number).product.conversion().uniform()))
        .contains(true, false);
    assertThat(cases().mapToObj(number -> new Operands(number).product.shortProducts() > 40))
        .contains(true, false);
    assertThat(cases().map(number -> new Operands(number).update.shortProducts()).boxed())
        .contains(0, 1)
        .anyMatch(products -> products > 3);
    assertThat(cases().map(number -> new Operands(number).upperUpdate.split().group()).boxed())
        .contains(1, 3);
    assertThat(cases().map(number -> new Operands(number).product.split().group()).boxed())
        .contains(0, 1, 3);
    assertThat(cases().mapToObj(number -> new Operands(number).deltaProducts.delta().narrow()))
        .contains(true, false);
    assertThat(cases().mapToObj(number -> new Operands(number).scaling.narrow()))
        .contains(true, false);
  }

  @Test
  void splitSum_ofSixteenBits_addsThreeProductsWhole() {
    // 3 x 2^14 x 2^15 < 2^31, and each adds at most 3 x 2^17 + 1 to high: 5461 of them.
    SplitSum split = SplitSum.whole(1 << 14, 1 << 15, 18);
    assertThat(split.group()).isEqualTo(3);
    assertThat(split.lowBits()).isEqualTo(12);
    assertThat(split.productsPerInt()).as("5461 additions, two of single ones").isEqualTo(16379);
    // 2^15 x 2^15 = 2^30: one fits, two would not.
    assertThat(SplitSum.whole(1 << 15, 1 << 15, 12).group()).isEqualTo(1);
    assertThat(SplitSum.whole(1 << 15, 1 << 15, 4).lowBits()).isEqualTo(4);
  }

  @Test
  void splitSum_whereNoProductFits_cutsFactors() {
    // 2^14 = 2^7 x 2^7, and 2^7 x 2^20 fits 15 times; the largest int and 2 do not fit at all.
    SplitSum split = SplitSum.whole(1 << 14, 1 << 20, 30);
    assertThat(split.group()).isZero();
    assertThat(split.lowBits()).isEqualTo(7);
    assertThat(split.productsPerInt()).isEqualTo(15);
    assertThat(SplitSum.whole(1L << 31, 2, 30).productsPerInt()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 20})
  void productsInShort_atItsLimit_staysWithin32Bits(int width) {
    // Whole products and cut ones; 18 bits dropped.
    LaneConversion conversion =
        LaneConversion.of(
            new Conversion(26, FixedPointFormat.fixed(12, 4), Rounding.RND, Overflow.SAT_SYM));
    SplitSum split = SplitSum.whole(1 << 14, 1L << width, conversion.shift());
    long products = split.productsInShort(conversion);
    assertThat(products).isPositive();
    long additions = split.group() == 0 ? products : products / 3 + products % 3;
    long low = additions * split.largestLow() + (1 << 18);
    assertThat(low).isLessThanOrEqualTo(Integer.MAX_VALUE);
    assertThat(additions * split.largestHigh() + (low >> split.lowBits()))
        .isLessThanOrEqualTo(Integer.MAX_VALUE);
    LaneConversion shallow =
        LaneConversion.of(
            new Conversion(14, FixedPointFormat.fixed(12, 4), Rounding.RND, Overflow.SAT_SYM));
    assertThat(split.productsInShort(shallow)).as("drops fewer bits than low has").isZero();
  }

  @Test
  void multiply_largestOperands_doNotLeave32Bits() {
    int lanes = Lanes.MULTIPLE;
    Conversion conversion =
        new Conversion(26, FixedPointFormat.fixed(28, 20), Rounding.RND, Overflow.SAT);
    ExactProduct product = ExactProduct.of(1 << 14, 1 << 15, conversion);
    // The last that is short, then one that is not.
    for (int more = 0; more < 2; more++) {
      int rows = product.shortProducts() - 1 + more;
      int[] weights = new int[(rows + 1) * lanes];
      Arrays.fill(weights, -(1 << 15));
      int[] a = new int[rows];
      Arrays.fill(a, 1 << 14);
      int[] words = new int[lanes];
      RandomBits random = RandomBits.of(SEED, 1, lanes);
      Blocks blocks = Blocks.single(lanes, rows);
      Kernels.fixedPoints().multiply(a, 0, blocks, 1 << 14, weights, product, random, 0, words, 0);
      assertThat(words).containsOnly(-((rows + 1) << 11));
    }
  }

  @Test
  void multiply_handMadeRow_roundsAndDrawsOnce() {
    // 3 x 5 + 1 x 7 = 22; with 3 bits dropped, 2.75 rounds to 3.
    int[] weights = new int[2 * Lanes.MULTIPLE];
    weights[0] = 5;
    weights[Lanes.MULTIPLE] = 7;
    int[] words = new int[Lanes.MULTIPLE];
    Conversion conversion =
        new Conversion(3, FixedPointFormat.fixed(8, 8), Rounding.RND, Overflow.SAT);
    ExactProduct product = ExactProduct.of(8, 8, conversion);
    RandomBits random = RandomBits.of(SEED, 1, Lanes.MULTIPLE);
    int[] a = {3};
    Kernels.fixedPoints()
        .multiply(a, 0, Blocks.single(Lanes.MULTIPLE, 1), 1, weights, product, random, 0, words, 0);
    int[] expected = new int[Lanes.MULTIPLE];
    Arrays.fill(expected, 0, 1, 3);
    assertThat(words).isEqualTo(expected);
  }
}
