package org.backflow.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.backflow.data.ImageShape;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.LearningRate;
import org.backflow.fixedpoint.Role;
import org.backflow.function.Activation;
import org.backflow.function.Activations;
import org.backflow.function.Identity;
import org.backflow.function.LeakyRelu;
import org.backflow.function.Logistic;
import org.backflow.function.Precision;
import org.backflow.function.Tanh;
import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;
import org.backflow.plan.Operation;
import org.backflow.plan.Phase;
import org.backflow.plan.Reduce;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;
import org.backflow.quantized.FixedPointInterpreter;
import org.backflow.random.RandomStream;
import org.backflow.reference.FloatInterpreter;
import org.junit.jupiter.api.Test;

class LayeredNetworkTest {
  private static final Optional<Activation> LOGISTIC = Optional.of(new Logistic());

  private static LayeredNetwork network(ImageShape input, Layer... layers) {
    return new LayeredNetwork(input, List.of(layers), new HalfSquaredError());
  }

  /** Convolution, pooling, convolution, flatten and two dense layers. */
  static LayeredNetwork convolutional(Reduce.Kind pooling) {
    return network(
        new ImageShape(9, 8, 2),
        new Convolution(3, 3, 1, 1, LOGISTIC),
        new Pooling(pooling, 2, 2),
        new Convolution(4, 2, 1, 0, LOGISTIC),
        new Flatten(),
        new Dense(5, LOGISTIC),
        new Dense(3, LOGISTIC));
  }

  // 9 x 8 stays with padding 1; pooled to 4 x 4; windows of 2 leave 3 x 3 of 4 channels, 36.
  @Test
  void plan_ofConvolutions_hasTheOperationsOfEveryLayerInTheirOrder() {
    StepPlan plan =
        convolutional(Reduce.Kind.MAX).plan(FeedbackSchemes.BACKPROP, 2, StepPlan.Options.PLAIN);
    assertThat(plan.operations())
        .extracting(operation -> operation.name() + " " + extent(operation))
        .containsExactly(
            "forward.1 144x3x19",
            "activate.1 144x3x1",
            "pool.2 32x3x4",
            "forward.3 18x4x13",
            "activate.3 18x4x1",
            "forward.5 2x5x37",
            "activate.5 2x5x1",
            "forward.6 2x3x6",
            "activate.6 2x3x1",
            "error.6 2x3x1",
            "feedback.5 2x5x3",
            "delta.5 2x5x1",
            "feedback.3 2x36x5",
            "delta.3 18x4x1",
            "feedback.2 18x12x4",
            "fold.2 32x3x4",
            "unpool.1 144x3x1",
            "delta.1 144x3x1",
            "scale.6 2x3x1",
            "update.6 6x3x2",
            "scale.5 2x5x1",
            "update.5 37x5x2",
            "scale.3 18x4x1",
            "update.3 13x4x18",
            "scale.1 144x3x1",
            "update.1 19x3x144");
    assertThat(plan.weights())
        .extracting(weight -> weight + " " + plan.shape(weight).m())
        .containsExactlyInAnyOrder("weight.1 19", "weight.3 13", "weight.5 37", "weight.6 6");
  }

  private static String extent(Operation operation) {
    return operation.extent().m() + "x" + operation.extent().n() + "x" + operation.extent().k();
  }

  @Test
  void plan_ofADirectScheme_carriesTheOutputErrorToEveryLayerThatLearns() {
    StepPlan plan =
        convolutional(Reduce.Kind.SUM)
            .plan(FeedbackSchemes.named("direct").orElseThrow(), 2, StepPlan.Options.PLAIN);
    assertThat(plan.operations())
        .filteredOn(operation -> operation.name().startsWith("feedback"))
        .extracting(operation -> operation.name() + " " + extent(operation))
        .containsExactly("feedback.5 2x5x3", "feedback.3 2x36x3", "feedback.1 2x216x3");
  }

