package org.backflow.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.backflow.data.ImageShape;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.function.Logistic;
import org.backflow.layer.Convolution;
import org.backflow.layer.Dense;
import org.backflow.layer.Flatten;
import org.backflow.layer.HalfSquaredError;
import org.backflow.layer.LayeredNetwork;
import org.backflow.layer.Pooling;
import org.backflow.network.Initialization;
import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;
import org.backflow.plan.Reduce;
import org.backflow.plan.Tensor;
import org.backflow.random.RandomStream;
import org.junit.jupiter.api.Test;

class PairedStartTest {
  private static final long SEED = 3;
  private static final int RUN = 2;

  /** 6 x 6 x 2, 4 x 4 x 3, 2 x 2 x 3, a vector of 12, 5 outputs. */
  private static final LayeredNetwork NETWORK =
      new LayeredNetwork(
          new ImageShape(6, 6, 2),
          List.of(
              new Convolution(3, 3, 1, 0, Optional.of(new Logistic())),
              new Pooling(Reduce.Kind.MAX, 2, 2),
              new Flatten(),
              new Dense(5, Optional.of(new Logistic()))),
          new HalfSquaredError());

  private static PairedStart start(FeedbackScheme... schemes) {
    return PairedStart.draw(
        NETWORK, List.of(schemes), Initialization.NORMAL_HALF_FAN_IN, SEED, RUN);
  }

  private static RandomStream stream(String name, int layer) {
    return RandomStream.of(SEED, name, RUN, layer);
  }

  @Test
  void weights_ofAConvolution_haveTheWordsOfAWindowAsFanIn() {
    PairedStart start = start(FeedbackSchemes.BACKPROP);
    assertThat(start.weights().keySet()).containsExactly(Tensor.weight(1), Tensor.weight(4));
    Matrix first = start.weight(1);
    assertThat(first.rows()).isEqualTo(3 * 3 * 2 + 1);
    assertThat(first.columns()).isEqualTo(3);
    RandomStream random = stream("weights", 1);
    for (double weight : first.values()) {
      assertThat(weight).isEqualTo(random.nextGaussian() / Math.sqrt(18 / 2.0));
    }
    assertThat(start.weight(4).rows()).isEqualTo(12 + 1);
  }

  // The errors of the 5 outputs go to the 12 words of the pooled image, or to the 48 of the
  // convolution.
  @Test
  void feedback_ofAnImage_hasAColumnPerWordOfIt() {
    PairedStart start = start(FeedbackSchemes.RANDOM, FeedbackSchemes.DIRECT_ONE_HOT);
    PairedStart.Start random = start.networks().get(0);
    assertThat(random.feedback().keySet()).containsExactly(Tensor.feedback(2));
    Matrix feedback = random.feedback(2).orElseThrow();
    assertThat(feedback.rows()).isEqualTo(5);
    assertThat(feedback.columns()).isEqualTo(12);
    assertThat(feedback.get(0, 0))
        .isEqualTo(stream("feedback", 2).nextGaussian() / Math.sqrt(12 / 2.0));
    Matrix direct = start.networks().get(1).feedback(1).orElseThrow();
    assertThat(direct.rows()).isEqualTo(5);
    assertThat(direct.columns()).isEqualTo(48);
    assertThat(direct.get(47 % 5, 47)).isEqualTo(1.0);
  }

  @Test
  void start_ofDenseLayers_isThatOfTheirWidths() {
    NetworkShape widths = NetworkShape.of(7, 6, 5, 4);
    for (FeedbackScheme scheme : FeedbackSchemes.all()) {
      PairedStart start =
          PairedStart.draw(
              LayeredNetwork.of(widths),
              List.of(scheme),
              Initialization.NORMAL_FAN_IN_PLUS_ONE,
              SEED,
              RUN);
      for (int layer = 1; layer <= 3; layer++) {
        assertThat(start.weight(layer))
            .isEqualTo(
                Initialization.NORMAL_FAN_IN_PLUS_ONE.weights(
                    widths, layer, stream("weights", layer)));
      }
      for (int layer = 1; layer <= 2; layer++) {
        assertThat(start.networks().get(0).feedback(layer))
            .as(scheme.name())
            .isEqualTo(
                scheme.draw(
                    widths,
                    layer,
                    Initialization.NORMAL_FAN_IN_PLUS_ONE,
                    stream("feedback", layer)));
      }
    }
  }

  @Test
  void widths_ofAnotherNetwork_areRefusedWithIt() {
    assertThatThrownBy(() -> start(FeedbackSchemes.BACKPROP).widths())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the lockstep trainer serves dense logistic layers with half squared error and"
                + " optimiser sgd, as in layers: 784-20-10; found 6 x 6 x 2: conv 3x3x3 logistic,"
                + " max-pool 2, flatten, dense 5 logistic");
  }
}
