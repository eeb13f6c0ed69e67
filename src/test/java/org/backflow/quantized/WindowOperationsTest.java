package org.backflow.quantized;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.LearningRate;
import org.backflow.fixedpoint.Role;
import org.backflow.function.GatedDifference;
import org.backflow.function.Logistic;
import org.backflow.function.Precision;
import org.backflow.network.Matrix;
import org.backflow.plan.Elementwise;
import org.backflow.plan.Ending;
import org.backflow.plan.Extent;
import org.backflow.plan.Fold;
import org.backflow.plan.Operation;
import org.backflow.plan.Phase;
import org.backflow.plan.Product;
import org.backflow.plan.Reduce;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;
import org.backflow.plan.View;
import org.backflow.plan.Window;
import org.backflow.random.RandomStream;
import org.backflow.reference.FloatInterpreter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sums, largest and errors of windows, by hand and in both interpreters. */
class WindowOperationsTest {
  private static final FixedPointArithmetic ARITHMETIC = FixedPointArithmetic.sixteenBits();
  private static final Tensor INPUT = new Tensor(Role.INPUT, 0);
  private static final Tensor UNFOLDED = new Tensor(Role.UNFOLDED_ERROR, 1);
  private static final Tensor CHOICE = new Tensor(Role.CHOICE, 2);

  /** A product that makes UNFOLDED, what is to be tested, and what reads the targets. */
  private record Steps(Window window, int images, Reduce.Kind kind, int divisor) {

    StepPlan plan() {
      int rows = images * window.positions();
      Optional<Tensor> choice = kind == Reduce.Kind.MAX ? Optional.of(CHOICE) : Optional.empty();
      View windows = View.of(INPUT, images, window);
      List<Operation> operations =
          List.of(
              new Product(
                  "unfold",
                  Phase.FORWARD,
                  1,
                  windows,
                  View.of(Tensor.weight(1), window.columns(), window.columns()),
                  UNFOLDED,
                  Ending.SET),
              new Reduce(
                  "pool",
                  Phase.FORWARD,
                  2,
                  kind,
                  INPUT,
                  images,
                  window,
                  divisor,
                  Tensor.activation(2),
                  choice),
              new Fold(
                  "fold",
                  Phase.FEEDBACK,
                  3,
                  UNFOLDED,
                  images,
                  window,
                  false,
                  1,
                  Tensor.error(3),
                  Optional.empty()),
              new Fold(
                  "unpool",
                  Phase.FEEDBACK,
                  4,
                  Tensor.activation(2),
                  images,
                  window,
                  true,
                  divisor,
                  Tensor.error(4),
                  choice),
              new Elementwise(
                  "error",
                  Phase.OUTPUT_ERROR,
                  2,
                  new GatedDifference(new Logistic().slope()),
                  List.of(Tensor.activation(2), Tensor.target(2)),
                  Tensor.delta(2),
                  new Extent(rows, window.channels(), 1)));
      return new StepPlan(FeedbackSchemes.BACKPROP, images, operations);
    }
  }

  private static FloatInterpreter inFloat(StepPlan plan, Matrix weights, Matrix inputs) {
    FloatInterpreter interpreter = new FloatInterpreter(plan, Precision.DOUBLE);
    interpreter.put(Tensor.weight(1), weights);
    interpreter.step(inputs, targets(plan), 0.5);
    return interpreter;
  }

  private static FixedPointInterpreter inFixed(StepPlan plan, Matrix weights, Matrix inputs) {
    FixedPointInterpreter interpreter =
        new FixedPointInterpreter(plan, ARITHMETIC, LearningRate.of(0.5), 1);
    interpreter.put(Tensor.weight(1), weights);
    interpreter.step(inputs, targets(plan));
    return interpreter;
  }

  private static Matrix targets(StepPlan plan) {
    Extent shape = plan.shape(Tensor.target(2));
    return Matrix.zeros(shape.m(), shape.n());
  }

  // 1 2 3 / 4 5 6 / 7 8 9, in eighths: the largest of every window is its last word, pixels 5, 6,
  // 8 and 9.
  @Test
  void largest_byHand_goesBackToWhereItCameFrom() {
    Matrix inputs = new Matrix(1, 9, new double[9]);
    for (int i = 0; i < 9; i++) {
      inputs.values()[i] = (i + 1) / 8.0;
    }
    StepPlan plan = new Steps(new Window(3, 3, 1, 2, 2, 1, 0), 1, Reduce.Kind.MAX, 1).plan();
    FixedPointInterpreter fixed = inFixed(plan, Matrix.zeros(4, 4), inputs);
    assertThat(
            fixed.get(Tensor.activation(2)).toMatrix(ARITHMETIC.format(Role.ACTIVATION)).values())
        .containsExactly(5 / 8.0, 6 / 8.0, 1, 9 / 8.0);
    assertThat(fixed.get(CHOICE).codes()).containsExactly(3, 3, 3, 3);
    assertThat(fixed.get(Tensor.error(4)).toMatrix(ARITHMETIC.format(Role.ERROR)).values())
        .containsExactly(0, 0, 0, 0, 5 / 8.0, 6 / 8.0, 0, 1, 9 / 8.0);
    assertThat(fixed.tallies().get("pool").adds()).isEqualTo(4 * 4);
    assertThat(fixed.tallies().get("unpool").adds()).isEqualTo(4);
  }

