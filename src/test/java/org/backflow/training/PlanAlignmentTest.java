package org.backflow.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.backflow.data.DataSet;
import org.backflow.data.Scaling;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.fixedpoint.Role;
import org.backflow.layer.LayeredNetwork;
import org.backflow.layer.RandomNetworks;
import org.backflow.network.Matrix;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;
import org.backflow.random.RandomStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The feedback of networks of any layers, held to what is known of it beforehand. */
class PlanAlignmentTest {

  private static final int SAMPLES = 4;

  static Stream<Long> seeds() {
    return Stream.iterate(1L, seed -> seed + 1).limit(60);
  }

  private static DataSet data(LayeredNetwork network, RandomStream random) {
    float[] numbers = new float[SAMPLES * network.inputs()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextDouble();
    }
    byte[] labels = new byte[SAMPLES];
    return DataSet.of(network.input(), network.outputs(), SAMPLES, numbers, Scaling.USUAL, labels);
  }

  private static List<FeedbackAlignment> measured(
      LayeredNetwork network, FeedbackScheme scheme, long seed) {
    RandomStream random = RandomStream.of(seed, "alignment");
    StepPlan plan = network.plan(scheme, 1, StepPlan.Options.PLAIN);
    Map<Tensor, Matrix> values = new HashMap<>();
    plan.weights()
        .forEach(weight -> values.put(weight, RandomNetworks.values(random, plan.shape(weight))));
    plan.feedback()
        .forEach(
            tensor -> {
              if (tensor.role() == Role.FEEDBACK) {
                values.put(tensor, RandomNetworks.feedback(plan, tensor, random));
              }
            });
    return new PlanAlignment(network, values, plan, data(network, random))
        .measure(IntStream.range(0, SAMPLES).toArray());
  }

  /** Whatever the layers are, outputs of earlier layers, groups and dropout among them. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void backpropagation_agreesWithItself(long seed) {
    LayeredNetwork network = RandomNetworks.network(RandomStream.of(seed, "network"));
    List<FeedbackAlignment> measured = measured(network, FeedbackSchemes.BACKPROP, seed);
    assertThat(measured).hasSize(network.hidden().size());
    for (FeedbackAlignment layer : measured) {
      isCloseIfPresent(layer.angleDegrees(), 0.0, 0.1, network);
      isCloseIfPresent(layer.alignedFraction(), 1.0, 1e-9, network);
      isCloseIfPresent(layer.weightCorrelation(), 1.0, 1e-9, network);
      isCloseIfPresent(layer.normRatio(), 1.0, 1e-9, network);
    }
  }

  private static void isCloseIfPresent(
      OptionalDouble found, double expected, double within, LayeredNetwork network) {
    found.ifPresent(
        value -> assertThat(value).as("%s", network).isCloseTo(expected, within(within)));
  }
}
