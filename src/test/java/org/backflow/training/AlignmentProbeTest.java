package org.backflow.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import org.assertj.core.data.Offset;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.network.NetworkShape;
import org.junit.jupiter.api.Test;

/** All activations are 1/2, so of label 0 delta_L = (-1/8, 1/8), and delta_l = e_l / 4. */
final class AlignmentProbeTest {
  private static final Offset<Double> EXACT = within(1e-12);

  /** A network that stands still: its last weights and its stored feedback, row by row. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Still(double[][] weights, double[][] feedback) implements UpperLayers {
    @Override
    public void setWeight(int network, int layer, int index, double value) {}

    @Override
    public int firstUnit(int layer, int network) {
      return 0;
    }

    @Override
    public void transport() {}

    @Override
    public void scaleFeedback(int network, double scale) {}

    @Override
    public void forward(int samples) {}

    @Override
    public int predicted(int network, int sample) {
      return 0;
    }

    @Override
    public double[] takeLoss() {
      return new double[1];
    }

    @Override
    public double weight(int network, int layer, int index) {
      return weights[layer][index];
    }

    @Override
    public double activation(int network, int layer, int unit) {
      return 0.5;
    }

    @Override
    public double storedFeedback(int network, int layer, int index) {
      return feedback[layer][index];
    }
  }

  private static FeedbackAlignment measured(
      FeedbackScheme scheme, double[] weights, double... feedback) {
    NetworkShape shape = NetworkShape.of(3, 2, 2);
    Still network = new Still(new double[][] {{}, {}, weights}, new double[][] {{}, feedback});
    AlignmentProbe probe = new AlignmentProbe(shape, scheme, network, 0);
    probe.add(0);
    probe.add(0);
    return probe.measured().get(0);
  }

  // W2 = (1 0, 0 1, bias): the error of backpropagation is delta = (-1, 1) / 8 itself.
  @Test
  void measured_ofBackprop_agreesWithItself() {
    FeedbackAlignment alignment =
        measured(FeedbackSchemes.BACKPROP, new double[] {1, 0, 0, 1, 9, 9});
    assertThat(alignment.weightCorrelation()).hasValue(1);
    assertThat(alignment.angleDegrees()).hasValue(0);
    assertThat(alignment.alignedFraction()).hasValue(1);
    assertThat(alignment.normRatio()).hasValue(1);
    // delta_1 = (-1, 1) / 8 / 4.
    assertThat(alignment.gradientNorm().orElseThrow()).isCloseTo(Math.sqrt(2) / 32, EXACT);
  }

  // F = (0 2, 0 0): e = (0, -2) / 8, at 135 degrees from (-1, 1). Norms 2 and sqrt 2. Around their
  // means of 1/2, W is (+ - - +) / 2 and F is (-1 3 -1 -1) / 2: r = -4 / sqrt(4 12).
  @Test
  void measured_ofRandomByHand_isTheAngleBetweenTheErrors() {
    FeedbackAlignment alignment =
        measured(FeedbackSchemes.RANDOM, new double[] {1, 0, 0, 1, 9, 9}, 0, 2, 0, 0);
    assertThat(alignment.angleDegrees().orElseThrow()).isCloseTo(135, EXACT);
    assertThat(alignment.alignedFraction()).hasValue(0);
    assertThat(alignment.normRatio().orElseThrow()).isCloseTo(Math.sqrt(2), EXACT);
    assertThat(alignment.gradientNorm().orElseThrow()).isCloseTo(2.0 / 32, EXACT);
    assertThat(alignment.weightCorrelation().orElseThrow()).isCloseTo(-4 / Math.sqrt(48), EXACT);
  }

  // Signs are shifted by 1: |F| = 4 / 4, |W| = 5. S transposes the signs of W.
  @Test
  void measured_ofSigns_takesTheirMagnitude() {
    double[] weights = {3, -4, 0, 0, 9, 9};
    FeedbackAlignment stored = measured(FeedbackSchemes.SIGN, weights, 1, 1, -1, 1);
    FeedbackAlignment symmetric = measured(FeedbackSchemes.SIGN_SYMMETRIC, weights);
    assertThat(stored.normRatio().orElseThrow()).isCloseTo(0.2, EXACT);
    // F^T delta = (-2, 0) / 16, S^T delta = (-2, 0) / 16; times 1/4.
    assertThat(stored.gradientNorm().orElseThrow()).isCloseTo(1.0 / 32, EXACT);
    assertThat(symmetric).isEqualTo(stored);
    // W^T delta = (-7, 0) / 8, S^T delta = (-2, 0) / 16.
    assertThat(symmetric.angleDegrees()).hasValue(0);
  }

  @Test
  void measured_ofConstantOrZeroMatrices_leavesOutWhatHasNoMeaning() {
    FeedbackAlignment alignment = measured(FeedbackSchemes.RANDOM, new double[6], 1, 1, 1, 1);
    assertThat(alignment)
        .isEqualTo(
            new FeedbackAlignment(
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.of(0.0)));
  }

  // 3-1-2-2 with W3 = (1 0, 0 1), W2 = (2, 1): backpropagation chains (-1, 1) / 8 / 4 down to
  // layer 1: -2 + 1 = -1 < 0. Direct: F1 = (0, -1) gives -1 < 0 as well, F1 = (0, 1) the opposite.
  @Test
  void measured_ofDirect_comparesWithTheChainedErrorOfBackpropagation() {
    NetworkShape shape = NetworkShape.of(3, 1, 2, 2);
    for (double sign : new double[] {-1, 1}) {
      Still network =
          new Still(
              new double[][] {{}, {}, {2, 1, 9, 9}, {1, 0, 0, 1, 9, 9}},
              new double[][] {{}, {0, sign}, {0, 1, 1, 0}});
      AlignmentProbe probe = new AlignmentProbe(shape, FeedbackSchemes.DIRECT, network, 0);
      probe.add(0);
      List<FeedbackAlignment> measured = probe.measured();
      assertThat(measured.get(0).angleDegrees()).hasValue(sign < 0 ? 0 : 180);
      assertThat(measured.get(0).alignedFraction()).hasValue(sign < 0 ? 1 : 0);
      assertThat(measured.get(0).weightCorrelation()).isEmpty();
      // Layer 2 is next to the outputs: F2 exchanges the two, the opposite of (-1, 1).
      assertThat(measured.get(1).angleDegrees()).hasValue(180);
      assertThat(measured.get(1).weightCorrelation()).hasValue(-1);
    }
  }
}
