package org.backflow.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.backflow.data.ImageShape;
import org.backflow.feedback.FeedbackOperator;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.LearningRate;
import org.backflow.fixedpoint.Role;
import org.backflow.function.Activation;
import org.backflow.function.Logistic;
import org.backflow.function.Precision;
import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;
import org.backflow.plan.Operation;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;
import org.backflow.quantized.CodeMatrix;
import org.backflow.quantized.FixedPointInterpreter;
import org.backflow.random.RandomStream;
import org.backflow.reference.FloatInterpreter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Grouped and depthwise convolutions under every scheme: what both interpreters make of the plan is
 * what loops over images, filters and pixels make of the same words.
 */
class GroupedConvolutionTest {
  private static final FixedPointArithmetic ARITHMETIC = FixedPointArithmetic.sixteenBits();
  private static final Optional<Activation> LOGISTIC = Optional.of(new Logistic());

  /** A layer below, the convolution with groups, and a dense layer above. */
  record Case(
      ImageShape image,
      Kernel kernel,
      int groups,
      int filters,
      String scheme,
      int batch,
      long seed) {

    static Case of(long seed, String scheme) {
      RandomStream random = RandomStream.of(seed, "groups");
      int groups = 1 + random.nextInt(3);
      int channels = groups * (1 + random.nextInt(2));
      int height = 1 + random.nextInt(3);
      int width = 1 + random.nextInt(3);
      Kernel kernel =
          new Kernel(height, width, 1 + random.nextInt(2), random.nextInt(Math.min(height, width)));
      return new Case(
          new ImageShape(3 + random.nextInt(2), 3 + random.nextInt(2), channels),
          kernel,
          groups,
          groups * (1 + random.nextInt(2)),
          scheme,
          1 + random.nextInt(2),
          seed);
    }

    LayeredNetwork network() {
      return new LayeredNetwork(
          new ImageShape(image.height(), image.width(), 1),
          List.of(
              new Convolution(image.channels(), 1, 1, 0, LOGISTIC),
              new Convolution(filters, kernel, groups, LOGISTIC),
              new Flatten(),
              new Dense(2, LOGISTIC)),
          new HalfSquaredError());
    }

    ImageShape output() {
      return new Convolution(filters, kernel, groups, LOGISTIC).output(image);
    }

    int share() {
      return image.channels() / groups;
    }

    int perGroup() {
      return filters / groups;
    }

    /** The words of a window that a filter sees. */
    int words() {
      return kernel.height() * kernel.width() * share();
    }

    /** The windows of all images. */
    int rows() {
      return batch * output().height() * output().width();
    }

    FeedbackScheme feedback() {
      return FeedbackSchemes.named(scheme).orElseThrow();
    }

    StepPlan plan() {
      return network().plan(feedback(), batch, new StepPlan.Options(false, true));
    }
  }

  static Stream<Case> cases() {
    return IntStream.range(0, 40)
        .boxed()
        .flatMap(
            seed ->
                FeedbackSchemes.names().stream()
                    .map(name -> name.equals("sparse") ? "sparse-1" : name)
                    .map(scheme -> Case.of(seed, scheme)));
  }

  /** The values of tensors. */
  private interface Words {
    double[] of(Tensor tensor);
  }

