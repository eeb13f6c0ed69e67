package org.backflow.training.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.backflow.data.DataSet;
import org.backflow.fixedpoint.Conversion;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.FixedPointFormat;
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

/**
 * Kernels in vector registers give the words and the registers of the plain loops, for random
 * shapes, formats, roundings and overflows.
 */
final class FixedPointKernelsTest {

  private static final long SEED = 20261123L;
  private static final int CASES = 150;

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
    final ExactProduct product;
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
      a = codes(draw, arithmetic.format(Role.ACTIVATION), 5 * inputs + 6 * lanes);
      g = codes(draw, arithmetic.format(Role.GRADIENT), Lanes.aligned(3, lanes));
      words = new int[3 * lanes];
      random = RandomBits.of(SEED + number, 1, 2 * lanes);
      // Every other case empties its lanes of 32 bits after two products instead of 511.
      RowUpdate any = RowUpdate.of(arithmetic, Role.INPUT);
      SplitFactor short32 = new SplitFactor(any.split().lowBits(), Integer.MAX_VALUE / 2);
      update =
          number % 2 == 0
              ? any
              : new RowUpdate(
                  any.alignment(),
                  any.conversion(),
                  any.narrow(),
                  short32,
                  Math.min(1, any.shortProducts()));
      Conversion conversion =
          arithmetic
              .weight()
              .from(wide.input().format().fractionBits() + bits - 4 - draw.nextInt(5));
      product =
          ExactProduct.of(
              Math.max(
                  arithmetic.format(Role.ACTIVATION).maxMagnitude(),
                  arithmetic.format(Role.INPUT).maxMagnitude()),
              arithmetic.format(Role.WEIGHT).maxMagnitude(),
              conversion);
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
        (k, o) -> k.multiply(o.image, 0, o.weights, o.lanes, o.product, o.random, o.words, 5));
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
        (k, o) -> k.subtractOuter(o.a, 1, o.blocks, 55, 3, o.weights, o.g, o.update, o.random));
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
    assertThat(cases().mapToObj(number -> new Operands(number).deltaProducts.delta().narrow()))
        .contains(true, false);
    assertThat(cases().mapToObj(number -> new Operands(number).scaling.narrow()))
        .contains(true, false);
  }

  @Test
  void exactProduct_ofSixteenBits_takes511ProductsOfAPartPerInt() {
    Conversion any = FixedPointArithmetic.sixteenBits().weight().from(26);
    SplitFactor split = ExactProduct.of(1 << 14, 1 << 15, any).split();
    assertThat(split.lowBits()).isEqualTo(7);
    assertThat(split.productsPerInt()).as("128 x 2^15 each").isEqualTo(511);
    assertThat(ExactProduct.of(1L << 31, 2, any).split().productsPerInt()).isZero();
  }

  @Test
  void productsInShort_atItsLimit_staysWithin32Bits() {
    // 2^7 high + low, 18 bits dropped: the largest sums of both parts and what rounding adds.
    Conversion conversion =
        new Conversion(26, FixedPointFormat.fixed(12, 4), Rounding.RND, Overflow.SAT_SYM);
    SplitFactor split = SplitFactor.of(1 << 14, 1 << 15);
    long products = split.productsInShort(LaneConversion.of(conversion));
    assertThat(products).isEqualTo(507);
    long part = products * split.largestProduct();
    assertThat(part + ((part + (1 << 18)) >> 7)).isLessThanOrEqualTo(Integer.MAX_VALUE);
    assertThat(part + (1 << 18)).isLessThanOrEqualTo(Integer.MAX_VALUE);
    Conversion shallow =
        new Conversion(15, FixedPointFormat.fixed(12, 4), Rounding.RND, Overflow.SAT_SYM);
    assertThat(split.productsInShort(LaneConversion.of(shallow))).as("drops low alone").isZero();
  }

  @Test
  void multiply_largestOperands_doNotLeave32Bits() {
    int rows = 506;
    int lanes = Lanes.MULTIPLE;
    int[] weights = new int[(rows + 1) * lanes];
    Arrays.fill(weights, -(1 << 15));
    int[] a = new int[rows];
    Arrays.fill(a, 1 << 14);
    Conversion conversion =
        new Conversion(26, FixedPointFormat.fixed(24, 16), Rounding.RND, Overflow.SAT);
    ExactProduct product = ExactProduct.of(1 << 14, 1 << 15, conversion);
    assertThat(product.shortProducts()).as("bias included").isEqualTo(rows + 1);
    int[] words = new int[lanes];
    RandomBits random = RandomBits.of(SEED, 1, lanes);
    Kernels.fixedPoints()
        .multiply(a, 0, Blocks.single(lanes, rows), 1 << 14, weights, product, random, 0, words, 0);
    assertThat(words).containsOnly(-((rows + 1) << 11));
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