  @Test
  void randomPlan_ofAnyScheme_writesBeforeItReads_andReadsWeightsBeforeTheirUpdate() {
    for (long seed = 1; seed <= 60; seed++) {
      LayeredNetwork network = DrawnNetwork.of(RandomStream.of(seed, "order"));
      for (FeedbackScheme scheme : network.fitting()) {
        StepPlan plan = network.plan(scheme, 2, StepPlan.Options.PLAIN);
        requireOrder(plan, scheme.name() + ", seed " + seed, network.learning().size());
      }
    }
  }

  @Test
  void plan_ofAnyScheme_writesBeforeItReads_andReadsWeightsBeforeTheirUpdate() {
    for (FeedbackScheme scheme : FeedbackSchemes.all()) {
      for (Reduce.Kind kind : Reduce.Kind.values()) {
        StepPlan plan = convolutional(kind).plan(scheme, 3, StepPlan.Options.PLAIN);
        requireOrder(plan, scheme.name(), 4);
      }
    }
  }

  private static void requireOrder(StepPlan plan, String title, int learning) {
    Set<Tensor> written = new HashSet<>();
    Set<Tensor> updated = new HashSet<>();
    for (Operation operation : plan.operations()) {
      for (Tensor read : operation.reads()) {
        boolean given =
            Set.of(Role.INPUT, Role.TARGET, Role.WEIGHT, Role.FEEDBACK).contains(read.role());
        assertThat(given || written.contains(read))
            .as("%s reads %s, %s", operation.name(), read, title)
            .isTrue();
        assertThat(updated).as(title).doesNotContain(read);
      }
      written.addAll(operation.writes());
      if (operation.result().role() == Role.WEIGHT) {
        updated.add(operation.result());
      }
    }
    assertThat(updated).as(title).hasSize(learning);
    assertThat(plan.uses(Tensor.error(0))).as("nobody needs the input's error").isFalse();
    assertThat(plan.operations()).extracting(Operation::name).as(title).doesNotHaveDuplicates();
  }