  /** What becomes of an exact sum. */
  private interface Ending {
    double of(double sum, Role result);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void step_inFloat_isWhatLoopsMakeOfIt(Case test) {
    StepPlan plan = test.plan();
    RandomStream random = RandomStream.of(test.seed(), "values");
    Map<Tensor, Matrix> start = LayeredStart.of(plan, random);
    FloatInterpreter interpreter = new FloatInterpreter(plan, Precision.DOUBLE);
    start.forEach(interpreter::put);
    interpreter.step(inputs(plan, random), targets(plan, random), 0.5);
    requireLoops(
        test,
        tensor -> start.get(tensor).values(),
        tensor -> interpreter.get(tensor).values(),
        (sum, result) -> sum,
        1e-12);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void step_inFixedPoint_isWhatLoopsMakeOfIt_bitForBit(Case test) {
    StepPlan plan = test.plan();
    RandomStream random = RandomStream.of(test.seed(), "values");
    Map<Tensor, Matrix> start = LayeredStart.of(plan, random);
    FixedPointInterpreter interpreter =
        new FixedPointInterpreter(plan, ARITHMETIC, LearningRate.of(0.5), 1);
    start.forEach(interpreter::put);
    interpreter.step(inputs(plan, random), targets(plan, random));
    requireLoops(
        test,
        tensor ->
            values(tensor, CodeMatrix.nearest(start.get(tensor), tensor.quantization(ARITHMETIC))),
        tensor -> values(tensor, interpreter.get(tensor)),
        (sum, result) ->
            ARITHMETIC.format(result).toDouble(ARITHMETIC.quantization(result).nearestCode(sum)),
        0);
    for (Operation operation : plan.operations()) {
      assertThat(interpreter.tallies().get(operation.name()).macs())
          .as(operation.name())
          .isEqualTo(operation.macs());
    }
  }

  private static Matrix inputs(StepPlan plan, RandomStream random) {
    return LayeredStart.drawn(random, plan.shape(plan.given(Role.INPUT)));
  }

  private static Matrix targets(StepPlan plan, RandomStream random) {
    Matrix targets = LayeredStart.drawn(random, plan.shape(plan.given(Role.TARGET)));
    for (int i = 0; i < targets.values().length; i++) {
      targets.values()[i] = targets.values()[i] < 0 ? 0 : 1;
    }
    return targets;
  }

  private static double[] values(Tensor tensor, CodeMatrix codes) {
    return codes.toMatrix(ARITHMETIC.format(tensor.role())).values();
  }

  private static void requireLoops(
      Case test, Words before, Words after, Ending ending, double tolerance) {
    double[] a = after.of(Tensor.activation(1));
    double[] w = before.of(Tensor.weight(2));
    check("forward", test, after.of(Tensor.preactivation(2)), sums(test, a, w, ending), tolerance);
    double[] updated = updated(test, a, w, after.of(Tensor.gradient(2)), ending);
    check("update", test, after.of(Tensor.weight(2)), updated, tolerance);
    if (!test.scheme().startsWith("direct")) {
      double[] unfolded = after.of(new Tensor(Role.UNFOLDED_ERROR, 1));
      double[] errors = errors(test, before, after.of(Tensor.delta(2)), ending);
      check("feedback", test, unfolded, errors, tolerance);
      double[] folded = folded(test, unfolded, a.length, ending);
      check("fold", test, after.of(Tensor.error(1)), folded, tolerance);
    }
  }

  private static void check(
      String what, Case test, double[] found, double[] expected, double tolerance) {
    assertThat(found).as("%s of %s", what, test).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(found[i])
          .as("%s %d of %s", what, i, test)
          .isCloseTo(expected[i], within(tolerance));
    }
  }

  /** Returns where word {@code word} of those that a group sees in a window stands; -1 in zeros. */
  private static int index(Case test, int row, int group, int word) {
    ImageShape output = test.output();
    int positions = output.height() * output.width();
    int channel = group * test.share() + word % test.share();
    int pixel = word / test.share();
    int top = row % positions / output.width() * test.kernel().stride() - test.kernel().padding();
    int left = row % output.width() * test.kernel().stride() - test.kernel().padding();
    int y = top + pixel / test.kernel().width();
    int x = left + pixel % test.kernel().width();
    ImageShape image = test.image();
    if (y < 0 || x < 0 || y >= image.height() || x >= image.width()) {
      return -1;
    }
    int images = row / positions * image.height();
    return ((images + y) * image.width() + x) * image.channels() + channel;
  }

