package org.backflow.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.backflow.data.ImageShape;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.function.Activation;
import org.backflow.function.Activations;
import org.backflow.function.Logistic;
import org.backflow.function.Precision;
import org.backflow.network.Matrix;
import org.backflow.plan.Extent;
import org.backflow.plan.Reduce;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;
import org.backflow.random.RandomStream;
import org.backflow.reference.FloatInterpreter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * With backpropagation and eta = 1 a step subtracts the gradient, which must be what differences of
 * the loss say.
 */
class LayerGradientTest {
  private static final double STEP = 1e-5;
  private static final Optional<Activation> LOGISTIC = Optional.of(new Logistic());

  record Case(String title, LayeredNetwork network, int batch, long seed) {
    @Override
    public String toString() {
      return title + ", minibatch " + batch + ", seed " + seed;
    }
  }

  private static LayeredNetwork network(ImageShape input, Layer... layers) {
    return new LayeredNetwork(input, List.of(layers), new HalfSquaredError());
  }

  static Stream<Case> cases() {
    Stream<Case> worked =
        Stream.of(
            new Case("max", LayeredNetworkTest.convolutional(Reduce.Kind.MAX), 2, 1),
            new Case("average", LayeredNetworkTest.convolutional(Reduce.Kind.SUM), 2, 2),
            new Case(
                "overlapping windows",
                network(
                    new ImageShape(11, 7, 1),
                    new Convolution(3, 3, 2, 1, LOGISTIC),
                    new Pooling(Reduce.Kind.MAX, 3, 2),
                    new Flatten(),
                    new Dense(4, LOGISTIC)),
                3,
                3),
            new Case(
                "sums without activation, pooling first",
                network(
                    new ImageShape(6, 6, 2),
                    new Pooling(Reduce.Kind.SUM, 2, 2),
                    new Convolution(2, 2, 1, 1, Optional.empty()),
                    new Convolution(3, 3, 1, 0, LOGISTIC)),
                2,
                4),
            new Case(
                "groups, and windows that are no squares",
                network(
                    new ImageShape(5, 6, 4),
                    new Convolution(4, Kernel.square(1, 1, 0), 2, LOGISTIC),
                    new Convolution(6, new Kernel(3, 2, 2, 1), 2, LOGISTIC),
                    new Flatten(),
                    new Dense(3, LOGISTIC)),
                2,
                5),
            new Case("outputs added to later ones, and activations alone", residual(), 2, 8),
            new Case(
                "dropout of the input, of channels and of units",
                network(
                    new ImageShape(5, 4, 2),
                    new Dropout(64),
                    new Convolution(4, 2, 1, 0, LOGISTIC),
                    new Dropout(100),
                    new Flatten(),
                    new Dense(6, Optional.empty()),
                    new ActivationLayer(new Logistic()),
                    new Dropout(128),
                    new Dense(3, LOGISTIC)),
                3,
                9),
            new Case("depthwise, then the mean of images", separable(Reduce.Kind.SUM), 3, 6),
            new Case("depthwise, then the largest of images", separable(Reduce.Kind.MAX), 3, 7));
    return Stream.of(
            worked,
            Stream.iterate(10L, seed -> seed + 1).limit(35).map(LayerGradientTest::random),
            Losses.all().stream().flatMap(LayerGradientTest::fitting))
        .flatMap(cases -> cases);
  }

  /** A loss behind every activation that it is for, and behind none. */
  private static Stream<Case> fitting(Loss loss) {
    List<Optional<Activation>> last = new ArrayList<>(List.of(Optional.empty()));
    Activations.all().forEach(activation -> last.add(Optional.of(activation)));
    return last.stream().flatMap(activation -> fitting(loss, activation));
  }

  private static Stream<Case> fitting(Loss loss, Optional<Activation> last) {
    String title = loss.name() + " of " + last.map(Activation::name).orElse("sums");
    try {
      return Stream.of(
          new Case(title, classifier(loss, last), 3, 50),
          new Case(title + " of an image", filters(loss, last), 2, 51));
    } catch (IllegalArgumentException refused) {
      return Stream.of();
    }
  }

  private static LayeredNetwork classifier(Loss loss, Optional<Activation> last) {
    return new LayeredNetwork(
        ImageShape.vector(6), List.of(new Dense(5, LOGISTIC), new Dense(4, last)), loss);
  }

  private static LayeredNetwork filters(Loss loss, Optional<Activation> last) {
    return new LayeredNetwork(
        new ImageShape(5, 4, 2),
        List.of(new Convolution(2, 2, 1, 0, LOGISTIC), new Convolution(3, 3, 1, 0, last)),
        loss);
  }

