package org.backflow.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backflow.network.Initialization.NORMAL_FAN_IN_PLUS_ONE;

import java.util.Arrays;
import org.backflow.network.Initialization;
import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;
import org.backflow.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedbackSchemesTest {
  private static final NetworkShape DEEP = NetworkShape.of(5, 7, 3, 4);

  @ParameterizedTest
  @CsvSource({
    "backprop, TRANSPOSED_WEIGHTS, true",
    "random, STORED_MATRIX, false",
    "one-hot, SELECTION, false",
    "sparse, SPARSE, false",
    "sparse-4, SPARSE, false",
    "sign, SIGNS, false",
    "sign-symmetric, TRANSPOSED_SIGNS, true",
    "direct, STORED_MATRIX, false",
    "direct-one-hot, SELECTION, false"
  })
  void named_ofEachScheme_isTheSchemeWithItsOperator(
      String name, FeedbackOperator operator, boolean waits) {
    FeedbackScheme scheme = FeedbackSchemes.named(name).orElseThrow();
    assertThat(scheme.name()).isEqualTo(name);
    assertThat(scheme.operator()).isEqualTo(operator);
    assertThat(scheme.waitsForWeights()).isEqualTo(waits);
    assertThat(scheme.description()).isNotBlank();
    assertThat(scheme.publication()).isNotBlank();
  }

  @Test
  void named_ofAnythingElse_isNothing() {
    assertThat(FeedbackSchemes.named("Backprop")).isEmpty();
    assertThat(FeedbackSchemes.named("")).isEmpty();
  }

  @Test
  void names_ofAll_beginWithBackprop() {
    assertThat(FeedbackSchemes.names())
        .containsExactly(
            "backprop",
            "random",
            "one-hot",
            "sparse",
            "sign",
            "sign-symmetric",
            "direct",
            "direct-one-hot");
    assertThat(FeedbackSchemes.all())
        .extracting(FeedbackScheme::name)
        .isEqualTo(FeedbackSchemes.names());
  }

  @Test
  void draw_ofBackprop_storesAndDrawsNothing() {
    RandomStream random = RandomStream.of(1, "feedback");
    assertThat(FeedbackSchemes.BACKPROP.draw(DEEP, 1, NORMAL_FAN_IN_PLUS_ONE, random)).isEmpty();
    assertThat(random.nextLong()).isEqualTo(RandomStream.of(1, "feedback").nextLong());
  }

  @Test
  void draw_ofRandom_isAMatrixOfTheLawOfTheWeights() {
    for (Initialization law : Initialization.values()) {
      Matrix feedback =
          FeedbackSchemes.RANDOM.draw(DEEP, 1, law, RandomStream.of(1, "feedback")).orElseThrow();
      assertThat(feedback.rows()).isEqualTo(3);
      assertThat(feedback.columns()).isEqualTo(7);
      assertThat(feedback).isEqualTo(law.feedback(DEEP, 1, 2, RandomStream.of(1, "feedback")));
    }
  }

  @Test
  void draw_ofOneHot_byHand_dealsTheUnitsToTheOutputsInTurn() {
    // Seven units listen to three: 0, 1, 2, 0, 1, 2, 0.
    Matrix feedback = oneHot(DEEP, 1);
    assertThat(feedback)
        .isEqualTo(
            new Matrix(
                3,
                7,
                new double[] {
                  1, 0, 0, 1, 0, 0, 1, //
                  0, 1, 0, 0, 1, 0, 0, //
                  0, 0, 1, 0, 0, 1, 0
                }));
  }

  @Test
  void draw_ofOneHotForTheSiarezNetwork_givesEveryOutputTwoUnits() {
    Matrix feedback = oneHot(NetworkShape.of(784, 20, 10), 1);
    for (int output = 0; output < 10; output++) {
      double[] row = Arrays.copyOfRange(feedback.values(), 20 * output, 20 * output + 20);
      assertThat(Arrays.stream(row).sum()).isEqualTo(2);
    }
  }

  @Test
  void draw_ofOneHotForAnyLayer_hasOneOnePerUnitEvenlyDealt() {
    int layers = 0;
    for (int width = 1; width <= 12; width++) {
      for (int next = 1; next <= 12; next++) {
        Matrix feedback = oneHot(NetworkShape.of(2, 3, width, next), 2);
        int[] listeners = new int[next];
        for (int unit = 0; unit < width; unit++) {
          int ones = 0;
          for (int row = 0; row < next; row++) {
            double value = feedback.get(row, unit);
            assertThat(value).isIn(0.0, 1.0);
            ones += (int) value;
            listeners[row] += (int) value;
          }
          assertThat(ones).isEqualTo(1);
        }
        assertThat(Arrays.stream(listeners).max().orElseThrow())
            .as("%d units, %d outputs", width, next)
            .isLessThanOrEqualTo(Arrays.stream(listeners).min().orElseThrow() + 1);
        layers++;
      }
    }
    assertThat(layers).isEqualTo(144);
  }

  private static Matrix oneHot(NetworkShape network, int layer) {
    RandomStream random = RandomStream.of(1, "feedback");
    return FeedbackSchemes.ONE_HOT
        .draw(network, layer, NORMAL_FAN_IN_PLUS_ONE, random)
        .orElseThrow();
  }
}
