package org.backflow.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backflow.feedback.FeedbackSchemes.BACKPROP;
import static org.backflow.feedback.FeedbackSchemes.ONE_HOT;
import static org.backflow.feedback.FeedbackSchemes.RANDOM;

import java.util.ArrayList;
import java.util.List;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.fixedpoint.Role;
import org.backflow.layer.DensePlan;
import org.backflow.network.NetworkShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StepPlanTest {
  private static final NetworkShape SIAREZ = NetworkShape.of(784, 20, 10);

  private static StepPlan plan(FeedbackScheme scheme) {
    return DensePlan.of(SIAREZ, scheme, 1, StepPlan.Options.PLAIN);
  }

  // The network of siarez.com: forward 785 20 + 21 10 = 15,910, the update the same, feedback
  // 20 10 = 200; 32,020 in all.
  @ParameterizedTest
  @CsvSource({"backprop, 200, 32020", "random, 200, 32020", "one-hot, 0, 31820"})
  void macs_ofTheSiarezNetwork_areThoseOfTheArithmetic(String name, long feedback, long step) {
    StepPlan plan = plan(FeedbackSchemes.named(name).orElseThrow());
    assertThat(plan.total(Phase.FORWARD, Operation::macs)).isEqualTo(15_910);
    assertThat(plan.total(Phase.OUTPUT_ERROR, Operation::macs)).isZero();
    assertThat(plan.total(Phase.FEEDBACK, Operation::macs)).isEqualTo(feedback);
    assertThat(plan.total(Phase.UPDATE, Operation::macs)).isEqualTo(15_910);
    assertThat(plan.total(Operation::macs)).isEqualTo(step);
  }

  // Beside the MACs: two multiplications per unit for its delta, one for eta delta.
  // Forward 15,910; output error 2 10; feedback 200 + 2 20; update 15,910 + 30.
  @ParameterizedTest
  @CsvSource({"backprop, 240, 32110", "random, 240, 32110", "one-hot, 40, 31910"})
  void multiplies_ofTheSiarezNetwork_addTheVectorUnit(String name, long feedback, long step) {
    StepPlan plan = plan(FeedbackSchemes.named(name).orElseThrow());
    assertThat(plan.total(Phase.FORWARD, Operation::multiplies)).isEqualTo(15_910);
    assertThat(plan.total(Phase.OUTPUT_ERROR, Operation::multiplies)).isEqualTo(20);
    assertThat(plan.total(Phase.FEEDBACK, Operation::multiplies)).isEqualTo(feedback);
    assertThat(plan.total(Phase.UPDATE, Operation::multiplies)).isEqualTo(15_940);
    assertThat(plan.total(Operation::multiplies)).isEqualTo(step);
  }

  @Test
  void multiplies_withAShiftedRateOrAScale_countWhatTheyNeed() {
    StepPlan shifted = DensePlan.of(SIAREZ, ONE_HOT, 1, new StepPlan.Options(false, true));
    assertThat(shifted.total(Phase.UPDATE, Operation::multiplies)).isEqualTo(15_910);
    StepPlan scaled = DensePlan.of(SIAREZ, ONE_HOT, 1, new StepPlan.Options(true, false));
    assertThat(scaled.total(Phase.FEEDBACK, Operation::multiplies)).isEqualTo(20 + 40);
    assertThat(scaled.total(Phase.FEEDBACK, Operation::macs)).isZero();
    StepPlan random = DensePlan.of(SIAREZ, RANDOM, 1, new StepPlan.Options(true, false));
    assertThat(random.total(Phase.FEEDBACK, Operation::multiplies))
        .as("a stored matrix holds the scale")
        .isEqualTo(240);
  }

  @Test
  void operations_ofThreeLayers_comeInTheOrderOfTheStep() {
    for (FeedbackScheme scheme : FeedbackSchemes.all()) {
      StepPlan plan = DensePlan.of(NetworkShape.of(6, 5, 4, 3), scheme, 2, StepPlan.Options.PLAIN);
      assertThat(plan.operations())
          .extracting(Operation::name)
          .containsExactly(
              "forward.1",
              "activate.1",
              "forward.2",
              "activate.2",
              "forward.3",
              "activate.3",
              "error.3",
              "feedback.2",
              "delta.2",
              "feedback.1",
              "delta.1",
              "scale.3",
              "update.3",
              "scale.2",
              "update.2",
              "scale.1",
              "update.1");
    }
  }

  @Test
  void operations_ofOneLayer_haveNoFeedback() {
    StepPlan plan = DensePlan.of(NetworkShape.of(6, 3), ONE_HOT, 2, StepPlan.Options.PLAIN);
    assertThat(plan.operations())
        .extracting(Operation::name)
        .containsExactly("forward.1", "activate.1", "error.1", "scale.1", "update.1");
  }

  @Test
  void operations_ofEachScheme_carryTheErrorByItsOperator() {
    // The bias row of W takes no part.
    assertThat(feedback(BACKPROP))
        .isEqualTo(
            new Product(
                "feedback.1",
                Phase.FEEDBACK,
                1,
                View.of(Tensor.delta(2), 1, 10),
                View.of(Tensor.weight(2), 20, 10).transpose(),
                Tensor.error(1),
                Ending.SET));
    assertThat(feedback(RANDOM))
        .isEqualTo(
            new Product(
                "feedback.1",
                Phase.FEEDBACK,
                1,
                View.of(Tensor.delta(2), 1, 10),
                View.of(Tensor.feedback(1), 10, 20),
                Tensor.error(1),
                Ending.SET));
    assertThat(feedback(ONE_HOT))
        .isEqualTo(
            new Select(
                "feedback.1",
                1,
                Tensor.delta(2),
                10,
                Tensor.error(1),
                new Extent(1, 20, 1),
                false));
  }

  private static Operation feedback(FeedbackScheme scheme) {
    return plan(scheme).operations().stream()
        .filter(operation -> operation.name().equals("feedback.1"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void operations_ofAMatrixProduct_haveTheExtentOfTheBatch() {
    StepPlan plan = DensePlan.of(SIAREZ, RANDOM, 200, StepPlan.Options.PLAIN);
    assertThat(plan.operations())
        .filteredOn(operation -> operation.extent().k() > 1)
        .extracting(operation -> operation.name() + " " + operation.extent())
        .containsExactly(
            "forward.1 Extent[m=200, n=20, k=785]",
            "forward.2 Extent[m=200, n=10, k=21]",
            "feedback.1 Extent[m=200, n=20, k=10]",
            "update.2 Extent[m=21, n=10, k=200]",
            "update.1 Extent[m=785, n=20, k=200]");
  }

  @Test
  void shape_ofEveryTensor_carriesTheConstantOneWhereItFeedsALayer() {
    StepPlan plan = DensePlan.of(SIAREZ, RANDOM, 7, StepPlan.Options.PLAIN);
    assertThat(plan.shape(Tensor.activation(0))).isEqualTo(new Extent(7, 784, 1));
    assertThat(plan.shape(Tensor.activation(1))).isEqualTo(new Extent(7, 20, 1));
    assertThat(plan.storedWords(Tensor.activation(0))).isEqualTo(7 * 785);
    assertThat(plan.storedWords(Tensor.activation(1))).isEqualTo(7 * 21);
    assertThat(plan.storedWords(Tensor.activation(2))).isEqualTo(7 * 10);
    assertThat(plan.shape(Tensor.activation(2))).isEqualTo(new Extent(7, 10, 1));
    assertThat(plan.shape(Tensor.weight(1))).isEqualTo(new Extent(785, 20, 1));
    assertThat(plan.shape(Tensor.weight(2))).isEqualTo(new Extent(21, 10, 1));
    assertThat(plan.shape(Tensor.feedback(1))).isEqualTo(new Extent(10, 20, 1));
    assertThat(plan.shape(Tensor.target(2))).isEqualTo(new Extent(7, 10, 1));
    assertThat(plan.shape(Tensor.preactivation(1))).isEqualTo(new Extent(7, 20, 1));
    assertThat(plan.shape(Tensor.error(1))).isEqualTo(new Extent(7, 20, 1));
    assertThat(plan.shape(Tensor.delta(2))).isEqualTo(new Extent(7, 10, 1));
    assertThat(plan.shape(Tensor.gradient(1))).isEqualTo(new Extent(7, 20, 1));
    assertThatThrownBy(() -> plan.shape(new Tensor(Role.DERIVATIVE, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no operation of the plan reads or writes derivative.1");
  }

  @Test
  void toString_ofATensor_isRoleAndLayer() {
    assertThat(Tensor.activation(0)).hasToString("input.0");
    assertThat(Tensor.activation(1)).hasToString("activation.1");
    assertThat(Tensor.weight(2)).hasToString("weight.2");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void of_minibatchBelowOne_isRefused(int batch) {
    assertThatThrownBy(() -> DensePlan.of(SIAREZ, BACKPROP, batch, StepPlan.Options.PLAIN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("minibatch of %d samples; expected at least 1", batch);
  }

  @Test
  void plan_ofAList_copiesIt() {
    List<Operation> operations = new ArrayList<>(plan(BACKPROP).operations());
    StepPlan plan = new StepPlan(BACKPROP, 1, operations);
    operations.clear();
    assertThat(plan).isEqualTo(plan(BACKPROP));
  }

  @Test
  void products_beyondALong_areRefusedAndNotWrapped() {
    assertThat(new Extent(1_000_000, 1_000_001, 9_000_000).products())
        .isEqualTo(9_000_009_000_000_000_000L);
    assertThatThrownBy(() -> new Extent(1_000_000, 1_000_001, 10_000_000).products())
        .isInstanceOf(CountLimitException.class);
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 1", "1, 0, 1", "1, 1, 0", "-3, 1, 1"})
  void extent_belowOne_isRefused(int m, int n, int k) {
    assertThatThrownBy(() -> new Extent(m, n, k))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("M, N, K = %d, %d, %d; each must be at least 1", m, n, k);
  }

  // 7-5-4-3: layer 1 has five units, layer 2 four, three outputs; two samples.
  @Test
  void feedback_ofEachScheme_hasItsSourceAndOperation() {
    NetworkShape network = NetworkShape.of(7, 5, 4, 3);
    assertThat(feedback(network, FeedbackSchemes.SPARSE))
        .containsExactly(
            new SparseProduct(
                "feedback.2", 2, Tensor.delta(3), 3, Tensor.error(2), new Extent(2, 4, 2)),
            new SparseProduct(
                "feedback.1", 1, Tensor.delta(2), 4, Tensor.error(1), new Extent(2, 5, 2)));
    // s = round(log2 sqrt 5) = round(1.16), round(log2 sqrt 6) = round(1.29).
    assertThat(feedback(network, FeedbackSchemes.SIGN))
        .containsExactly(
            signs(2, 3, Tensor.feedback(2), false, new Extent(2, 4, 3)),
            signs(1, 2, Tensor.feedback(1), false, new Extent(2, 5, 4)));
    assertThat(feedback(network, FeedbackSchemes.SIGN_SYMMETRIC))
        .containsExactly(
            signs(2, 3, Tensor.weight(3), true, new Extent(2, 4, 3)),
            signs(1, 2, Tensor.weight(2), true, new Extent(2, 5, 4)));
    assertThat(feedback(network, FeedbackSchemes.DIRECT))
        .containsExactly(
            direct(2, Tensor.feedback(2), new Extent(2, 4, 3)),
            direct(1, Tensor.feedback(1), new Extent(2, 5, 3)));
    assertThat(feedback(network, FeedbackSchemes.DIRECT_ONE_HOT))
        .containsExactly(
            new Select(
                "feedback.2", 2, Tensor.delta(3), 3, Tensor.error(2), new Extent(2, 4, 1), false),
            new Select(
                "feedback.1", 1, Tensor.delta(3), 3, Tensor.error(1), new Extent(2, 5, 1), false));
  }

  @Test
  void shape_ofFeedback_isSourceByLayer() {
    NetworkShape network = NetworkShape.of(7, 5, 4, 3);
    StepPlan direct = DensePlan.of(network, FeedbackSchemes.DIRECT, 2, StepPlan.Options.PLAIN);
    assertThat(direct.shape(Tensor.feedback(1))).isEqualTo(new Extent(3, 5, 1));
    StepPlan sparse = DensePlan.of(network, FeedbackSchemes.SPARSE, 2, StepPlan.Options.PLAIN);
    assertThat(sparse.shape(Tensor.feedback(1))).isEqualTo(new Extent(4, 5, 1));
  }

  @Test
  void plan_ofASchemeThatDoesNotFit_isRefused() {
    NetworkShape network = NetworkShape.of(7, 5, 4, 3);
    DensePlan.of(network, FeedbackSchemes.sparse(3), 2, StepPlan.Options.PLAIN);
    assertThatThrownBy(
            () -> DensePlan.of(network, FeedbackSchemes.sparse(4), 2, StepPlan.Options.PLAIN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "sparse-4 connects each unit of layer 2 to 4 units of layer 3, which has 3; at most"
                + " sparse-3 fits 7-5-4-3");
  }

  // 2^4 = 16 indices fit four bits; one source needs none, but a wire.
  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "3, 2", "4, 2", "5, 3", "10, 4", "16, 4", "17, 5"})
  void selectionBits_ofSources_areTheLogarithmRoundedUp(int outputs, int bits) {
    StepPlan plan =
        DensePlan.of(NetworkShape.of(7, 5, outputs), ONE_HOT, 2, StepPlan.Options.PLAIN);
    assertThat(plan.selectionBits(1)).isEqualTo(bits);
  }

  private static List<Operation> feedback(NetworkShape network, FeedbackScheme scheme) {
    return DensePlan.of(network, scheme, 2, StepPlan.Options.PLAIN).operations().stream()
        .filter(operation -> operation.name().startsWith("feedback"))
        .toList();
  }

  private static SignedSum signs(
      int layer, int source, Tensor signs, boolean transposed, Extent extent) {
    return new SignedSum(
        "feedback." + layer,
        layer,
        Tensor.delta(source),
        Tensor.error(layer),
        signs,
        transposed,
        1,
        false,
        extent);
  }

  private static Product direct(int layer, Tensor right, Extent extent) {
    return LogisticOperations.product(
        "feedback." + layer,
        Phase.FEEDBACK,
        layer,
        Tensor.delta(3),
        right,
        Tensor.error(layer),
        extent);
  }
}