  @Test
  void network_whoseLayersDoNotFit_isRefusedWithPlaceAndShapes() {
    assertThatThrownBy(
            () ->
                network(
                    new ImageShape(5, 5, 1),
                    new Pooling(Reduce.Kind.MAX, 2, 2),
                    new Convolution(4, 3, 1, 0, LOGISTIC),
                    new Flatten(),
                    new Dense(2, LOGISTIC)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "layer 2, conv 3x3x4 logistic, does not fit an input of 2 x 2: a kernel of 3 x 3"
                + " does not fit an image of 2 x 2 with padding 0; expected at most 2 x 2");
    assertThatThrownBy(() -> network(new ImageShape(5, 5, 1), new Flatten()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a network of 1 layers whose last one does not learn; expected a dense layer or a"
                + " convolution");
  }

  @Test
  void pooling_ofWhatDoesNotFit_isRefusedWithPlaceAndShapes() {
    assertThatThrownBy(
            () ->
                network(
                    new ImageShape(9, 3, 2),
                    new Pooling(Reduce.Kind.SUM, 4, 4),
                    new Dense(2, LOGISTIC)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "layer 1, average-pool 4, does not fit an input of 9 x 3 x 2: a kernel of 4 x 4"
                + " does not fit an image of 9 x 3 with padding 0; expected at most 9 x 3");
    assertThatThrownBy(
            () ->
                network(
                    new ImageShape(17, 16, 2),
                    new GlobalPooling(Reduce.Kind.MAX),
                    new Dense(2, LOGISTIC)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "layer 1, global-max-pool, does not fit an input of 17 x 16 x 2: the largest of 17 x"
                + " 16 = 272 pixels; expected at most 256");
  }

  @Test
  void residual_thatDoesNotFit_isRefusedWithBothShapes() {
    assertThatThrownBy(
            () ->
                network(
                    new ImageShape(5, 5, 1),
                    new Convolution(4, 3, 1, 1, LOGISTIC),
                    new Convolution(2, 3, 1, 1, LOGISTIC),
                    new Residual(1),
                    new Dense(2, LOGISTIC)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "layer 3, add 1, does not fit an input of 5 x 5 x 2: layer 1 has an output of 5 x 5 x"
                + " 4; a sum needs equal shapes");
    assertThatThrownBy(
            () ->
                network(
                    ImageShape.vector(2),
                    new Dense(2, LOGISTIC),
                    new Residual(1),
                    new Dense(2, LOGISTIC)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "layer 2, add 1, does not fit an input of 2 features: it reads layer 1, too; expected"
                + " one before the layer before it, 0 to 0");
  }

  // z = 2 x, a sum with x, and the error of both: delta = e (2 + 1) where the output error is e.
  @Test
  void residual_addsForwardAndCarriesTheErrorToBoth() {
    LayeredNetwork network =
        network(
            ImageShape.vector(1),
            new Dense(1, Optional.empty()),
            new Dense(1, Optional.empty()),
            new Residual(1),
            new Dense(1, Optional.of(new Identity())));
    StepPlan plan = network.plan(FeedbackSchemes.BACKPROP, 1, StepPlan.Options.PLAIN);
    FloatInterpreter interpreter = new FloatInterpreter(plan, Precision.DOUBLE);
    interpreter.put(Tensor.weight(1), new Matrix(2, 1, new double[] {1, 0}));
    interpreter.put(Tensor.weight(2), new Matrix(2, 1, new double[] {2, 0}));
    interpreter.put(Tensor.weight(4), new Matrix(2, 1, new double[] {1, 0}));
    interpreter.step(new Matrix(1, 1, new double[] {5}), Matrix.zeros(1, 1), 0.5);
    assertThat(interpreter.get(Tensor.activation(3)).values()).containsExactly(15);
    assertThat(interpreter.get(Tensor.delta(4)).values()).containsExactly(15);
    assertThat(interpreter.get(Tensor.error(1)).values()).containsExactly(45);
    assertThat(plan.operations())
        .filteredOn(operation -> operation.phase() == Phase.FEEDBACK)
        .extracting(Operation::name)
        .containsExactly("feedback.3", "feedback.1", "sum.1");
  }

  @Test
  void activationAlone_isThatOfTheLayerBefore_withEveryScheme() {
    for (FeedbackScheme scheme : FeedbackSchemes.all()) {
      RandomStream random = RandomStream.of(5, scheme.name());
      LayeredNetwork inside =
          network(ImageShape.vector(3), new Dense(4, LOGISTIC), new Dense(3, LOGISTIC));
      LayeredNetwork alone =
          network(
              ImageShape.vector(3),
              new Dense(4, Optional.empty()),
              new ActivationLayer(new Logistic()),
              new Dense(3, LOGISTIC));
      StepPlan plan = inside.plan(scheme, 2, StepPlan.Options.PLAIN);
      StepPlan other = alone.plan(scheme, 2, StepPlan.Options.PLAIN);
      Map<Tensor, Matrix> start = LayeredStart.of(plan, random);
      FloatInterpreter first = new FloatInterpreter(plan, Precision.DOUBLE);
      FloatInterpreter second = new FloatInterpreter(other, Precision.DOUBLE);
      start.forEach(
          (tensor, values) -> {
            first.put(tensor, values);
            boolean renamed = tensor.role() == Role.FEEDBACK || tensor.layer() == 2;
            int layer = renamed ? tensor.layer() + 1 : tensor.layer();
            second.put(new Tensor(tensor.role(), layer), values);
          });
      Matrix inputs = LayeredStart.drawn(random, plan.shape(plan.given(Role.INPUT)));
      first.step(inputs, Matrix.zeros(2, 3), 0.5);
      second.step(inputs, Matrix.zeros(2, 3), 0.5);
      assertThat(second.get(Tensor.weight(1)).values())
          .as(scheme.name())
          .containsExactly(first.get(Tensor.weight(1)).values());
    }
  }

  @Test
  void inference_computesTheOutputOfTraining_andNotesNothingForAWayBack() {
    for (Reduce.Kind kind : Reduce.Kind.values()) {
      LayeredNetwork network = convolutional(kind);
      StepPlan training = network.plan(FeedbackSchemes.BACKPROP, 2, StepPlan.Options.PLAIN);
      StepPlan inference = network.inference(2);
      assertThat(inference.operations())
          .allMatch(operation -> operation.phase() == Phase.FORWARD)
          .allMatch(operation -> operation.writes().size() == 1)
          .extracting(Operation::name)
          .containsExactly(
              training.operations().stream()
                  .filter(operation -> operation.phase() == Phase.FORWARD)
                  .map(Operation::name)
                  .toArray(String[]::new));
      RandomStream random = RandomStream.of(1, "inference");
      Map<Tensor, Matrix> start = LayeredStart.of(training, random);
      Matrix inputs = LayeredStart.drawn(random, training.shape(training.given(Role.INPUT)));
      FloatInterpreter trained = new FloatInterpreter(training, Precision.SINGLE);
      FloatInterpreter used = new FloatInterpreter(inference, Precision.SINGLE);
      FixedPointInterpreter trainedCodes = inFixedPoint(training);
      FixedPointInterpreter usedCodes = inFixedPoint(inference);
      start.forEach(
          (tensor, values) -> {
            trained.put(tensor, values);
            used.put(tensor, values);
            trainedCodes.put(tensor, values);
            usedCodes.put(tensor, values);
          });
      trained.step(inputs, Matrix.zeros(2, 3), 0.5);
      used.infer(inputs);
      trainedCodes.step(inputs, Matrix.zeros(2, 3));
      usedCodes.infer(inputs);
      Tensor output = inference.operations().get(inference.operations().size() - 1).result();
      assertThat(used.get(output).values()).containsExactly(trained.get(output).values());
      assertThat(usedCodes.get(output).codes()).containsExactly(trainedCodes.get(output).codes());
    }
  }

  private static FixedPointInterpreter inFixedPoint(StepPlan plan) {
    return new FixedPointInterpreter(
        plan, FixedPointArithmetic.sixteenBits(), LearningRate.of(0.3), 1);
  }

  @Test
  void widths_ofDenseLogisticLayers_sayAllOfThem() {
    NetworkShape widths = NetworkShape.of(7, 5, 3);
    assertThat(LayeredNetwork.of(widths).widths()).hasValue(widths);
    assertThat(LayeredNetwork.of(widths)).hasToString("7-5-3");
    LayeredNetwork ofAnImage =
        network(new ImageShape(7, 1, 1), new Dense(5, LOGISTIC), new Dense(3, LOGISTIC));
    assertThat(ofAnImage.widths()).hasValue(widths);
    assertThat(ofAnImage).hasToString("7 x 1: dense 5 logistic, dense 3 logistic");
    assertThat(network(ImageShape.vector(7), new Dense(3, Optional.of(new Tanh()))).widths())
        .isEmpty();
    assertThat(convolutional(Reduce.Kind.MAX).widths()).isEmpty();
  }

  @Test
  void network_ofLayers_saysWhatLearnsAndWhatReceivesErrors() {
    LayeredNetwork network = convolutional(Reduce.Kind.SUM);
    assertThat(network.learning()).containsExactly(1, 3, 5, 6);
    assertThat(network.hidden()).containsExactly(1, 3, 5);
    assertThat(network.inputs()).isEqualTo(144);
    assertThat(network.outputs()).isEqualTo(3);
    assertThat(network.shape(2)).isEqualTo(new ImageShape(4, 4, 3));
    assertThat(network)
        .isEqualTo(convolutional(Reduce.Kind.SUM))
        .isNotEqualTo(convolutional(Reduce.Kind.MAX))
        .hasToString(
            "9 x 8 x 2: conv 3x3x3 logistic, average-pool 2, conv 2x2x4 logistic, flatten, dense 5"
                + " logistic, dense 3 logistic");
  }

  @Test
  void activations_ofOneName_areEqual() {
    for (String name : Activations.names()) {
      assertThat(Activations.require(name)).isEqualTo(Activations.require(name));
    }
    assertThat(new LeakyRelu(3)).isEqualTo(new LeakyRelu(3)).isNotEqualTo(new LeakyRelu(4));
    assertThat(new LeakyRelu(3).function()).isEqualTo(new LeakyRelu(3).function());
    assertThat(new LeakyRelu(3).slope()).isNotEqualTo(new LeakyRelu(4).slope());
  }
}
