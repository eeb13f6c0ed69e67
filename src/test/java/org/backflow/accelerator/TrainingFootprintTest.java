package org.backflow.accelerator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backflow.accelerator.memory.Dram;
import org.backflow.accelerator.memory.FeedbackStorage;
import org.backflow.accelerator.memory.FoldOrder;
import org.backflow.accelerator.memory.MemorySystem;
import org.backflow.accelerator.memory.TransposedAccess;
import org.backflow.data.ImageShape;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.Quantization;
import org.backflow.fixedpoint.Rounding;
import org.backflow.function.Activation;
import org.backflow.function.Logistic;
import org.backflow.layer.Convolution;
import org.backflow.layer.Dense;
import org.backflow.layer.DensePlan;
import org.backflow.layer.Flatten;
import org.backflow.layer.HalfSquaredError;
import org.backflow.layer.LayeredNetwork;
import org.backflow.layer.Pooling;
import org.backflow.network.NetworkShape;
import org.backflow.plan.Extent;
import org.backflow.plan.LogisticOperations;
import org.backflow.plan.Operation;
import org.backflow.plan.Phase;
import org.backflow.plan.Reduce;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;
import org.junit.jupiter.api.Test;

/** What a step keeps, worked by hand, with words of 16 bits, z of 12 and targets of one. */
final class TrainingFootprintTest {

  private static final FixedPointArithmetic ARITHMETIC = FixedPointArithmetic.sixteenBits();
  private static final NetworkShape NETWORK = NetworkShape.of(784, 20, 10);

  private static MemorySystem system(
      boolean dram, Optional<TransposedAccess> access, FeedbackStorage storage) {
    return new MemorySystem(
        dram ? Optional.of(new Dram(2.0, 10)) : Optional.empty(),
        true,
        FoldOrder.ROWS_FIRST,
        Map.of(),
        access,
        storage);
  }

  private static TrainingFootprint footprint(
      NetworkShape network, FeedbackScheme scheme, int batch, MemorySystem system) {
    return footprint(network, scheme, batch, system, ARITHMETIC);
  }

  private static TrainingFootprint footprint(
      NetworkShape network,
      FeedbackScheme scheme,
      int batch,
      MemorySystem system,
      FixedPointArithmetic arithmetic) {
    StepPlan plan = DensePlan.of(network, scheme, batch, StepPlan.Options.PLAIN);
    return TrainingFootprint.of(plan, accelerator(system), arithmetic);
  }

  private static Accelerator accelerator(MemorySystem system) {
    return new Accelerator(
        "test",
        "made up",
        new ArrayShape(4, 4),
        Optional.of(new ArrayShape(16, 32)),
        Accelerator.Dataflows.all(Dataflow.WS),
        FoldSequence.SEQUENTIAL,
        false,
        4,
        100.0,
        new Accelerator.Memories(32, 32, 32, 32),
        system);
  }

  private static TrainingFootprint onChip(FeedbackScheme scheme, int batch) {
    return footprint(NETWORK, scheme, batch, MemorySystem.ON_CHIP);
  }

