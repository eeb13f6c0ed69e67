package org.backflow.quantized;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.LearningRate;
import org.backflow.fixedpoint.Role;
import org.backflow.function.Precision;
import org.backflow.layer.DensePlan;
import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;
import org.backflow.reference.FloatInterpreter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The errors that every scheme carries back, worked by hand, exact in float and in fixed point.
 *
 * <p>All weights are zero but those of the last layer, so every activation is 1/2; the last weights
 * cancel out, so the outputs are 1/2 as well. With t = (1, 0), delta_L = (a - t) a (1 - a) = (-1/8,
 * 1/8), and delta_l = e_l / 4.
 */
class SchemesByHandTest {

  private record Step(FloatInterpreter inFloat, FixedPointInterpreter inFixed) {}

  /** Numbers in rows separated by slashes. */
  private static Matrix matrix(String text) {
    String[] rows = text.split("/", -1);
    List<Double> values = new ArrayList<>();
    for (String row : rows) {
      for (String value : row.strip().split(" +", -1)) {
        values.add(Double.valueOf(value));
      }
    }
    return new Matrix(
        rows.length,
        values.size() / rows.length,
        values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static Step step(
      NetworkShape network, String name, boolean scaled, String last, List<String> feedback) {
    FeedbackScheme scheme = FeedbackSchemes.named(name).orElseThrow();
    StepPlan plan = DensePlan.of(network, scheme, 1, new StepPlan.Options(scaled, true));
    FloatInterpreter inFloat = new FloatInterpreter(plan, Precision.SINGLE);
    FixedPointInterpreter inFixed =
        new FixedPointInterpreter(
            plan, FixedPointArithmetic.sixteenBits(), LearningRate.of(0.5), 1);
    for (int layer = 1; layer <= network.layers(); layer++) {
      Matrix weights =
          layer == network.layers()
              ? matrix(last)
              : Matrix.zeros(network.weightRows(layer), network.width(layer));
      inFloat.put(Tensor.weight(layer), weights);
      inFixed.put(Tensor.weight(layer), weights);
    }
    for (int i = 0; i < feedback.size() && plan.uses(Tensor.feedback(i + 1)); i++) {
      inFloat.put(Tensor.feedback(i + 1), matrix(feedback.get(i)));
      inFixed.put(Tensor.feedback(i + 1), matrix(feedback.get(i)));
    }
    Matrix inputs = new Matrix(1, 2, new double[] {1, 0.5});
    Matrix targets = new Matrix(1, 2, new double[] {1, 0});
    inFloat.step(inputs, targets, 0.5);
    inFixed.step(inputs, targets);
    return new Step(inFloat, inFixed);
  }

  private static void assertEighths(Step step, Tensor tensor, String eighths) {
    double[] expected = matrix(eighths).values();
    for (int i = 0; i < expected.length; i++) {
      expected[i] /= 8;
    }
    assertThat(step.inFloat().get(tensor).values()).as("%s, float", tensor).isEqualTo(expected);
    assertThat(
            step.inFixed()
                .get(tensor)
                .toMatrix(FixedPointArithmetic.sixteenBits().format(Role.ERROR))
                .values())
        .as("%s, fixed", tensor)
        .isEqualTo(expected);
  }

  // 2-2-2, in eighths: delta_2 = (-1, 1).
  //   backprop        rows of W2: (-.5 -.25, .5 +.25)
  //   random, direct  columns of F: -.5 + 1, -2 - 1
  //   one-hot         unit 0 hears output 0, unit 1 output 1
  //   sparse-1        -2 of output 1; 3 of output 0
  //   sparse          as random
  //   sign            n_1 = 2: s = round(log2 sqrt 3) = 1; (-1 - 1) / 2, (1 - 1) / 2
  //   sign-symmetric  signs of W2 (+ -, - +): (-1 - 1) / 2, (1 + 1) / 2; zeros are plus:
  //                   (+ +, - +): (-1 + 1) / 2, (1 + 1) / 2
  @ParameterizedTest
  @CsvSource({
    "backprop,       .5 -.25/-.5 .25/0 0, .5 2/1 -1,  -.75 .75",
    "random,         .5 -.25/-.5 .25/0 0, .5 2/1 -1,  .5 -3",
    "one-hot,        .5 -.25/-.5 .25/0 0, 1 0/0 1,    -1 1",
    "sparse-1,       .5 -.25/-.5 .25/0 0, 0 3/-2 0,   -2 -3",
    "sparse,         .5 -.25/-.5 .25/0 0, .5 2/1 -1,  .5 -3",
    "sign,           .5 -.25/-.5 .25/0 0, 1 -1/-1 -1, -1 0",
    "sign-symmetric, .5 -.25/-.5 .25/0 0, .5 2/1 -1,  -1 1",
    "sign-symmetric, .5 0/-.5 0/0 0,      .5 2/1 -1,  0 1",
    "direct,         .5 -.25/-.5 .25/0 0, .5 2/1 -1,  .5 -3",
    "direct-one-hot, .5 -.25/-.5 .25/0 0, 1 0/0 1,    -1 1",
  })
  void errors_ofTwoLayers_areThoseWorkedByHand(
      String scheme, String last, String feedback, String eighths) {
    Step step = step(NetworkShape.of(2, 2, 2), scheme, false, last, List.of(feedback));
    assertEighths(step, Tensor.delta(2), "-1 1");
    assertEighths(step, Tensor.error(1), eighths);
  }

  // Scaled by 3: the stored matrix is three times as large, the words of the selection and of the
  // signed sum are multiplied by three.
  @ParameterizedTest
  @CsvSource({
    "random,   1.5 6/3 -3, 1.5 -9",
    "one-hot,  3 0/0 3,    -3 3",
    "sparse-1, 0 6/-6 0,   -6 -6",
    "sign,     3 -3/-3 -3, -3 0",
  })
  void errors_ofScaledFeedback_areMultiplied(String scheme, String feedback, String eighths) {
    Step step =
        step(NetworkShape.of(2, 2, 2), scheme, true, ".5 -.25/-.5 .25/0 0", List.of(feedback));
    assertEighths(step, Tensor.error(1), eighths);
  }

  // 2-2-2-2, in eighths: delta_3 = (-1, 1), delta_2 = e_2 / 4.
  //   random          e_2 = (.5, -3), delta_2 = (.125, -.75); e_1 = (.25 + .75, .125 + .75)
  //   direct          e_2 = (.5, -3) and e_1 = (-2 - 1, -1 - 1), both from delta_3
  //   direct-one-hot  the elements of delta_3 in both layers; one-hot those of delta_2 in the first
  //   sign            e_2 = (-1, 0), delta_2 = (-.25, 0); e_1 = (-.25 + 0, .25 + 0) / 2
  @ParameterizedTest
  @CsvSource({
    "random,         2 1/-1 -1,  .5 2/1 -1,  .5 -3, 1 .875",
    "direct,         2 1/-1 -1,  .5 2/1 -1,  .5 -3, -3 -2",
    "one-hot,        1 0/0 1,    1 0/0 1,    -1 1,  -.25 .25",
    "direct-one-hot, 1 0/0 1,    1 0/0 1,    -1 1,  -1 1",
    "sign,           1 -1/1 1,   1 -1/-1 -1, -1 0,  -.125 .125",
  })
  void errors_ofThreeLayers_comeFromTheSourceOfTheScheme(
      String scheme, String first, String second, String secondEighths, String firstEighths) {
    Step step =
        step(
            NetworkShape.of(2, 2, 2, 2),
            scheme,
            false,
            ".5 -.25/-.5 .25/0 0",
            List.of(first, second));
    assertEighths(step, Tensor.delta(3), "-1 1");
    assertEighths(step, Tensor.error(2), secondEighths);
    assertEighths(step, Tensor.error(1), firstEighths);
  }

  // 2-3-2, in eighths: delta_2 = (-1, 1); n_1 = 3: s = round(log2 sqrt 4) = 1.
  @ParameterizedTest
  @CsvSource({
    "one-hot,        1 0 1/0 1 0,      -1 1 -1",
    "sparse-1,       0 3 0/-2 0 .5,    -2 -3 .5",
    "sign,           1 -1 -1/1 1 -1,   0 1 0",
    "sign-symmetric, 1 1 1/1 1 1,      -1 1 0",
  })
  void errors_ofMoreHiddenUnitsThanOutputs_areThoseWorkedByHand(
      String scheme, String feedback, String eighths) {
    Step step =
        step(
            NetworkShape.of(2, 3, 2),
            scheme,
            false,
            ".5 -.5/-.75 .75/.25 .25/0 -.25",
            List.of(feedback));
    assertEighths(step, Tensor.error(1), eighths);
  }
}
