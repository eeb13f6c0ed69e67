package org.backflow.foreign.scalesim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.layer.DensePlan;
import org.backflow.network.NetworkShape;
import org.backflow.plan.Extent;
import org.backflow.plan.Operation;
import org.backflow.plan.Phase;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;
import org.junit.jupiter.api.Test;

/** What a training step does for each row of a topology. */
final class TrainingPassTest {

  private static final TopologyLayer FIRST = new ProductLayer("first", 2, 20, 785, Sparsity.DENSE);
  private static final TopologyLayer SECOND = new ProductLayer("second", 2, 10, 20, Sparsity.DENSE);

  /** 5 x 5 x 2 under 4 filters of 3 x 3, stride 1: 9 positions, windows of 18. */
  private static final TopologyLayer CONVOLUTION =
      new ConvolutionLayer("conv", 5, 5, 3, 3, 2, 4, 1, 1, Sparsity.DENSE);

  private static Topology net(TopologyLayer... layers) {
    return new Topology("net", List.of(layers));
  }

  private static List<String> operations(LayerStep step) {
    return step.plan().operations().stream().map(o -> o.name() + " " + o.extent()).toList();
  }

  @Test
  void products_underBackprop_haveTheExtentsWorkedByHand() {
    TrainingPass pass = TrainingPass.of(net(FIRST, SECOND), FeedbackSchemes.BACKPROP, 3);
    assertThat(operations(pass.layers().get(0)))
        .containsExactly(
            "forward Extent[m=6, n=20, k=785]",
            "activate Extent[m=6, n=20, k=1]",
            "scale Extent[m=6, n=20, k=1]",
            "update Extent[m=785, n=20, k=6]");
    assertThat(operations(pass.layers().get(1)))
        .containsExactly(
            "forward Extent[m=6, n=10, k=20]",
            "activate Extent[m=6, n=10, k=1]",
            "error Extent[m=6, n=10, k=1]",
            "feedback.1 Extent[m=6, n=20, k=10]",
            "delta.1 Extent[m=6, n=20, k=1]",
            "scale Extent[m=6, n=10, k=1]",
            "update Extent[m=20, n=10, k=6]");
  }

  @Test
  void convolution_underEveryScheme_foldsTheUnfoldedErrorBack() {
    for (FeedbackScheme scheme : FeedbackSchemes.all()) {
      if (TrainingPass.refusal(net(FIRST, CONVOLUTION), scheme, 2).isPresent()) {
        continue;
      }
      LayerStep step = TrainingPass.of(net(FIRST, CONVOLUTION), scheme, 2).layers().get(1);
      assertThat(step.fold())
          .as(scheme.name())
          .isEqualTo(Optional.of(new LayerStep.Fold(new Extent(18, 18, 1), new Extent(50, 2, 1))));
      assertThat(operations(step)).contains("delta.1 Extent[m=50, n=2, k=1]");
    }
  }

  @Test
  void oneHot_multipliesNothingInItsSelection() {
    LayerStep step =
        TrainingPass.of(net(FIRST, CONVOLUTION), FeedbackSchemes.ONE_HOT, 2).layers().get(1);
    Operation selection =
        step.plan().operations().stream()
            .filter(operation -> operation.name().equals("feedback.1"))
            .findFirst()
            .orElseThrow();
    assertThat(selection.extent()).isEqualTo(new Extent(18, 18, 1));
    assertThat(selection.multiplies()).isZero();
  }

