package org.backflow.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.backflow.network.Initialization.NORMAL_FAN_IN_PLUS_ONE;

import java.util.Arrays;
import java.util.List;
import org.backflow.fixedpoint.Lfsr;
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
    "direct-one-hot, SELECTION, false",
    "random-ln(t+e), STORED_MATRIX, false",
    "sparse-4-constant, SPARSE, false",
    "one-hot-ln(t+1), SELECTION, false"
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
    assertThat(FeedbackSchemes.named("random-ln(t+2)")).isEmpty();
    assertThat(FeedbackSchemes.named("-constant")).isEmpty();
  }

  @Test
  void named_scaleOfSchemeThatReadsTheWeights_isNothing() {
    assertThat(FeedbackSchemes.named("backprop-ln(t+e)")).isEmpty();
    assertThat(FeedbackSchemes.named("sign-symmetric-constant")).isEmpty();
  }

  @Test
  void named_withScale_drawsTheMatrixOfTheSchemeWithout() {
    FeedbackScheme scaled = FeedbackSchemes.named("random-ln(t+1)").orElseThrow();
    assertThat(scaled.ownScale()).contains(FeedbackScale.LN_T_PLUS_1);
    assertThat(scaled).isEqualTo(FeedbackSchemes.named("random-ln(t+1)").orElseThrow());
    assertThat(FeedbackSchemes.RANDOM.ownScale()).isEmpty();
    assertThat(scaled.draw(DEEP, 2, NORMAL_FAN_IN_PLUS_ONE, RandomStream.of(7, "feedback")))
        .isEqualTo(
            FeedbackSchemes.RANDOM.draw(
                DEEP, 2, NORMAL_FAN_IN_PLUS_ONE, RandomStream.of(7, "feedback")));
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

  @Test
  void draw_ofSparse_keepsTheDenseMatrixAtKRowsAndItsNorm() {
    NetworkShape network = NetworkShape.of(3, 400, 25);
    Matrix dense = draw(FeedbackSchemes.RANDOM, network, 1);
    for (int connections : new int[] {1, 2, 4, 25}) {
      Matrix sparse = draw(FeedbackSchemes.sparse(connections), network, 1);
      double scale = Math.sqrt(25.0 / connections);
      int[] listeners = new int[25];
      for (int unit = 0; unit < 400; unit++) {
        int found = 0;
        for (int row = 0; row < 25; row++) {
          if (sparse.get(row, unit) != 0.0) {
            assertThat(sparse.get(row, unit)).isEqualTo(scale * dense.get(row, unit));
            found++;
            listeners[row]++;
          }
        }
        assertThat(found).isEqualTo(connections);
      }
      // 16 k listeners are expected of each row; 6 standard deviations of the binomial.
      double spread = 6 * Math.sqrt(16 * connections * (1 - connections / 25.0));
      assertThat(Arrays.stream(listeners).max().orElseThrow())
          .isLessThanOrEqualTo((int) (16 * connections + spread));
      assertThat(norm(sparse)).isCloseTo(norm(dense), withinPercentage(15));
    }
    assertThat(draw(FeedbackSchemes.sparse(25), network, 1)).isEqualTo(dense);
  }

  private static double norm(Matrix matrix) {
    return Math.sqrt(Arrays.stream(matrix.values()).map(value -> value * value).sum());
  }

  // The register of unit j of layer 2 starts at firstState(seed, 2, j) and steps once per row; the
  // low bit of its state is the sign, a one is plus.
  @Test
  void draw_ofSign_byHand_isTheLowBitOfTheRegisterOfTheUnit() {
    long seed = RandomStream.of(1, "feedback").nextLong();
    Matrix signs = draw(FeedbackSchemes.SIGN, DEEP, 2);
    int state = Lfsr.firstState(seed, 2, 1);
    assertThat(signs.get(0, 1)).isEqualTo((state & 1) == 1 ? 1.0 : -1.0);
    state = Lfsr.next(state);
    assertThat(signs.get(1, 1)).isEqualTo((state & 1) == 1 ? 1.0 : -1.0);
  }

  @Test
  void draw_ofSign_isAsOftenPlusAsMinus() {
    Matrix signs = draw(FeedbackSchemes.SIGN, NetworkShape.of(2, 200, 50), 1);
    assertThat(signs.values()).containsOnly(1.0, -1.0);
    // 10,000 signs: the sum has a standard deviation of 100.
    assertThat(Arrays.stream(signs.values()).sum()).isBetween(-500.0, 500.0);
    assertThat(signs).isNotEqualTo(draw(FeedbackSchemes.SIGN, NetworkShape.of(2, 2, 200, 50), 2));
  }

  // sqrt(n + 1): 2 -> 1; sqrt 8 = 2^1.5, which is even -> 2^2; 10.05 -> 2^3.3 -> 8; 31.6 -> 2^4.98.
  @ParameterizedTest
  @CsvSource({"1, 0", "3, 1", "7, 2", "20, 2", "100, 3", "1000, 5"})
  void shift_ofSigns_isTheNearestPowerOfTwoToRandomWeights(int units, int shift) {
    NetworkShape network = NetworkShape.of(784, units, 10);
    assertThat(FeedbackSchemes.SIGN.shift(network, 1)).isEqualTo(shift);
    assertThat(FeedbackSchemes.SIGN_SYMMETRIC.shift(network, 1)).isEqualTo(shift);
    assertThat(FeedbackSchemes.RANDOM.shift(network, 1)).isZero();
  }

  @Test
  void draw_ofDirect_reachesFromTheOutputsToEveryLayer() {
    NetworkShape network = NetworkShape.of(6, 5, 4, 3, 2);
    for (int layer = 1; layer <= 3; layer++) {
      for (FeedbackScheme scheme :
          List.of(FeedbackSchemes.DIRECT, FeedbackSchemes.DIRECT_ONE_HOT)) {
        assertThat(scheme.source(network, layer)).isEqualTo(4);
        assertThat(draw(scheme, network, layer).rows()).isEqualTo(2);
        assertThat(draw(scheme, network, layer).columns()).isEqualTo(network.width(layer));
      }
      assertThat(FeedbackSchemes.SPARSE.source(network, layer)).isEqualTo(layer + 1);
    }
  }

  @Test
  void named_ofSparseK_hasKConnections() {
    FeedbackScheme four = FeedbackSchemes.named("sparse-4").orElseThrow();
    assertThat(four).isEqualTo(FeedbackSchemes.sparse(4));
    assertThat(four.name()).isEqualTo("sparse-4");
    assertThat(four.terms(DEEP, 1)).isEqualTo(4);
    assertThat(FeedbackSchemes.named("sparse-2")).contains(FeedbackSchemes.SPARSE);
    for (String none :
        List.of("sparse-0", "sparse-", "sparse-02", "sparse--1", "sparse-99999999")) {
      assertThat(FeedbackSchemes.named(none)).as(none).isEmpty();
    }
    assertThatThrownBy(() -> FeedbackSchemes.sparse(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("sparse feedback with 0 connections per unit; expected 1 to 1000000");
  }

  private static Matrix draw(FeedbackScheme scheme, NetworkShape network, int layer) {
    RandomStream random = RandomStream.of(1, "feedback");
    return scheme.draw(network, layer, NORMAL_FAN_IN_PLUS_ONE, random).orElseThrow();
  }

  private static Matrix oneHot(NetworkShape network, int layer) {
    RandomStream random = RandomStream.of(1, "feedback");
    return FeedbackSchemes.ONE_HOT
        .draw(network, layer, NORMAL_FAN_IN_PLUS_ONE, random)
        .orElseThrow();
  }
}