  /** A convolution by channel, one by pixel, and global pooling (Howard et al. 2017). */
  private static LayeredNetwork separable(Reduce.Kind pooling) {
    return network(
        new ImageShape(5, 4, 2),
        new Convolution(3, 1, 1, 0, LOGISTIC),
        new Convolution(6, Kernel.square(3, 1, 1), 3, Optional.empty()),
        new Convolution(5, 1, 1, 0, LOGISTIC),
        new GlobalPooling(pooling),
        new Dense(3, LOGISTIC));
  }

  /** Layer 2 is read by three layers, layer 5 by two. */
  private static LayeredNetwork residual() {
    return network(
        new ImageShape(4, 4, 3),
        new Convolution(3, 1, 1, 0, Optional.empty()),
        new ActivationLayer(new Logistic()),
        new Convolution(3, 3, 1, 1, LOGISTIC),
        new Convolution(3, 1, 1, 0, Optional.empty()),
        new Residual(2),
        new ActivationLayer(new Logistic()),
        new Convolution(3, 3, 1, 1, Optional.empty()),
        new Residual(5),
        new Residual(2),
        new Residual(0),
        new GlobalPooling(Reduce.Kind.SUM),
        new Dense(3, LOGISTIC));
  }

  private static Case random(long seed) {
    RandomStream random = RandomStream.of(seed, "layers");
    List<Activation> all = Activations.all();
    Optional<Activation> first = Optional.of(all.get((int) (seed % all.size())));
    Optional<Activation> last = Optional.of(all.get(random.nextInt(all.size())));
    int side = 6 + random.nextInt(5);
    Layer[] layers = {
      new Convolution(
          1 + random.nextInt(3),
          1 + random.nextInt(3),
          1 + random.nextInt(2),
          0,
          random.nextInt(3) == 0 ? Optional.empty() : first),
      new Pooling(
          random.nextInt(2) == 0 ? Reduce.Kind.SUM : Reduce.Kind.MAX,
          1 + random.nextInt(2),
          1 + random.nextInt(2)),
      new Flatten(),
      new Dense(1 + random.nextInt(4), first),
      new Dense(1 + random.nextInt(3), last)
    };
    return new Case(
        first.get().name() + " and " + last.get().name(),
        network(new ImageShape(side, side, 1 + random.nextInt(2)), layers),
        1 + random.nextInt(3),
        seed);
  }

  /** Targets of a sample that add up to one, as softmax expects. */
  private static Matrix shares(RandomStream random, Extent shape) {
    Matrix matrix = Matrix.zeros(shape.m(), shape.n());
    for (int row = 0; row < shape.m(); row++) {
      double rest = 1.0;
      for (int column = 0; column < shape.n() - 1; column++) {
        double share = rest * random.nextDouble();
        matrix.set(row, column, share);
        rest -= share;
      }
      matrix.set(row, shape.n() - 1, rest);
    }
    return matrix;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void step_withBackpropagation_subtractsTheGradient(Case test) {
    RandomStream random = RandomStream.of(test.seed(), "gradient");
    StepPlan plan =
        test.network().plan(FeedbackSchemes.BACKPROP, test.batch(), StepPlan.Options.PLAIN);
    Map<Tensor, Matrix> start = LayeredStart.of(plan, random);
    int outputs = test.network().layers().size();
    Matrix inputs =
        LayeredStart.drawn(random, new Extent(test.batch(), test.network().input().values(), 1));
    Matrix targets = shares(random, plan.shape(Tensor.target(outputs)));
    FloatInterpreter after = run(plan, start, inputs, targets);
    int compared = 0;
    for (Tensor weight : start.keySet()) {
      double[] values = start.get(weight).values();
      for (int i = 0; i < values.length; i += 1 + values.length / 12) {
        double value = values[i];
        values[i] = value + STEP;
        double above = loss(test, run(plan, start, inputs, targets), targets);
        values[i] = value - STEP;
        double below = loss(test, run(plan, start, inputs, targets), targets);
        values[i] = value;
        double gradient = value - after.get(weight).values()[i];
        assertThat(gradient)
            .as("%s[%d], %s", weight, i, test)
            .isCloseTo((above - below) / (2 * STEP), within(1e-8));
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(start.size());
  }

  private static FloatInterpreter run(
      StepPlan plan, Map<Tensor, Matrix> weights, Matrix inputs, Matrix targets) {
    FloatInterpreter interpreter = new FloatInterpreter(plan, Precision.DOUBLE, 1);
    weights.forEach(interpreter::put);
    interpreter.step(inputs, targets, 1.0);
    return interpreter;
  }

  private static double loss(Case test, FloatInterpreter interpreter, Matrix targets) {
    Output output = test.network().output();
    double[] values = interpreter.get(output.tensor()).values();
    double loss = 0;
    for (int row = 0; row < targets.rows(); row++) {
      int from = row * targets.columns();
      int to = from + targets.columns();
      loss +=
          test.network()
              .loss()
              .value(
                  Arrays.copyOfRange(values, from, to),
                  Arrays.copyOfRange(targets.values(), from, to));
    }
    return loss;
  }
}
