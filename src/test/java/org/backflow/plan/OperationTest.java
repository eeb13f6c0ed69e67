package org.backflow.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What each kind of operation reads, writes and counts, worked by hand: M, N, K = 2, 3, 5. */
class OperationTest {
  private static final Extent ELEMENTS = new Extent(2, 3, 1);
  private static final Extent SUMS = new Extent(2, 3, 5);

  private static void assertMoves(
      Operation operation, Phase phase, Tensor result, Tensor... reads) {
    assertThat(operation.phase()).as(operation.name()).isEqualTo(phase);
    assertThat(operation.result()).as(operation.name()).isEqualTo(result);
    assertThat(operation.reads()).as(operation.name()).containsExactly(reads);
  }

  private static void assertCounts(Operation operation, long macs, long multiplies, long adds) {
    assertThat(List.of(operation.macs(), operation.multiplies(), operation.adds()))
        .as("multiply-accumulates, multiplies, additions of %s", operation.name())
        .containsExactly(macs, multiplies, adds);
  }

  @Test
  void product_readsItsOperands_andIssuesThirtyMultiplyAccumulates() {
    MatMul product =
        new MatMul(
            "forward.1",
            Phase.FORWARD,
            1,
            Tensor.activation(0),
            Tensor.weight(1),
            false,
            Tensor.preactivation(1),
            SUMS);
    assertMoves(
        product, Phase.FORWARD, Tensor.preactivation(1), Tensor.activation(0), Tensor.weight(1));
    assertCounts(product, 30, 30, 30);
  }

  @Test
  void activation_readsItsSums_andLooksUp() {
    Activate activate = new Activate("activate.1", 1, ELEMENTS);
    assertMoves(activate, Phase.FORWARD, Tensor.activation(1), Tensor.preactivation(1));
    assertCounts(activate, 0, 0, 0);
  }

  // a - t and 1 - a; two products.
  @Test
  void outputError_readsOutputsAndTargets_andMultipliesTwice() {
    OutputError error = new OutputError("error.2", 2, ELEMENTS);
    assertMoves(error, Phase.OUTPUT_ERROR, Tensor.delta(2), Tensor.activation(2), Tensor.target(2));
    assertCounts(error, 0, 12, 12);
  }

  // 1 - a; two products.
  @Test
  void hiddenDelta_readsErrorsAndActivations_andMultipliesTwice() {
    HiddenDelta delta = new HiddenDelta("delta.1", 1, ELEMENTS);
    assertMoves(delta, Phase.FEEDBACK, Tensor.delta(1), Tensor.error(1), Tensor.activation(1));
    assertCounts(delta, 0, 12, 6);
  }

  @Test
  void selection_readsErrorsAndTheSelection_andMultipliesByAScaleOnly() {
    Select plain = new Select("feedback.1", 1, Tensor.delta(2), ELEMENTS, false);
    assertMoves(plain, Phase.FEEDBACK, Tensor.error(1), Tensor.delta(2), Tensor.feedback(1));
    assertCounts(plain, 0, 0, 0);
    assertCounts(new Select("feedback.1", 1, Tensor.delta(2), ELEMENTS, true), 0, 6, 0);
  }

  @Test
  void sparseProduct_readsErrorsAndConnections_andIssuesThirtyMultiplyAccumulates() {
    SparseProduct sparse = new SparseProduct("feedback.1", 1, Tensor.delta(2), SUMS);
    assertMoves(sparse, Phase.FEEDBACK, Tensor.error(1), Tensor.delta(2), Tensor.feedback(1));
    assertCounts(sparse, 30, 30, 30);
  }

  @Test
  void signedSum_readsErrorsAndSigns_andAddsThirtyTimes() {
    SignedSum plain = sum(false);
    assertMoves(plain, Phase.FEEDBACK, Tensor.error(1), Tensor.delta(2), Tensor.feedback(1));
    assertCounts(plain, 0, 0, 30);
    assertCounts(sum(true), 0, 6, 30);
  }