  private static double word(Case test, double[] a, int row, int filter, int word) {
    if (word == test.words()) {
      return 1;
    }
    int index = index(test, row, filter / test.perGroup(), word);
    return index < 0 ? 0 : a[index];
  }

  private static double[] sums(Case test, double[] a, double[] w, Ending ending) {
    double[] result = new double[test.rows() * test.filters()];
    for (int row = 0; row < test.rows(); row++) {
      for (int filter = 0; filter < test.filters(); filter++) {
        double sum = 0;
        for (int word = 0; word <= test.words(); word++) {
          sum += word(test, a, row, filter, word) * w[word * test.filters() + filter];
        }
        result[row * test.filters() + filter] = ending.of(sum, Role.PREACTIVATION);
      }
    }
    return result;
  }

  private static double[] updated(Case test, double[] a, double[] w, double[] g, Ending ending) {
    double[] result = w.clone();
    for (int word = 0; word <= test.words(); word++) {
      for (int filter = 0; filter < test.filters(); filter++) {
        double sum = 0;
        for (int row = 0; row < test.rows(); row++) {
          sum += word(test, a, row, filter, word) * g[row * test.filters() + filter];
        }
        int index = word * test.filters() + filter;
        result[index] = ending.of(w[index] - sum, Role.WEIGHT);
      }
    }
    return result;
  }

  /** Returns the errors of the words of every window, the groups side by side. */
  private static double[] errors(Case test, Words before, double[] delta, Ending ending) {
    FeedbackOperator operator = test.feedback().operator();
    double[] matrix = before.of(operator.storesFeedback() ? Tensor.feedback(1) : Tensor.weight(2));
    int shift = test.feedback().shift(NetworkShape.of(1, test.words(), test.perGroup()), 1);
    int units = test.groups() * test.words();
    double[] result = new double[test.rows() * units];
    for (int row = 0; row < test.rows(); row++) {
      for (int unit = 0; unit < units; unit++) {
        double sum = 0;
        for (int k = 0; k < test.perGroup(); k++) {
          int filter = unit / test.words() * test.perGroup() + k;
          double factor =
              operator.storesFeedback()
                  ? matrix[k * units + unit]
                  : matrix[unit % test.words() * test.filters() + filter];
          sum += delta[row * test.filters() + filter] * factor(operator, factor, shift);
        }
        result[row * units + unit] = ending.of(sum, Role.UNFOLDED_ERROR);
      }
    }
    return result;
  }

  private static double factor(FeedbackOperator operator, double factor, int shift) {
    return switch (operator) {
      case TRANSPOSED_WEIGHTS, STORED_MATRIX, SPARSE, SELECTION -> factor;
      case SIGNS, TRANSPOSED_SIGNS -> Math.scalb(factor < 0 ? -1.0 : 1.0, -shift);
    };
  }

  private static double[] folded(Case test, double[] unfolded, int pixels, Ending ending) {
    double[] result = new double[pixels];
    int units = test.groups() * test.words();
    for (int row = 0; row < test.rows(); row++) {
      for (int unit = 0; unit < units; unit++) {
        int index = index(test, row, unit / test.words(), unit % test.words());
        if (index >= 0) {
          result[index] += unfolded[row * units + unit];
        }
      }
    }
    for (int i = 0; i < pixels; i++) {
      result[i] = ending.of(result[i], Role.ERROR);
    }
    return result;
  }

  @Test
  void groups_thatDoNotDivide_areRefusedWithBothNumbersAndWhatWouldFit() {
    assertThatThrownBy(() -> new Convolution(6, Kernel.square(1, 1, 0), 4, LOGISTIC))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("4 groups do not divide 6 filters; expected one of 1, 2, 3, 6");
    Convolution layer = new Convolution(6, Kernel.square(1, 1, 0), 3, LOGISTIC);
    assertThatThrownBy(() -> layer.output(new ImageShape(5, 5, 4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("3 groups do not divide 4 channels; expected one of 1, 2, 4");
  }
}
