package org.backflow.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.backflow.data.DataSet;
import org.backflow.data.ImageShape;
import org.backflow.data.Scaling;
import org.backflow.feedback.FeedbackScale;
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
import org.backflow.function.Precision;
import org.backflow.layer.DensePlan;
import org.backflow.layer.LayeredNetwork;
import org.backflow.network.Initialization;
import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;
import org.backflow.quantized.FixedPointInterpreter;
import org.backflow.random.RandomStream;
import org.backflow.reference.FloatInterpreter;
import org.backflow.training.kernel.Kernels;
import org.backflow.training.kernel.RowUpdate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The fast trainers compute the same bits as the interpreters, on networks of any depth. */
final class TrainersMatchInterpretersTest {

  private static final int IMAGES = 12;
  private static final int EPOCHS = 3;
  private static final long SEED = 20261122L;

  /** A case: everything that selects a branch of the trainers. */
  private record Case(
      NetworkShape shape, int minibatch, double learningRate, FeedbackScale scale, Scaling pixels) {

    Case(NetworkShape shape, int minibatch, double learningRate, FeedbackScale scale) {
      this(shape, minibatch, learningRate, scale, scaling(0, 255));
    }
  }

  private static Scaling scaling(double subtract, double divideBy) {
    return new Scaling(subtract, OptionalDouble.of(divideBy), List.of(), List.of());
  }