  private static SignedSum sum(boolean scaled) {
    return new SignedSum(
        "feedback.1", 1, Tensor.delta(2), Tensor.feedback(1), false, 1, scaled, SUMS);
  }

  @Test
  void scaling_readsDeltas_andMultipliesUnlessItShifts() {
    ScaleDelta scale = new ScaleDelta("scale.1", 1, ELEMENTS, false);
    assertMoves(scale, Phase.UPDATE, Tensor.gradient(1), Tensor.delta(1));
    assertCounts(scale, 0, 6, 0);
    assertCounts(new ScaleDelta("scale.1", 1, ELEMENTS, true), 0, 0, 0);
  }

  // Thirty multiply-accumulates, and each of six sums is subtracted from its weight.
  @Test
  void update_readsActivationsGradientsAndTheWeights_andSubtractsEverySum() {
    WeightUpdate update = new WeightUpdate("update.1", 1, SUMS);
    assertMoves(
        update,
        Phase.UPDATE,
        Tensor.weight(1),
        Tensor.activation(0),
        Tensor.gradient(1),
        Tensor.weight(1));
    assertCounts(update, 30, 30, 36);
  }

  @Test
  void feedbackVisitor_ofWhatCarriesNoErrorBack_isRefused() {
    FeedbackVisitor<String> reader =
        new FeedbackVisitor<>() {
          @Override
          public String visit(MatMul operation) {
            return "product";
          }

          @Override
          public String visit(Select operation) {
            return "selection";
          }

          @Override
          public String visit(SparseProduct operation) {
            return "sparse";
          }

          @Override
          public String visit(SignedSum operation) {
            return "signs";
          }
        };
    assertThat(sum(false).accept(reader)).isEqualTo("signs");
    for (Operation operation :
        List.of(
            new Activate("activate.1", 1, ELEMENTS),
            new OutputError("error.2", 2, ELEMENTS),
            new HiddenDelta("delta.1", 1, ELEMENTS),
            new ScaleDelta("scale.1", 1, ELEMENTS, true),
            new WeightUpdate("update.1", 1, SUMS))) {
      assertThatThrownBy(() -> operation.accept(reader))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(operation.name() + " carries no error back");
    }
  }

  @Test
  void accept_ofEachKind_returnsWhatItsVisitReturns() {
    Operation.Visitor<String> kind =
        new Operation.Visitor<>() {
          @Override
          public String visit(MatMul operation) {
            return "MatMul";
          }

          @Override
          public String visit(Activate operation) {
            return "Activate";
          }

          @Override
          public String visit(OutputError operation) {
            return "OutputError";
          }

          @Override
          public String visit(Select operation) {
            return "Select";
          }

          @Override
          public String visit(SparseProduct operation) {
            return "SparseProduct";
          }

          @Override
          public String visit(SignedSum operation) {
            return "SignedSum";
          }

          @Override
          public String visit(HiddenDelta operation) {
            return "HiddenDelta";
          }

          @Override
          public String visit(ScaleDelta operation) {
            return "ScaleDelta";
          }

          @Override
          public String visit(WeightUpdate operation) {
            return "WeightUpdate";
          }
        };
    List<Operation> all =
        List.of(
            new MatMul(
                "forward.1",
                Phase.FORWARD,
                1,
                Tensor.activation(0),
                Tensor.weight(1),
                false,
                Tensor.preactivation(1),
                SUMS),
            new Activate("activate.1", 1, ELEMENTS),
            new OutputError("error.2", 2, ELEMENTS),
            new Select("feedback.1", 1, Tensor.delta(2), ELEMENTS, true),
            new SparseProduct("feedback.1", 1, Tensor.delta(2), SUMS),
            sum(false),
            new HiddenDelta("delta.1", 1, ELEMENTS),
            new ScaleDelta("scale.1", 1, ELEMENTS, true),
            new WeightUpdate("update.1", 1, SUMS));
    for (Operation operation : all) {
      assertThat(operation.accept(kind)).isEqualTo(operation.getClass().getSimpleName());
    }
  }
}
