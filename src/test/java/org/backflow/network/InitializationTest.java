package org.backflow.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.backflow.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class InitializationTest {
  /** The stream whose first numbers RandomStreamTest seals. */
  private static RandomStream sealed() {
    return RandomStream.of(42, "weights", 0, 1);
  }

  private static final double[] SEALED_GAUSSIANS = {
    -0x1.78c2a4c469e05p+0, -0x1.f009e6397f3c2p-3, -0x1.4d281aa12e955p-2, 0x1.2d5dbec369c69p-1
  };

  @Test
  void weights_fanInOfThreeAndTheBias_areHalfOfTheSealedNormals() {
    // Divided by sqrt(3 + 1) = 2, row by row; the fourth row is the bias.
    Matrix weights =
        Initialization.NORMAL_FAN_IN_PLUS_ONE.weights(NetworkShape.of(3, 1), 1, sealed());
    assertThat(weights.rows()).isEqualTo(4);
    assertThat(weights.values())
        .containsExactly(Arrays.stream(SEALED_GAUSSIANS).map(x -> x / 2).toArray());
  }

  @Test
  void weights_fanInOfFour_areHalfOfTheSealedNormals() {
    // Divided by sqrt(4), the bias not counted.
    Matrix weights = Initialization.NORMAL_FAN_IN.weights(NetworkShape.of(4, 2), 1, sealed());
    assertThat(weights.rows()).isEqualTo(5);
    assertThat(weights.columns()).isEqualTo(2);
    assertThat(weights.get(0, 0)).isEqualTo(SEALED_GAUSSIANS[0] / 2);
    assertThat(weights.get(0, 1)).isEqualTo(SEALED_GAUSSIANS[1] / 2);
    assertThat(weights.get(1, 0)).isEqualTo(SEALED_GAUSSIANS[2] / 2);
  }

  @Test
  void weights_halfOfAFanInOfEight_areHalfOfTheSealedNormals() {
    // Divided by sqrt(8 / 2), the bias not counted.
    Matrix weights = Initialization.NORMAL_HALF_FAN_IN.weights(8, 1, sealed());
    assertThat(weights.rows()).isEqualTo(9);
    assertThat(Arrays.copyOf(weights.values(), 4))
        .containsExactly(Arrays.stream(SEALED_GAUSSIANS).map(x -> x / 2).toArray());
  }

  @Test
  void weights_uniformFanInOfFour_areTheSealedUniformsAroundZero() {
    // (2 u - 1) / sqrt(4) = u - 1/2.
    Matrix weights = Initialization.UNIFORM_FAN_IN.weights(NetworkShape.of(4, 1), 1, sealed());
    assertThat(Arrays.copyOf(weights.values(), 3))
        .containsExactly(
            0x1.0d4aa17a7e7e8p-1 - 0.5, 0x1.50b06831dc9a0p-2 - 0.5, 0x1.524b2baae07e4p-2 - 0.5);
  }

  @Test
  void feedback_ofAHiddenLayer_hasTheLawOfTheWeightsItStandsInFor() {
    // W_2 of 5-3-2 has fan-in 3, so B_1, 2 x 3, is divided by sqrt(3 + 1) too.
    Matrix feedback =
        Initialization.NORMAL_FAN_IN_PLUS_ONE.feedback(NetworkShape.of(5, 3, 2), 1, 2, sealed());
    assertThat(feedback.rows()).isEqualTo(2);
    assertThat(feedback.columns()).isEqualTo(3);
    assertThat(Arrays.copyOf(feedback.values(), 4))
        .containsExactly(Arrays.stream(SEALED_GAUSSIANS).map(x -> x / 2).toArray());
  }

  // The seed's network: W_1 divided by sqrt(785), W_2 and B by sqrt(21)
  // (siarez/random_feedback_weights).
  @ParameterizedTest
  @CsvSource({"1, 785, 20, 785", "2, 21, 10, 21"})
  void weights_ofTheSiarezNetwork_haveItsShapeAndVariance(
      int layer, int rows, int columns, double divisor) {
    Matrix weights =
        Initialization.NORMAL_FAN_IN_PLUS_ONE.weights(
            NetworkShape.of(784, 20, 10), layer, RandomStream.of(1, "weights"));
    assertThat(weights.rows()).isEqualTo(rows);
    assertThat(weights.columns()).isEqualTo(columns);
    RandomStream same = RandomStream.of(1, "weights");
    double[] expected =
        DoubleStream.generate(() -> same.nextGaussian() / Math.sqrt(divisor))
            .limit((long) rows * columns)
            .toArray();
    assertThat(weights.values()).containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "NORMAL_FAN_IN_PLUS_ONE, 400, 3.0",
    "NORMAL_FAN_IN, 399, 3.0",
    "UNIFORM_FAN_IN, 1197, 1.8"
  })
  void weights_ofManyUnits_haveTheMomentsOfTheirLaw(
      Initialization law, double inverseVariance, double kurtosis) {
    // Variances 1/400, 1/399 and 1/(3 399); kurtosis 3 for the normal and 9/5 for the uniform law.
    Matrix weights = law.weights(NetworkShape.of(399, 500), 1, RandomStream.of(7, "weights"));
    int count = 400 * 500;
    double scale = Math.sqrt(inverseVariance);
    assertThat(moment(weights, scale, 1)).isCloseTo(0, within(5 / Math.sqrt(count)));
    assertThat(moment(weights, scale, 2))
        .isCloseTo(1, within(5 * Math.sqrt((kurtosis - 1) / count)));
    assertThat(moment(weights, scale, 3)).isCloseTo(0, within(5 * Math.sqrt(15.0 / count)));
    // The variance of x^4 is 96 for the normal law and less for the uniform one.
    assertThat(moment(weights, scale, 4)).isCloseTo(kurtosis, within(5 * Math.sqrt(96.0 / count)));
  }

  private static double moment(Matrix weights, double scale, int power) {
    return Arrays.stream(weights.values())
        .map(w -> Math.pow(w * scale, power))
        .average()
        .orElseThrow();
  }

  @Test
  void weights_uniform_stayWithinTheirBounds() {
    Matrix weights =
        Initialization.UNIFORM_FAN_IN.weights(
            NetworkShape.of(99, 500), 1, RandomStream.of(7, "weights"));
    double bound = 1 / Math.sqrt(99);
    assertThat(Arrays.stream(weights.values()).min().orElseThrow())
        .isBetween(-bound, -0.999 * bound);
    assertThat(Arrays.stream(weights.values()).max().orElseThrow()).isBetween(0.999 * bound, bound);
  }

  @ParameterizedTest
  @EnumSource
  void weights_ofTheSameStream_areTheSameAndOfAnotherOneDiffer(Initialization law) {
    NetworkShape network = NetworkShape.of(4, 3);
    Matrix first = law.weights(network, 1, RandomStream.of(1, "weights"));
    assertThat(law.weights(network, 1, RandomStream.of(1, "weights"))).isEqualTo(first);
    assertThat(law.weights(network, 1, RandomStream.of(2, "weights"))).isNotEqualTo(first);
  }

  @Test
  void labels_ofAllLaws_areThoseOfExperimentFiles() {
    assertThat(Stream.of(Initialization.values()).map(Initialization::label))
        .containsExactly(
            "normal/sqrt(fan_in+1)",
            "normal/sqrt(fan_in)",
            "normal/sqrt(fan_in/2)",
            "uniform/sqrt(fan_in)");
  }
}