  private static TensorFootprint tensor(TrainingFootprint footprint, String name) {
    return footprint.tensors().stream()
        .filter(tensor -> tensor.tensor().toString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static void assertTensor(
      TrainingFootprint footprint, String name, long words, int wordBits, String from, String to) {
    TensorFootprint tensor = tensor(footprint, name);
    assertThat(tensor.words()).as(name).isEqualTo(words);
    assertThat(tensor.wordBits()).as(name).isEqualTo(wordBits);
    assertThat(tensor.from()).as(name).isEqualTo(from);
    assertThat(tensor.to()).as(name).isEqualTo(to);
  }

  @Test
  void backprop_ofOneSample_operationByOperation() {
    TrainingFootprint footprint = onChip(FeedbackSchemes.BACKPROP, 1);

    // W_1 is 785 x 20, W_2 21 x 10: 15,910 words, 254,560 bits, always there.
    assertThat(footprint.keptBits()).isEqualTo(254_560);
    assertThat(footprint.constantBits()).isZero();
    // a_0 785 words 12,560 bits, t 10, z_1 20 x 12 = 240, a_1 21 x 16 = 336, z_2 120, a_2 160,
    // delta_2 160, e_1 320, delta_1 320, g_2 160, g_1 320.
    assertThat(footprint.moments())
        .extracting(TrainingFootprint.Moment::operation, m -> m.bits() - 254_560)
        .containsExactly(
            // a_0, t, z_1
            tuple("forward.1", 12_810L),
            // a_0, t, z_1, a_1
            tuple("activate.1", 13_146L),
            // a_0, t, a_1, z_2
            tuple("forward.2", 13_026L),
            // a_0, t, a_1, z_2, a_2
            tuple("activate.2", 13_186L),
            // a_0, t, a_1, a_2, delta_2
            tuple("error.2", 13_226L),
            // a_0, a_1, delta_2, e_1
            tuple("feedback.1", 13_376L),
            // a_0, a_1, delta_2, e_1, delta_1
            tuple("delta.1", 13_696L),
            // a_0, a_1, delta_2, delta_1, g_2
            tuple("scale.2", 13_536L),
            // a_0, a_1, delta_1, g_2
            tuple("update.2", 13_376L),
            // a_0, delta_1, g_1
            tuple("scale.1", 13_200L),
            // a_0, g_1
            tuple("update.1", 12_880L));
    assertThat(footprint.peakOperation()).isEqualTo("delta.1");
    assertThat(footprint.peakBits()).isEqualTo(268_256);
    assertThat(footprint.peakTransientBits()).isEqualTo(13_696);
    assertTensor(footprint, "weight.1", 15_700, 16, "forward.1", "update.1");
    assertTensor(footprint, "input.0", 785, 16, "forward.1", "update.1");
    assertTensor(footprint, "target.2", 10, 1, "forward.1", "error.2");
    assertTensor(footprint, "preactivation.1", 20, 12, "forward.1", "activate.1");
    assertTensor(footprint, "activation.1", 21, 16, "activate.1", "update.2");
    assertTensor(footprint, "delta.2", 10, 16, "error.2", "scale.2");
    assertTensor(footprint, "error.1", 20, 16, "feedback.1", "delta.1");
    assertTensor(footprint, "gradient.2", 10, 16, "scale.2", "update.2");
  }

  @Test
  void batch_multipliesWhatTheSamplesNeed_andNothingThatIsKept() {
    TrainingFootprint footprint = onChip(FeedbackSchemes.BACKPROP, 32);

    assertThat(footprint.keptBits()).isEqualTo(254_560);
    assertThat(footprint.peakOperation()).isEqualTo("delta.1");
    // 32 x 13,696 = 438,272.
    assertThat(footprint.peakBits()).isEqualTo(254_560 + 438_272);
    assertTensor(footprint, "activation.1", 32 * 21, 16, "activate.1", "update.2");
  }

  @Test
  void schemes_differInWhatHoldsF() {
    // B is 10 x 20 words of 16 bits.
    TrainingFootprint random = onChip(FeedbackSchemes.RANDOM, 1);
    assertTensor(random, "feedback.1", 200, 16, "forward.1", "update.1");
    assertThat(tensor(random, "feedback.1").isConstant()).isTrue();
    assertThat(random.constantBits()).isEqualTo(3_200);
    assertThat(random.keptBits()).isEqualTo(257_760);
    assertThat(random.peakBits()).isEqualTo(271_456);
    assertThat(onChip(FeedbackSchemes.RANDOM, 32).peakBits()).isEqualTo(257_760 + 438_272);
    // 20 units say with 4 bits to which of 10 outputs they listen.
    TrainingFootprint oneHot = onChip(FeedbackSchemes.ONE_HOT, 1);
    assertTensor(oneHot, "selection.1", 20, 4, "forward.1", "update.1");
    assertThat(oneHot.constantBits()).isEqualTo(80);
    assertThat(oneHot.peakBits()).isEqualTo(268_336);
    assertThat(onChip(FeedbackSchemes.ONE_HOT, 32).peakBits()).isEqualTo(254_640 + 438_272);
    // With two connections each: 40 indices of 4 bits, 40 values.
    TrainingFootprint sparse = onChip(FeedbackSchemes.sparse(2), 1);
    assertTensor(sparse, "selection.1", 40, 4, "forward.1", "update.1");
    assertTensor(sparse, "feedback.1", 40, 16, "forward.1", "update.1");
    assertThat(sparse.constantBits()).isEqualTo(800);
    // One bit for each of 10 x 20.
    TrainingFootprint sign = onChip(FeedbackSchemes.SIGN, 1);
    assertTensor(sign, "feedback.1", 200, 1, "forward.1", "update.1");
    assertThat(onChip(FeedbackSchemes.SIGN_SYMMETRIC, 1).constantBits()).isZero();
  }

  /**
   * 4-3-3-2, one sample: W_1 5 x 3, W_2 4 x 3, W_3 4 x 2: 35 words, 560 bits. Direct feedback reads
   * delta_3 once more after delta_2 is there, and its B_1 is 2 x 3 like B_2; both have 192 bits.
   */
  @Test
  void direct_keepsTheOutputErrorForEveryHiddenLayer() {
    NetworkShape deep = NetworkShape.of(4, 3, 3, 2);
    TrainingFootprint direct = footprint(deep, FeedbackSchemes.DIRECT, 1, MemorySystem.ON_CHIP);

    assertTensor(direct, "feedback.1", 6, 16, "forward.1", "update.1");
    assertTensor(direct, "feedback.2", 6, 16, "forward.1", "update.1");
    assertThat(direct.keptBits()).isEqualTo(560 + 192);
    // a_0 80, a_1 64, a_2 64, delta_3 32, delta_2 48, e_1 48, delta_1 48.
    assertThat(direct.peakOperation()).isEqualTo("delta.1");
    assertThat(direct.peakTransientBits()).isEqualTo(80 + 64 + 64 + 32 + 48 + 48 + 48);
    // Random feedback has B_1 of 3 x 3, which is 3 words more; it needs delta_3 for the update all
    // the same.
    TrainingFootprint random = footprint(deep, FeedbackSchemes.RANDOM, 1, MemorySystem.ON_CHIP);
    assertThat(random.keptBits()).isEqualTo(560 + 192 + 48);
    assertThat(random.peakTransientBits()).isEqualTo(direct.peakTransientBits());
  }

  @Test
  void secondCopyOfTheWeights_isKept_andOfSignsItHasOneBit() {
    MemorySystem copies = system(false, Optional.of(TransposedAccess.COPY), FeedbackStorage.SRAM);
    TrainingFootprint backprop = footprint(NETWORK, FeedbackSchemes.BACKPROP, 1, copies);
    assertTensor(backprop, "transposedWeight.2", 200, 16, "forward.1", "update.1");
    assertThat(tensor(backprop, "transposedWeight.2").isConstant()).isFalse();
    assertThat(backprop.keptBits()).isEqualTo(254_560 + 3_200);
    assertThat(backprop.peakBits()).isEqualTo(268_256 + 3_200);
    TrainingFootprint signs = footprint(NETWORK, FeedbackSchemes.SIGN_SYMMETRIC, 1, copies);
    assertTensor(signs, "transposedWeight.2", 200, 1, "forward.1", "update.1");
    // Who reads no weight transposed keeps no copy.
    assertThat(footprint(NETWORK, FeedbackSchemes.ONE_HOT, 1, copies).keptBits())
        .isEqualTo(254_640);
  }

  @Test
  void feedbackThatIsDrawnAnewOrWired_takesNoMemory() {
    for (FeedbackStorage storage : List.of(FeedbackStorage.LFSR, FeedbackStorage.WIRED)) {
      MemorySystem system = system(false, Optional.empty(), storage);
      for (FeedbackScheme scheme : FeedbackSchemes.all()) {
        assertThat(footprint(NETWORK, scheme, 1, system).keptBits())
            .as("%s, %s", scheme.name(), storage)
            .isEqualTo(254_560);
      }
    }
  }

  /** Memories of 32 KiB, one half in use: 131,072 bits. */
  @Test
  void whatDoesNotFit_livesInDram() {
    // W_1 has 251,200 bits; W_2 with 3,360 fits, B with 3,200, too. Of one sample all fits.
    MemorySystem sram = system(true, Optional.empty(), FeedbackStorage.SRAM);
    TrainingFootprint one = footprint(NETWORK, FeedbackSchemes.RANDOM, 1, sram);
    assertThat(tensor(one, "weight.1").onChip()).isFalse();
    assertThat(tensor(one, "weight.2").onChip()).isTrue();
    assertThat(tensor(one, "feedback.1").onChip()).isTrue();
    assertThat(one.peak().dramBits()).isEqualTo(251_200);
    assertThat(one.peak().onChipBits()).isEqualTo(271_456 - 251_200);
    // Of 32 samples the inputs alone take 401,920.
    TrainingFootprint many = footprint(NETWORK, FeedbackSchemes.RANDOM, 32, sram);
    assertThat(tensor(many, "input.0").onChip()).isFalse();
    assertThat(many.peak().dramBits()).isEqualTo(251_200 + 401_920);
    MemorySystem dram = system(true, Optional.empty(), FeedbackStorage.DRAM);
    assertThat(tensor(footprint(NETWORK, FeedbackSchemes.RANDOM, 1, dram), "feedback.1").onChip())
        .isFalse();
    MemorySystem array = system(true, Optional.empty(), FeedbackStorage.ARRAY);
    assertThat(tensor(footprint(NETWORK, FeedbackSchemes.RANDOM, 1, array), "feedback.1").onChip())
        .isTrue();
  }

  /** A register of 32 bits for each of 30 units. */
  @Test
  void unitsThatRoundByChance_keepARegisterEach() {
    FixedPointArithmetic plain = FixedPointArithmetic.sixteenBits();
    FixedPointArithmetic stochastic =
        new FixedPointArithmetic(
            plain.input(),
            new Quantization(
                plain.weight().format(), Rounding.STOCHASTIC, plain.weight().overflow()),
            plain.derivative(),
            plain.delta(),
            plain.feedback(),
            plain.gradient(),
            plain.sigmoid(),
            plain.accumulatorBits());
    TrainingFootprint footprint =
        footprint(NETWORK, FeedbackSchemes.BACKPROP, 1, MemorySystem.ON_CHIP, stochastic);

    assertTensor(footprint, "randomState.1", 20, 32, "forward.1", "update.1");
    assertTensor(footprint, "randomState.2", 10, 32, "forward.1", "update.1");
    assertThat(footprint.keptBits()).isEqualTo(254_560 + 30 * 32);
    assertThat(footprint.constantBits()).isZero();
  }

  /**
   * A plan made up of products of 2 x 2 words: e_1 is written and read, written anew later and then
   * added to where it is. Between its two lives its place is free.
   */
  @Test
  void tensorThatIsWrittenAnew_freesItsPlaceBetween_andOneThatIsReadAndWrittenDoesNot() {
    Tensor error = Tensor.error(1);
    Tensor delta = Tensor.delta(1);
    Tensor weight = Tensor.weight(1);
    StepPlan plan =
        new StepPlan(
            FeedbackSchemes.BACKPROP,
            2,
            List.of(
                product("first", Tensor.delta(2), weight, error),
                product("second", error, weight, delta),
                product("third", delta, weight, delta),
                product("fourth", delta, weight, error),
                product("fifth", error, weight, error)));
    TrainingFootprint footprint =
        TrainingFootprint.of(plan, accelerator(MemorySystem.ON_CHIP), ARITHMETIC);

    // W_1 has 4 words, each other tensor 4: delta_2 and e_1; e_1 and delta_1; delta_1 alone;
    // delta_1
    // and e_1; e_1 alone.
    assertThat(footprint.moments())
        .extracting(moment -> moment.bits() / 16 - 4)
        .containsExactly(8L, 8L, 4L, 8L, 4L);
    assertThat(footprint.tensors())
        .filteredOn(tensor -> tensor.tensor().toString().equals("error.1"))
        .extracting(TensorFootprint::from, TensorFootprint::to)
        .containsExactly(tuple("first", "second"), tuple("fourth", "fifth"));
  }

  private static Operation product(String name, Tensor left, Tensor right, Tensor result) {
    return LogisticOperations.product(
        name, Phase.FEEDBACK, 1, left, right, result, new Extent(2, 2, 2));
  }

  // 28 x 28, 8 filters of 5 x 5, pooled to 12 x 12, 16 filters, pooled to 4 x 4, dense 128 and 10,
  // a
  // minibatch of 32. Weights: 26 8 + 201 16 + 257 128 + 129 10 = 37,610. While the windows of the
  // second convolution are folded, there are beside them: the input without a one, 25,088; a_1,
  // 147,456; a_2 and its error, 36,864 each; a_4 with a one for each sample, 8,224; a_6, 4,128;
  // delta_7, delta_6, delta_3, 320 + 4,096 + 32,768; the windows, 2,048 200; and choices of two
  // bits
  // for a_2, those for a_4 having been used.
  @Test
  void peak_ofAConvolutionalNetwork_isThatWorkedByHand() {
    Optional<Activation> logistic = Optional.of(new Logistic());
    StepPlan plan =
        new LayeredNetwork(
                new ImageShape(28, 28, 1),
                List.of(
                    new Convolution(8, 5, 1, 0, logistic),
                    new Pooling(Reduce.Kind.MAX, 2, 2),
                    new Convolution(16, 5, 1, 0, logistic),
                    new Pooling(Reduce.Kind.MAX, 2, 2),
                    new Flatten(),
                    new Dense(128, logistic),
                    new Dense(10, logistic)),
                new HalfSquaredError())
            .plan(FeedbackSchemes.BACKPROP, 32, StepPlan.Options.PLAIN);
    TrainingFootprint footprint =
        TrainingFootprint.of(plan, accelerator(MemorySystem.ON_CHIP), ARITHMETIC);
    assertThat(footprint.keptBits()).isEqualTo(16 * 37_610);
    assertThat(footprint.peakOperation()).isEqualTo("fold.2");
    long words = 25_088 + 147_456 + 2 * 36_864 + 8_224 + 4_128 + 320 + 4_096 + 32_768 + 409_600;
    assertThat(footprint.peakTransientBits()).isEqualTo(16 * words + 2 * 36_864);
    assertThat(tensor(footprint, "choice.2").wordBits()).isEqualTo(2);
    assertThat(tensor(footprint, "choice.2").to()).isEqualTo("unpool.1");
  }
}