  // Windows of four, their means 3, 4, 6, 7 eighths; a pixel gets a quarter of each window's.
  @Test
  void mean_byHand_goesBackToEveryWord() {
    Matrix inputs = new Matrix(1, 9, new double[9]);
    for (int i = 0; i < 9; i++) {
      inputs.values()[i] = (i + 1) / 8.0;
    }
    StepPlan plan = new Steps(new Window(3, 3, 1, 2, 2, 1, 0), 1, Reduce.Kind.SUM, 4).plan();
    double[] expected = {3, 7, 4, 9, 20, 11, 6, 13, 7};
    for (int i = 0; i < expected.length; i++) {
      expected[i] /= 32;
    }
    assertThat(inFloat(plan, Matrix.zeros(4, 4), inputs).get(Tensor.error(4)).values())
        .containsExactly(expected);
    assertThat(
            inFixed(plan, Matrix.zeros(4, 4), inputs)
                .get(Tensor.error(4))
                .toMatrix(ARITHMETIC.format(Role.ERROR))
                .values())
        .containsExactly(expected);
  }

  // The sum is 45 eighths, a ninth of it 5/8; a ninth of that, 0.0694, is nearest to 1138 codes of
  // 2^-14.
  @Test
  void mean_ofNine_isDividedExactlyAndRoundedOnce() {
    Matrix inputs = new Matrix(1, 9, new double[9]);
    for (int i = 0; i < 9; i++) {
      inputs.values()[i] = (i + 1) / 8.0;
    }
    StepPlan plan = new Steps(new Window(3, 3, 1, 3, 3, 1, 0), 1, Reduce.Kind.SUM, 9).plan();
    FixedPointInterpreter fixed = inFixed(plan, Matrix.zeros(9, 9), inputs);
    assertThat(fixed.get(Tensor.activation(2)).codes()).containsExactly(5 << 11);
    assertThat(fixed.get(Tensor.error(4)).codes()).containsOnly(1138).hasSize(9);
  }

  static Stream<Long> seeds() {
    return Stream.iterate(1L, seed -> seed + 1).limit(60);
  }

  /** All values are multiples of powers of two that the formats hold, so nothing is rounded. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void step_ofExactValues_isTheSameInBothInterpreters_andInNestedLoops(long seed) {
    RandomStream random = RandomStream.of(seed, "windows");
    int kernel = 1 + random.nextInt(3);
    boolean isMax = random.nextInt(2) == 0;
    Window window =
        new Window(
            3 + random.nextInt(3),
            3 + random.nextInt(3),
            1 + random.nextInt(2),
            kernel,
            kernel,
            1 + random.nextInt(2),
            isMax ? 0 : random.nextInt(kernel));
    int images = 1 + random.nextInt(2);
    Steps steps =
        new Steps(window, images, isMax ? Reduce.Kind.MAX : Reduce.Kind.SUM, isMax ? 1 : 16);
    StepPlan plan = steps.plan();
    Matrix weights = multiples(random, window.columns(), window.columns(), 1.0 / 128);
    Matrix inputs = multiples(random, images, window.imageWords(), 1.0 / 16);
    FloatInterpreter real = inFloat(plan, weights, inputs);
    FixedPointInterpreter codes = inFixed(plan, weights, inputs);
    for (Operation operation : plan.operations().subList(0, 4)) {
      Tensor result = operation.result();
      assertThat(codes.get(result).toMatrix(ARITHMETIC.format(result.role())).values())
          .as("%s, %s", operation.name(), steps)
          .containsExactly(real.get(result).values());
      assertThat(codes.tallies().get(operation.name()).adds())
          .as("additions of %s, %s", operation.name(), steps)
          .isEqualTo(operation.adds());
    }
    assertThat(real.get(UNFOLDED).values())
        .containsExactly(unfolded(window, images, inputs, weights));
  }

  private static Matrix multiples(RandomStream random, int rows, int columns, double unit) {
    Matrix matrix = Matrix.zeros(rows, columns);
    for (int i = 0; i < matrix.values().length; i++) {
      matrix.values()[i] = (random.nextInt(7) - 3) * unit;
    }
    return matrix;
  }

  /** The product of every window with the weights, pixel by pixel. */
  private static double[] unfolded(Window w, int images, Matrix inputs, Matrix weights) {
    double[] result = new double[images * w.positions() * w.columns()];
    int next = 0;
    for (int image = 0; image < images; image++) {
      for (int top = -w.padding();
          top + w.kernelHeight() <= w.height() + w.padding();
          top += w.stride()) {
        for (int left = -w.padding();
            left + w.kernelWidth() <= w.width() + w.padding();
            left += w.stride()) {
          for (int column = 0; column < w.columns(); column++) {
            result[next++] = sum(w, image, top, left, column, inputs, weights);
          }
        }
      }
    }
    return result;
  }

  private static double sum(
      Window w, int image, int top, int left, int column, Matrix inputs, Matrix weights) {
    double sum = 0;
    int row = 0;
    for (int y = top; y < top + w.kernelHeight(); y++) {
      for (int x = left; x < left + w.kernelWidth(); x++) {
        for (int channel = 0; channel < w.channels(); channel++) {
          boolean inside = y >= 0 && x >= 0 && y < w.height() && x < w.width();
          double pixel =
              inside ? inputs.get(image, (y * w.width() + x) * w.channels() + channel) : 0;
          sum += pixel * weights.get(row++, column);
        }
      }
    }
    return sum;
  }

  @Test
  void operations_thatMakeNoSense_areRefused() {
    Window padded = new Window(3, 3, 1, 2, 2, 1, 1);
    assertThatThrownBy(() -> new Steps(padded, 1, Reduce.Kind.MAX, 1).plan())
        .hasMessage(
            "pool looks for the largest in windows with padding 1; expected none, for zeros are no"
                + " words of the image");
    Window huge = new Window(17, 17, 1, 17, 17, 1, 0);
    assertThatThrownBy(() -> new Steps(huge, 1, Reduce.Kind.MAX, 1).plan())
        .hasMessage("pool looks for the largest of 289 words; expected at most 256");
  }
}
