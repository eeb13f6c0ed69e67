package org.backflow.quantized;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backflow.feedback.FeedbackSchemes.BACKPROP;
import static org.backflow.feedback.FeedbackSchemes.ONE_HOT;
import static org.backflow.feedback.FeedbackSchemes.RANDOM;
import static org.backflow.fixedpoint.FixedPointFormat.fixed;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.backflow.feedback.FeedbackOperator;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.FixedPointFormat;
import org.backflow.fixedpoint.LearningRate;
import org.backflow.fixedpoint.Overflow;
import org.backflow.fixedpoint.Quantization;
import org.backflow.fixedpoint.Role;
import org.backflow.fixedpoint.Rounding;
import org.backflow.fixedpoint.SigmoidTable;
import org.backflow.layer.DensePlan;
import org.backflow.network.NetworkShape;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;
import org.backflow.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AccumulatorProofTest {
  private static Quantization quantization(FixedPointFormat format) {
    return new Quantization(format, Rounding.RND, Overflow.SAT);
  }

  /** Everything in 6 bits, the input and the feedback in 4, as in the example worked by hand. */
  private static FixedPointArithmetic sixBits(int accumulatorBits) {
    return new FixedPointArithmetic(
        quantization(fixed(4, 2)),
        quantization(fixed(6, 2)),
        quantization(fixed(6, 0)),
        quantization(fixed(6, 0)),
        quantization(fixed(4, 2)),
        quantization(fixed(6, 0)),
        new SigmoidTable(4, 4, Rounding.RND, fixed(6, 2)),
        accumulatorBits);
  }

  private static StepPlan plan(FeedbackScheme scheme, boolean shifted, Integer... widths) {
    return DensePlan.of(NetworkShape.of(widths), scheme, 1, new StepPlan.Options(false, shifted));
  }

  // 2-2-1. Magnitudes: input 8, weight, activation, derivative, delta, gradient 32, one 16.
  //   forward.1   3 8 32 = 768                   < 2^10 -> 11 bits
  //   forward.2   3 32 32 = 3072                 < 2^12 -> 13 bits
  //   error.2     a (1 - a): 32 (32 + 16) = 1536; (a - t) d: (32 + 16) 32  < 2^11 -> 12 bits
  //   feedback.1  1 32 32 = 1024 = 2^10          -> 12 bits, for + 2^10 is one too many for 11
  //   scale       32 (2^16 - 1)                  < 2^21 -> 22 bits; by a shift 32 -> 7 bits
  //   update.2    F 10 for F 4: 32 32 + 32 2^6 = 3072   -> 13 bits
  //   update.1    F 8 for F 4: 8 32 + 32 2^4 = 768      -> 11 bits
  @ParameterizedTest
  @CsvSource({"false, 22", "true, 13"})
  void requireSufficient_byHand_isTheWidestAccumulator(boolean shifted, int bits) {
    StepPlan plan = plan(BACKPROP, shifted, 2, 2, 1);
    assertThat(AccumulatorProof.requireSufficient(plan, sixBits(48))).isEqualTo(bits);
    assertThat(AccumulatorProof.requireSufficient(plan, sixBits(bits))).isEqualTo(bits);
    assertThat(AccumulatorProof.bitsNeeded(plan, sixBits(bits - 1))).isEqualTo(bits);
    assertThatThrownBy(() -> AccumulatorProof.requireSufficient(plan, sixBits(bits - 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void requireSufficient_ofATooNarrowAccumulator_isRefusedWithTheOperation() {
    assertThatThrownBy(
            () ->
                new FixedPointInterpreter(
                    plan(BACKPROP, true, 2, 2, 1), sixBits(12), LearningRate.of(0.5), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "forward.2 sums 3 products and needs an accumulator of 13 bits; accumulatorBits is 12;"
                + " use narrower formats, a smaller minibatch or a wider accumulator (at most 60)");
    assertThatThrownBy(
            () -> AccumulatorProof.requireSufficient(plan(BACKPROP, false, 2, 2, 1), sixBits(21)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "scale.2 multiplies and needs an accumulator of 22 bits; accumulatorBits is 21; use"
                + " narrower formats, a smaller minibatch or a wider accumulator (at most 60)");
  }

  @Test
  void requireSufficient_ofTheShippedArithmetic_fitsADsp48() {
    // forward.1: 785 2^15 2^15 < 2^40.
    StepPlan plan =
        DensePlan.of(NetworkShape.of(784, 20, 10), ONE_HOT, 200, StepPlan.Options.PLAIN);
    assertThat(AccumulatorProof.requireSufficient(plan, FixedPointArithmetic.sixteenBits()))
        .isEqualTo(41);
  }

  @Test
  void forward_ofTheSmallestCodes_needsTheProvenWidth() {
    // 40 inputs of -2^15 and the one, 2^14, by weights of -2^15: 40 2^30 - 2^29, proven 41 2^30.
    FixedPointArithmetic arithmetic =
        wideIn(fixed(16, 2), fixed(16, 4), fixed(6, 0), fixed(4, 2), fixed(6, 0));
    assertNeeded(plan(BACKPROP, true, 40, 1), arithmetic, "forward.1", 79L << 29, 37);
  }

  @Test
  void feedback_ofTheSmallestCodes_needsTheProvenWidth() {
    // Deltas of about -0.04 are limited to the end of fixed<16,-6>, -2^15; ten of them by -2^15.
    FixedPointArithmetic arithmetic =
        wideIn(fixed(4, 2), fixed(6, 2), fixed(16, -6), fixed(16, 4), fixed(6, 0));
    assertNeeded(plan(RANDOM, true, 1, 1, 10), arithmetic, "feedback.1", 10L << 30, 35);
  }

  @Test
  void sparse_ofTheSmallestCodes_needsTheProvenWidth() {
    // As above with three of the ten outputs.
    FixedPointArithmetic arithmetic =
        wideIn(fixed(4, 2), fixed(6, 2), fixed(16, -6), fixed(16, 4), fixed(6, 0));
    StepPlan plan = plan(FeedbackSchemes.sparse(3), true, 1, 1, 10);
    // 3 2^15 2^15 = 3 2^30 -> 33 bits.
    assertThat(AccumulatorProof.requireSufficient(plan, arithmetic)).isEqualTo(33);
  }

  @Test
  void signedSum_needsTheLengthOfItsSum() {
    // 10 2^15 < 2^19 -> 20 bits; narrower derivatives make delta.1, 2^15 2^3, no wider.
    FixedPointArithmetic arithmetic =
        new FixedPointArithmetic(
            quantization(fixed(4, 2)),
            quantization(fixed(4, 2)),
            quantization(fixed(4, 0)),
            quantization(fixed(16, -6)),
            quantization(fixed(4, 2)),
            quantization(fixed(4, 0)),
            new SigmoidTable(4, 4, Rounding.RND, fixed(4, 2)),
            60);
    NetworkShape network = NetworkShape.of(1, 1, 10);
    for (FeedbackScheme scheme : List.of(FeedbackSchemes.SIGN, FeedbackSchemes.SIGN_SYMMETRIC)) {
      StepPlan plan = DensePlan.of(network, scheme, 1, new StepPlan.Options(false, true));
      assertThat(AccumulatorProof.requireSufficient(plan, arithmetic)).isEqualTo(20);
    }
    // 10 2^15 2^3 with a scale.
    StepPlan scaled =
        DensePlan.of(network, FeedbackSchemes.SIGN, 1, new StepPlan.Options(true, true));
    assertThat(AccumulatorProof.requireSufficient(scaled, arithmetic)).isEqualTo(23);
  }

  @Test
  void signs_ofAnUnsignedFeedbackFormat_areRefused() {
    FixedPointArithmetic arithmetic =
        wideIn(
            fixed(4, 2),
            fixed(6, 2),
            fixed(6, 0),
            FixedPointFormat.parse("ufixed<4,2>"),
            fixed(6, 0));
    AccumulatorProof.requireSufficient(plan(ONE_HOT, true, 2, 2, 2), arithmetic);
    assertThatThrownBy(
            () ->
                AccumulatorProof.requireSufficient(
                    plan(FeedbackSchemes.SIGN, true, 2, 2, 2), arithmetic))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "feedback.1 reads the signs of feedback.1, but the feedback format ufixed<4,2> has"
                + " none; expected fixed<W,I>");
  }

  // fixed<4,8> counts in sixteens: the nearest code of one is 0. In fixed<4,5>, in twos, it is 1.
  @Test
  void selection_byOnesThatTheFormatTurnsIntoZeros_isRefused() {
    for (FixedPointFormat enough : List.of(fixed(4, 2), fixed(4, 5))) {
      AccumulatorProof.requireSufficient(
          plan(ONE_HOT, true, 2, 2, 2),
          wideIn(fixed(4, 2), fixed(6, 2), fixed(6, 0), enough, fixed(6, 0)));
    }
    assertThatThrownBy(
            () ->
                AccumulatorProof.requireSufficient(
                    plan(ONE_HOT, true, 2, 2, 2),
                    wideIn(fixed(4, 2), fixed(6, 2), fixed(6, 0), fixed(4, 8), fixed(6, 0))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "feedback.1 selects by the ones of feedback.1, but the nearest code of 1 in the"
                + " feedback format fixed<4,8> is 0; expected a finer or wider one");
  }

  @Test
  void signedSum_inATooNarrowAccumulator_isRefusedByItsErrors() {
    FixedPointArithmetic narrow =
        new FixedPointArithmetic(
            quantization(fixed(4, 2)),
            quantization(fixed(4, 2)),
            quantization(fixed(4, 0)),
            quantization(fixed(16, -6)),
            quantization(fixed(4, 2)),
            quantization(fixed(4, 0)),
            new SigmoidTable(4, 4, Rounding.RND, fixed(4, 2)),
            19);
    assertThatThrownBy(
            () ->
                AccumulatorProof.requireSufficient(
                    plan(FeedbackSchemes.SIGN, true, 1, 1, 10), narrow))
        .hasMessageStartingWith("feedback.1 sums 10 errors and needs an accumulator of 20 bits");
  }

  @Test
  void selection_withAScale_needsItsMultiplier() {
    // 2^15 2^15 = 2^30 -> 32 bits. Without the scale delta.1 is the widest: 2^15 2^5 -> 22 bits.
    FixedPointArithmetic arithmetic =
        wideIn(fixed(4, 2), fixed(6, 2), fixed(16, -6), fixed(16, 4), fixed(6, 0));
    NetworkShape network = NetworkShape.of(1, 1, 10);
    StepPlan scaled = DensePlan.of(network, ONE_HOT, 1, new StepPlan.Options(true, true));
    assertThat(AccumulatorProof.requireSufficient(scaled, arithmetic)).isEqualTo(32);
    StepPlan plain = DensePlan.of(network, ONE_HOT, 1, new StepPlan.Options(false, true));
    assertThat(AccumulatorProof.requireSufficient(plain, arithmetic)).isEqualTo(22);
  }

  @Test
  void update_ofTheSmallestCodes_needsTheProvenWidth() {
    // F 14 + 24 for F 12: -2^15 2^26 - (-2^15) (-2^15), the bound itself.
    FixedPointArithmetic arithmetic =
        wideIn(fixed(16, 2), fixed(16, 4), fixed(12, 0), fixed(4, 2), fixed(16, -8));
    assertNeeded(plan(BACKPROP, true, 3, 1), arithmetic, "update.1", (1L << 41) + (1L << 30), 43);
  }

  static Stream<FixedPointCase> cases() {
    return FixedPointCase.all(30);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void requireSufficient_ofRandomExtremes_isNeverExceeded(FixedPointCase test) {
    RandomStream random = RandomStream.of(test.training().seed(), "extremes");
    FixedPointArithmetic arithmetic = test.arithmetic();
    SpelledOutStep step = test.spelledOut();
    boolean selects = test.scheme().operator() == FeedbackOperator.SELECTION;
    for (int layer = 1; layer <= test.training().network().layers(); layer++) {
      extreme(step.w[layer], arithmetic.format(Role.WEIGHT), random);
      if (layer < test.training().network().layers() && !selects) {
        extreme(step.f[layer], arithmetic.format(Role.FEEDBACK), random);
      }
    }
    long[][] inputs = test.inputs(0);
    extreme(inputs, arithmetic.format(Role.INPUT), random);
    step.step(inputs, test.targets(0));
    int proven = AccumulatorProof.requireSufficient(test.plan(), arithmetic);
    assertThat(step.counts)
        .allSatisfy(
            (operation, count) ->
                assertThat(count.largest.bitLength() + 1).isLessThanOrEqualTo(proven));
  }

  private static void extreme(long[][] codes, FixedPointFormat format, RandomStream random) {
    for (long[] row : codes) {
      Arrays.setAll(row, i -> random.nextInt(2) == 0 ? format.minCode() : format.maxCode());
    }
  }

  /** Wide in the roles of one operation, narrow elsewhere, so that this operation decides. */
  private static FixedPointArithmetic wideIn(
      FixedPointFormat input,
      FixedPointFormat weight,
      FixedPointFormat delta,
      FixedPointFormat feedback,
      FixedPointFormat gradient) {
    return new FixedPointArithmetic(
        quantization(input),
        quantization(weight),
        quantization(fixed(6, 0)),
        quantization(delta),
        quantization(feedback),
        quantization(gradient),
        new SigmoidTable(4, 4, Rounding.RND, fixed(6, 2)),
        60);
  }

  /**
   * Runs a step from the smallest codes and targets of one, and asserts that the largest
   * accumulator of {@code operation} is {@code largest}, which fits the proven {@code bits} and no
   * fewer. The interpreter, which has just so many, asserts that no accumulator exceeds them.
   */
  private static void assertNeeded(
      StepPlan plan, FixedPointArithmetic wide, String operation, long largest, int bits) {
    assertThat(AccumulatorProof.requireSufficient(plan, wide)).isEqualTo(bits);
    FixedPointArithmetic arithmetic =
        new FixedPointArithmetic(
            wide.input(),
            wide.weight(),
            wide.derivative(),
            wide.delta(),
            wide.feedback(),
            wide.gradient(),
            wide.sigmoid(),
            bits);
    LearningRate eta = LearningRate.of(1);
    FixedPointInterpreter interpreter = new FixedPointInterpreter(plan, arithmetic, eta, 1);
    SpelledOutStep step =
        new SpelledOutStep(plan.network(), arithmetic, plan.scheme(), false, eta, 1);
    for (int layer = 1; layer <= plan.network().layers(); layer++) {
      step.w[layer] = smallest(plan, arithmetic, Tensor.weight(layer));
      interpreter.put(Tensor.weight(layer), matrix(step.w[layer]));
      if (layer < plan.network().layers()) {
        step.f[layer] = smallest(plan, arithmetic, Tensor.feedback(layer));
        interpreter.put(Tensor.feedback(layer), matrix(step.f[layer]));
      }
    }
    long[][] smallest = smallest(plan, arithmetic, Tensor.activation(0));
    int one = smallest[0].length;
    long[][] inputs = {Arrays.copyOf(smallest[0], one + 1)};
    inputs[0][one] = 1L << arithmetic.input().format().fractionBits();
    long[][] targets = new long[1][plan.network().outputs()];
    Arrays.fill(targets[0], 1);
    step.step(inputs, targets);
    interpreter.step(
        matrix(smallest).toMatrix(arithmetic.input().format()),
        matrix(targets).toMatrix(arithmetic.format(Role.TARGET)));

    BigInteger reached = step.counts.get(operation).largest;
    assertThat(reached).isEqualTo(BigInteger.valueOf(largest));
    assertThat(reached.bitLength() + 1).isEqualTo(bits);
    assertThat(interpreter.get(Tensor.weight(1)).codes()).isEqualTo(matrix(step.w[1]).codes());
  }

  private static long[][] smallest(StepPlan plan, FixedPointArithmetic arithmetic, Tensor tensor) {
    long[][] codes = new long[plan.shape(tensor).m()][plan.shape(tensor).n()];
    for (long[] row : codes) {
      Arrays.fill(row, arithmetic.format(tensor.role()).minCode());
    }
    return codes;
  }

  private static CodeMatrix matrix(long[][] rows) {
    long[] codes = Arrays.stream(rows).flatMapToLong(Arrays::stream).toArray();
    return new CodeMatrix(rows.length, rows[0].length, codes);
  }
}
