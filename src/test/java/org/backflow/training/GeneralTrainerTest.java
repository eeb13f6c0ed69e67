package org.backflow.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.backflow.data.DataSet;
import org.backflow.data.ImageShape;
import org.backflow.data.TensorFile;
import org.backflow.data.TensorWords;
import org.backflow.feedback.FeedbackScale;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.function.Relu;
import org.backflow.layer.Convolution;
import org.backflow.layer.Dense;
import org.backflow.layer.Flatten;
import org.backflow.layer.LayeredNetwork;
import org.backflow.layer.Pooling;
import org.backflow.layer.SoftmaxCrossEntropy;
import org.backflow.network.Initialization;
import org.backflow.network.NetworkShape;
import org.backflow.plan.Reduce;
import org.backflow.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The general trainer gives the bits of the lockstep trainers, and learns what they cannot. */
class GeneralTrainerTest {

  private static final int IMAGES = 30;
  private static final int SIDE = 6;
  private static final int CLASSES = 3;
  private static final long SEED = 20261128L;

  /** What selects a branch. */
  private record Case(NetworkShape widths, int minibatch, double rate, FeedbackScale scale) {

    PairedStart start() {
      return PairedStart.draw(
          LayeredNetwork.of(widths),
          LayeredNetwork.of(widths).fitting(),
          Initialization.NORMAL_FAN_IN,
          SEED,
          0);
    }

    Protocol protocol() {
      return GeneralTrainerTest.protocol(minibatch, rate, scale);
    }
  }

  private static Protocol protocol(int minibatch, double rate, FeedbackScale scale) {
    return new Protocol(
        minibatch, 2, rate, Protocol.Gradient.AVERAGED, Protocol.Order.FIXED, scale);
  }

  static Stream<Case> cases() {
    int inputs = SIDE * SIDE;
    return Stream.of(
        new Case(NetworkShape.of(inputs, CLASSES), 1, 0.5, FeedbackScale.CONSTANT),
        new Case(NetworkShape.of(inputs, 9, CLASSES), 1, 0.3, FeedbackScale.LN_T_PLUS_E),
        new Case(NetworkShape.of(inputs, 9, CLASSES), 4, 0.25, FeedbackScale.LN_T_PLUS_1),
        new Case(NetworkShape.of(inputs, 34, 5, CLASSES), 7, 1.0, FeedbackScale.CONSTANT));
  }

  /** Every class is bright in a corner of its own. */
  private static DataSet data() {
    RandomStream random = RandomStream.of(SEED, "images");
    byte[] pixels = new byte[IMAGES * SIDE * SIDE];
    byte[] labels = new byte[IMAGES];
    for (int image = 0; image < IMAGES; image++) {
      labels[image] = (byte) (image % CLASSES);
      for (int i = 0; i < SIDE * SIDE; i++) {
        int corner = i / SIDE / 3 + 2 * (i % SIDE / 3);
        int bright = corner == labels[image] ? 200 : 0;
        pixels[image * SIDE * SIDE + i] =
            (byte) (random.nextInt(2) == 0 ? bright : random.nextInt(50));
      }
    }
    return DataSet.of(SIDE, SIDE, CLASSES, IMAGES - 6, pixels, labels);
  }