  /** A file that counts the bias in K states the perceptron that a step plan is made for. */
  @Test
  void perceptron_asATopology_issuesTheMacsOfItsStepPlan() {
    Topology topology =
        net(
            new ProductLayer("hidden", 1, 20, 785, Sparsity.DENSE),
            new ProductLayer("output", 1, 10, 21, Sparsity.DENSE));
    for (FeedbackScheme scheme : FeedbackSchemes.all()) {
      StepPlan plan = DensePlan.of(NetworkShape.of(784, 20, 10), scheme, 7, StepPlan.Options.PLAIN);
      TrainingPass pass = TrainingPass.of(topology, scheme, 7);
      for (Phase phase : List.of(Phase.FORWARD, Phase.UPDATE, Phase.OUTPUT_ERROR)) {
        assertThat(macs(pass, phase))
            .as(scheme.name())
            .isEqualTo(plan.total(phase, Operation::macs));
      }
      // The file's K of 21 feeds back to the bias too, which the plan leaves out.
      long feedbackMacs = plan.total(Phase.FEEDBACK, Operation::macs);
      long biases = feedbackMacs / 20;
      assertThat(macs(pass, Phase.FEEDBACK)).as(scheme.name()).isEqualTo(feedbackMacs + biases);
    }
  }

  private static long macs(TrainingPass pass, Phase phase) {
    return pass.layers().stream()
        .mapToLong(step -> step.plan().total(phase, Operation::macs))
        .sum();
  }

  @Test
  void forward_alone_hasNoOtherPhase() {
    TrainingPass pass = TrainingPass.forward(net(FIRST, CONVOLUTION), 1);
    assertThat(pass.layers())
        .allSatisfy(step -> assertThat(step.fold()).isEmpty())
        .allSatisfy(
            step ->
                assertThat(step.plan().operations())
                    .hasSize(2)
                    .allMatch(operation -> operation.phase() == Phase.FORWARD));
  }

  @Test
  void everyScheme_whereRowsAndElementsAllow_isApplied() {
    for (FeedbackScheme scheme : FeedbackSchemes.all()) {
      assertThat(TrainingPass.refusal(net(FIRST, SECOND), scheme, 3)).as(scheme.name()).isEmpty();
    }
  }

  @Test
  void direct_errorOfTheLastLayer_goesToTheElementsOfEveryInput() {
    TopologyLayer hidden = new ProductLayer("hidden", 1, 30, 20, Sparsity.DENSE);
    TopologyLayer last = new ProductLayer("last", 1, 10, 30, Sparsity.DENSE);
    FeedbackScheme direct = FeedbackSchemes.named("direct").orElseThrow();
    TrainingPass pass = TrainingPass.of(net(FIRST, hidden, last), direct, 2);
    assertThat(operations(pass.layers().get(1)))
        .contains("feedback.1 Extent[m=2, n=20, k=10]", "delta.1 Extent[m=2, n=20, k=1]");
    assertThat(pass.layers().get(1).plan().shape(Tensor.feedback(1)))
        .isEqualTo(new Extent(10, 20, 1));
    assertThat(operations(pass.layers().get(2))).contains("feedback.1 Extent[m=2, n=30, k=10]");
  }

  @Test
  void direct_rowsThatCannotBeSharedOut_areRefusedWithAReason() {
    FeedbackScheme direct = FeedbackSchemes.named("direct").orElseThrow();
    assertThat(TrainingPass.refusal(net(FIRST, CONVOLUTION), direct, 2))
        .hasValue(
            "the output error has 18 rows, and the input of layer conv has 100 elements, which is"
                + " no multiple");
  }

  @Test
  void sparse_moreConnectionsThanOutputs_isRefusedWithTheLayer() {
    FeedbackScheme sparse = FeedbackSchemes.named("sparse-5").orElseThrow();
    assertThat(TrainingPass.refusal(net(FIRST, CONVOLUTION), sparse, 2).orElseThrow())
        .startsWith("layer conv: ");
  }

  @Test
  void batch_thatIsNone_isRefused() {
    assertThatThrownBy(() -> TrainingPass.forward(net(FIRST), 0))
        .hasMessage("minibatch of 0 samples; expected at least 1");
    assertThatThrownBy(() -> TrainingPass.forward(net(FIRST), Integer.MAX_VALUE))
        .hasMessageStartingWith("layer first has M, N, K = 4294967294, 20, 785; expected M from 1");
    assertThatThrownBy(() -> new Topology("net", List.of()))
        .hasMessage("a topology without layers; expected at least one");
  }
}