  private static Stream<Case> cases() {
    return Stream.of(
        new Case(NetworkShape.of(20, 3), 1, 0.5, FeedbackScale.CONSTANT),
        new Case(NetworkShape.of(20, 6, 3), 1, 0.07, FeedbackScale.CONSTANT),
        new Case(NetworkShape.of(20, 6, 3), 1, 0.25, FeedbackScale.LN_T_PLUS_E),
        new Case(NetworkShape.of(20, 6, 3), 4, 0.3, FeedbackScale.LN_T_PLUS_1),
        new Case(NetworkShape.of(20, 7, 5, 4, 3), 1, 0.9, FeedbackScale.CONSTANT),
        new Case(NetworkShape.of(20, 7, 5, 4, 3), 6, 0.9, FeedbackScale.LN_T_PLUS_E),
        new Case(NetworkShape.of(20, 6, 3), 1, 0.01, FeedbackScale.CONSTANT, scaling(128, 1)),
        new Case(NetworkShape.of(20, 6, 3), 4, 0.01, FeedbackScale.CONSTANT, scaling(0, 1)),
        new Case(NetworkShape.of(20, 6, 3), 4, 0.3, FeedbackScale.CONSTANT, scaling(127.5, -64)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void floatTrainer_anyCase_hasTheWeightsOfTheInterpreter(Case given) {
    Protocol protocol = protocol(given);
    PairedStart start = start(given);
    FloatTrainer trainer = new FloatTrainer(start, data(given), protocol);
    FloatTrainer plain = new FloatTrainer(start, data(given), protocol, Kernels.scalarFloats());
    trainer.expect(order(0), new int[] {2});
    train(trainer, protocol);
    train(plain, protocol);
    assertThat(trainer.evaluate(order(1))).isEqualTo(plain.evaluate(order(1)));
    for (int network = 0; network < start.networks().size(); network++) {
      FloatInterpreter expected = interpretFloat(given, start, start.networks().get(network));
      for (int layer = 1; layer <= given.shape().layers(); layer++) {
        assertThat(trainer.weights(network, layer))
            .as("W%d of %s, seed %d", layer, start.networks().get(network).scheme().name(), SEED)
            .isEqualTo(expected.get(Tensor.weight(layer)))
            .isEqualTo(plain.weights(network, layer));
      }
    }
  }

  private static Stream<Arguments> fixedCases() {
    return cases().flatMap(given -> arithmetics().stream().map(a -> Arguments.of(given, a)));
  }

  /** Every rounding and overflow, on the narrow kernel and on the general one. */
  private static List<FixedPointArithmetic> arithmetics() {
    List<FixedPointArithmetic> all = new ArrayList<>();
    for (Rounding rounding : Rounding.values()) {
      for (Overflow overflow : Overflow.values()) {
        all.add(arithmetic(16, 4, rounding, overflow));
      }
      all.add(arithmetic(7, 2, rounding, Overflow.SAT));
      all.add(arithmetic(32, 4, rounding, Overflow.SAT_SYM));
    }
    return all;
  }

  private static FixedPointArithmetic arithmetic(
      int weightBits, int integerBits, Rounding rounding, Overflow overflow) {
    FixedPointArithmetic wide = FixedPointArithmetic.sixteenBits();
    return new FixedPointArithmetic(
        wide.input(),
        new Quantization(FixedPointFormat.fixed(weightBits, integerBits), rounding, overflow),
        new Quantization(wide.derivative().format(), rounding, overflow),
        new Quantization(wide.delta().format(), rounding, overflow),
        wide.feedback(),
        new Quantization(FixedPointFormat.fixed(16, 0), rounding, overflow),
        new SigmoidTable(512, 4, Rounding.RND, FixedPointFormat.fixed(16, 2)),
        60);
  }

  private static Stream<Arguments> extremeCases() {
    RandomStream random = RandomStream.of(SEED, "extremes");
    List<Case> shapes =
        List.of(
            new Case(NetworkShape.of(20, 6, 3), 1, 0.25, FeedbackScale.LN_T_PLUS_E),
            new Case(NetworkShape.of(20, 4, 5, 3), 4, 0.3, FeedbackScale.CONSTANT));
    List<Arguments> provable = new ArrayList<>();
    while (provable.size() < 40) {
      Case given = shapes.get(provable.size() % shapes.size());
      try {
        FixedPointArithmetic arithmetic = extreme(random);
        for (PairedStart.Start network : start(given).networks()) {
          interpreter(given, start(given), network, arithmetic);
        }
        provable.add(Arguments.of(given, arithmetic));
      } catch (IllegalArgumentException notProvable) {
        // A wider sum or a longer shift than there is: another one is drawn.
      }
    }
    return provable.stream();
  }

  /** Returns formats at the ends of what is accepted: as wide or narrow, as large or small. */
  private static FixedPointArithmetic extreme(RandomStream random) {
    return new FixedPointArithmetic(
        extreme(random, random.nextInt(2) == 0),
        extreme(random, true),
        extreme(random, random.nextInt(2) == 0),
        extreme(random, true),
        extreme(random, true),
        extreme(random, true),
        new SigmoidTable(
            2 << random.nextInt(12),
            1 << random.nextInt(6),
            Rounding.RND,
            random.nextInt(2) == 0
                ? FixedPointFormat.ufixed(1 + random.nextInt(32), 1)
                : FixedPointFormat.fixed(2 + random.nextInt(31), 2)),
        60);
  }

  private static <T> T drawn(RandomStream random, T[] values) {
    return values[random.nextInt(values.length)];
  }

  private static Quantization extreme(RandomStream random, boolean signed) {
    int[] widths = {1, 2, 3, 8, 16, 30, 31, 32};
    int width = widths[random.nextInt(widths.length)];
    int[] integerBits = {0, 1, 2, 2, 4, width, width + 16, width - 40};
    return new Quantization(
        new FixedPointFormat(signed, width, integerBits[random.nextInt(integerBits.length)]),
        drawn(random, Rounding.values()),
        drawn(random, Overflow.values()));
  }

  @ParameterizedTest
  @MethodSource("extremeCases")
  void fixedPointTrainer_extremeFormats_hasTheWordsOfTheInterpreter(
      Case given, FixedPointArithmetic arithmetic) {
    fixedPointTrainer_anyCase_hasTheWordsOfTheInterpreter(given, arithmetic);
  }

  @ParameterizedTest
  @MethodSource("fixedCases")
  void fixedPointTrainer_anyCase_hasTheWordsOfTheInterpreter(
      Case given, FixedPointArithmetic arithmetic) {
    Protocol protocol = protocol(given);
    PairedStart start = start(given);
    FixedPointTrainer trainer = new FixedPointTrainer(start, data(given), protocol, arithmetic);
    FixedPointTrainer plain =
        new FixedPointTrainer(
            start, data(given), protocol, arithmetic, Kernels.scalarFixedPoints());
    trainer.expect(order(0), new int[] {2});
    train(trainer, protocol);
    train(plain, protocol);
    assertThat(trainer.evaluate(order(1))).isEqualTo(plain.evaluate(order(1)));
    for (int network = 0; network < start.networks().size(); network++) {
      FixedPointInterpreter expected =
          interpretFixed(given, start, start.networks().get(network), arithmetic);
      for (int layer = 1; layer <= given.shape().layers(); layer++) {
        assertThat(trainer.weights(network, layer))
            .as(
                "W%d of %s with %s, seed %d",
                layer, start.networks().get(network).scheme().name(), arithmetic.weight(), SEED)
            .isEqualTo(expected.get(Tensor.weight(layer)).toMatrix(arithmetic.weight().format()))
            .isEqualTo(plain.weights(network, layer));
      }
    }
  }

  @Test
  void rowUpdate_sixteenBitFormats_isNarrowForRoundingsThatAddAConstant() {
    assertThat(update(Rounding.RND, Overflow.SAT).narrow()).isTrue();
    assertThat(update(Rounding.STOCHASTIC, Overflow.SAT).narrow()).isTrue();
    assertThat(update(Rounding.RND_CONV, Overflow.SAT).narrow()).isFalse();
    assertThat(update(Rounding.RND, Overflow.WRAP).narrow()).isFalse();
  }

  private static RowUpdate update(Rounding rounding, Overflow overflow) {
    return RowUpdate.of(arithmetic(16, 4, rounding, overflow), Role.INPUT, 1 << 14);
  }

  private static Protocol protocol(Case given) {
    return new Protocol(
        given.minibatch(),
        EPOCHS,
        given.learningRate(),
        Protocol.Gradient.SUMMED,
        Protocol.Order.RESHUFFLED,
        given.scale(),
        schedule(given));
  }

  /**
   * Where the scale of the feedback changes, so does the learning rate; a power of two stays one.
   */
  private static LearningRateSchedule schedule(Case given) {
    double by = LearningRate.of(given.learningRate()).isShift() ? 2.0 : 0.3;
    return given.scale() == FeedbackScale.CONSTANT ? new ConstantRate() : new StepRate(2, by);
  }

  private static PairedStart start(Case given) {
    return PairedStart.draw(
        LayeredNetwork.of(given.shape()), schemes(), Initialization.NORMAL_FAN_IN, SEED, 0);
  }

  private static List<FeedbackScheme> schemes() {
    List<FeedbackScheme> schemes = new ArrayList<>(FeedbackSchemes.all());
    schemes.add(FeedbackSchemes.sparse(1));
    schemes.add(FeedbackSchemes.sparse(3));
    return schemes;
  }

  /** Images of 4 x 5 pixels, a third of them zero, in three classes. */
  private static DataSet data(Case given) {
    RandomStream random = RandomStream.of(SEED, "pixels");
    float[] pixels = new float[IMAGES * 20];
    byte[] labels = new byte[IMAGES];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextInt(3) == 0 ? 0 : random.nextInt(256);
    }
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) (i % 3);
    }
    return DataSet.of(new ImageShape(4, 5, 1), 3, IMAGES, pixels, given.pixels(), labels);
  }