  private static void train(Trainer trainer, Protocol protocol, int epochs) {
    int[] order = IntStream.range(0, IMAGES - 1).toArray();
    for (int epoch = 0; epoch < epochs; epoch++) {
      trainer.beginEpoch(epoch);
      for (int from = 0; from < order.length; from += protocol.minibatch()) {
        trainer.step(order, from, Math.min(order.length, from + protocol.minibatch()));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void floats_ofDenseLayers_areThoseOfTheLockstepTrainer(Case given) {
    Protocol protocol = given.protocol();
    compare(
        Trainers.generalFloats(given.start(), data(), protocol),
        Trainers.floats(given.start(), data(), protocol),
        protocol,
        1e-6);
  }

  /** The probe of codes starts from their values, but activates in floating point. */
  @ParameterizedTest
  @MethodSource("cases")
  void codes_ofDenseLayers_areThoseOfTheLockstepTrainer(Case given) {
    Protocol protocol = given.protocol();
    FixedPointArithmetic arithmetic = FixedPointArithmetic.sixteenBits();
    compare(
        Trainers.generalFixedPoint(given.start(), data(), protocol, arithmetic),
        Trainers.fixedPoint(given.start(), data(), protocol, arithmetic),
        protocol,
        1e-4);
  }

  private static void compare(Trainer general, Trainer lockstep, Protocol protocol, double within) {
    assertThat(lockstep).isInstanceOf(LockstepTrainer.class);
    train(general, protocol, 2);
    train(lockstep, protocol, 2);
    Map<String, TensorWords> expected = lockstep.save();
    Map<String, TensorWords> found = general.save();
    assertThat(found.keySet()).containsExactlyInAnyOrderElementsOf(expected.keySet());
    expected.forEach(
        (name, words) -> {
          TensorWords saved = Optional.ofNullable(found.get(name)).orElseThrow();
          assertThat(saved.shape()).as(name).isEqualTo(words.shape());
          assertThat(saved.words()).as(name).isEqualTo(words.words());
        });
    int[] all = IntStream.range(0, IMAGES).toArray();
    assertThat(general.evaluate(all)).isEqualTo(lockstep.evaluate(all));
    assertThat(general.takeLoss()).containsExactly(lockstep.takeLoss(), within(1e-6));
    List<List<FeedbackAlignment>> alignments = general.measureAlignment(all);
    List<List<FeedbackAlignment>> references = lockstep.measureAlignment(all);
    for (int network = 0; network < general.networks(); network++) {
      List<FeedbackAlignment> alignment = alignments.get(network);
      for (int layer = 0; layer < alignment.size(); layer++) {
        isClose(alignment.get(layer), references.get(network).get(layer), within, network);
        assertThat(general.feedback(network, layer + 1))
            .isEqualTo(lockstep.feedback(network, layer + 1));
      }
    }
  }

  private static void isClose(
      FeedbackAlignment found, FeedbackAlignment expected, double within, int network) {
    isClose(found.weightCorrelation(), expected.weightCorrelation(), within, network);
    isClose(found.angleDegrees(), expected.angleDegrees(), within * 1e5, network);
    isClose(found.alignedFraction(), expected.alignedFraction(), within * 500, network);
    isClose(found.normRatio(), expected.normRatio(), within, network);
    isClose(found.gradientNorm(), expected.gradientNorm(), within, network);
  }

  private static void isClose(
      OptionalDouble found, OptionalDouble expected, double within, int network) {
    assertThat(found.isPresent()).as("network %d", network).isEqualTo(expected.isPresent());
    if (found.isPresent()) {
      assertThat(found.getAsDouble())
          .as("network %d", network)
          .isCloseTo(expected.getAsDouble(), within(within));
    }
  }

  private static LayeredNetwork convolutional() {
    return new LayeredNetwork(
        new ImageShape(SIDE, SIDE, 1),
        List.of(
            new Convolution(4, 3, 1, 1, Optional.of(new Relu())),
            new Pooling(Reduce.Kind.MAX, 2, 2),
            new Flatten(),
            new Dense(CLASSES, Optional.empty())),
        new SoftmaxCrossEntropy());
  }

  private static PairedStart convolutionalStart() {
    return PairedStart.draw(
        convolutional(),
        List.of(FeedbackSchemes.BACKPROP, FeedbackSchemes.named("sign-symmetric").orElseThrow()),
        Initialization.NORMAL_FAN_IN,
        SEED,
        0);
  }

  @Test
  void convolutions_learnWhereTheCornersAre() {
    Protocol protocol = protocol(4, 0.5, FeedbackScale.CONSTANT);
    Trainer trainer = Trainers.floats(convolutionalStart(), data(), protocol);
    train(trainer, protocol, 10);
    int[] all = IntStream.range(0, IMAGES).toArray();
    assertThat(trainer.evaluate(all))
        .allSatisfy(evaluation -> assertThat(evaluation.correct()).isGreaterThan(IMAGES - 3));
    assertThat(trainer.takeLoss()[0]).isPositive();
    FeedbackAlignment backpropagation = trainer.measureAlignment(all).get(0).get(0);
    assertThat(backpropagation.angleDegrees().orElseThrow()).isLessThan(0.05);
    assertThat(backpropagation.weightCorrelation().orElseThrow()).isCloseTo(1.0, within(1e-9));
    FeedbackAlignment signs = trainer.measureAlignment(all).get(1).get(0);
    assertThat(signs.angleDegrees().orElseThrow()).isBetween(5.0, 85.0);
  }

  @Test
  void restored_goesOnAsIfItHadNeverStopped() throws IOException {
    Protocol protocol = protocol(4, 0.5, FeedbackScale.CONSTANT);
    Trainer whole = Trainers.floats(convolutionalStart(), data(), protocol);
    train(whole, protocol, 3);
    Trainer first = Trainers.floats(convolutionalStart(), data(), protocol);
    train(first, protocol, 2);
    Trainer second = Trainers.floats(convolutionalStart(), data(), protocol);
    second.restore(new TensorFile(Map.of(), first.save()));
    second.beginEpoch(2);
    train(second, protocol, 1);
    assertThat(Arrays.asList(second.weights(0, 1), second.weights(1, 4)))
        .isEqualTo(Arrays.asList(whole.weights(0, 1), whole.weights(1, 4)));
  }
}