  /** The first and the third epoch have the same order, the second has another one. */
  private static int[] order(int epoch) {
    int[] order = new int[IMAGES];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    RandomStream.of(SEED, "order", epoch % 2).shuffle(order);
    return order;
  }

  private static void train(Trainer trainer, Protocol protocol) {
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      trainer.beginEpoch(epoch);
      for (int from = 0; from < IMAGES; from += protocol.minibatch()) {
        trainer.step(order(epoch), from, from + protocol.minibatch());
      }
      // Measuring must change nothing.
      assertThat(trainer.measureAlignment(new int[] {1, 5, 3})).hasSize(trainer.networks());
    }
  }

  private static FloatInterpreter interpretFloat(
      Case given, PairedStart start, PairedStart.Start network) {
    StepPlan plan = plan(given, network, false);
    FloatInterpreter interpreter = new FloatInterpreter(plan, Precision.SINGLE);
    start.weights().forEach(interpreter::put);
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      for (int layer = 1; layer < given.shape().layers(); layer++) {
        Optional<Matrix> feedback = scaled(given, network, layer, epoch);
        if (feedback.isPresent()) {
          interpreter.put(Tensor.feedback(layer), feedback.get());
        }
      }
      for (int from = 0; from < IMAGES; from += given.minibatch()) {
        interpreter.step(
            inputs(given, order(epoch), from, given.minibatch()),
            targets(given, order(epoch), from),
            protocol(given).eta(given.minibatch(), epoch));
      }
    }
    return interpreter;
  }

  private static FixedPointInterpreter interpretFixed(
      Case given, PairedStart start, PairedStart.Start network, FixedPointArithmetic arithmetic) {
    FixedPointInterpreter interpreter = interpreter(given, start, network, arithmetic);
    start.weights().forEach(interpreter::put);
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      interpreter.setLearningRate(LearningRate.of(protocol(given).eta(given.minibatch(), epoch)));
      for (int layer = 1; layer < given.shape().layers(); layer++) {
        Optional<Matrix> feedback = scaled(given, network, layer, epoch);
        if (feedback.isPresent()) {
          interpreter.put(Tensor.feedback(layer), feedback.get());
        }
      }
      for (int from = 0; from < IMAGES; from += given.minibatch()) {
        interpreter.step(
            inputs(given, order(epoch), from, given.minibatch()),
            targets(given, order(epoch), from));
      }
    }
    return interpreter;
  }

  private static FixedPointInterpreter interpreter(
      Case given, PairedStart start, PairedStart.Start network, FixedPointArithmetic arithmetic) {
    LearningRate eta = LearningRate.of(given.learningRate());
    boolean shifts =
        protocol(given).options(network.scheme(), given.minibatch()).shiftedLearningRate();
    StepPlan plan = plan(given, network, shifts);
    return new FixedPointInterpreter(plan, arithmetic, eta, start.roundingSeed());
  }

  private static StepPlan plan(Case given, PairedStart.Start network, boolean shift) {
    boolean scaled = given.scale() != FeedbackScale.CONSTANT;
    return DensePlan.of(
        given.shape(), network.scheme(), given.minibatch(), new StepPlan.Options(scaled, shift));
  }

  private static Optional<Matrix> scaled(
      Case given, PairedStart.Start network, int layer, int epoch) {
    double scale = given.scale().at(epoch);
    return network
        .feedback(layer)
        .map(
            matrix -> {
              Matrix result = matrix.copy();
              for (int i = 0; i < result.values().length; i++) {
                result.values()[i] *= scale;
              }
              return result;
            });
  }

  private static Matrix inputs(Case given, int[] order, int from, int samples) {
    DataSet data = data(given);
    Matrix inputs = Matrix.zeros(samples, 20);
    for (int sample = 0; sample < samples; sample++) {
      data.read(order[from + sample], inputs.values(), sample * 20);
    }
    return inputs;
  }

  private static Matrix targets(Case given, int[] order, int from) {
    Matrix targets = Matrix.zeros(given.minibatch(), given.shape().outputs());
    for (int sample = 0; sample < given.minibatch(); sample++) {
      targets.set(sample, data(given).label(order[from + sample]), 1.0);
    }
    return targets;
  }
}
