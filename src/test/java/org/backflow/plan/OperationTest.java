package org.backflow.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What each kind of operation reads, writes and counts, worked by hand: M, N, K = 2, 3, 5. */
class OperationTest {
  private static final Extent ELEMENTS = new Extent(2, 3, 1);
  private static final Extent SUMS = new Extent(2, 3, 5);
  private static final Product PRODUCT =
      LogisticOperations.product(
          "forward.1",
          Phase.FORWARD,
          1,
          Tensor.activation(0),
          Tensor.weight(1),
          Tensor.preactivation(1),
          SUMS);

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
    assertMoves(
        PRODUCT, Phase.FORWARD, Tensor.preactivation(1), Tensor.activation(0), Tensor.weight(1));
    assertCounts(PRODUCT, 30, 30, 30);
  }

  @Test
  void activation_readsItsSums_andLooksUp() {
    Elementwise activate = LogisticOperations.activate(1, ELEMENTS);
    assertMoves(activate, Phase.FORWARD, Tensor.activation(1), Tensor.preactivation(1));
    assertCounts(activate, 0, 0, 0);
  }

  // a - t and 1 - a; two products.
  @Test
  void outputError_readsOutputsAndTargets_andMultipliesTwice() {
    Elementwise error = LogisticOperations.outputError(2, ELEMENTS);
    assertMoves(error, Phase.OUTPUT_ERROR, Tensor.delta(2), Tensor.activation(2), Tensor.target(2));
    assertCounts(error, 0, 12, 12);
  }

  // 1 - a; two products.
  @Test
  void hiddenDelta_readsErrorsAndActivations_andMultipliesTwice() {
    Elementwise delta = LogisticOperations.hiddenDelta(1, ELEMENTS);
    assertMoves(delta, Phase.FEEDBACK, Tensor.delta(1), Tensor.error(1), Tensor.activation(1));
    assertCounts(delta, 0, 12, 6);
  }

  @Test
  void selection_readsErrorsAndTheSelection_andMultipliesByAScaleOnly() {
    Select plain =
        new Select("feedback.1", 1, Tensor.delta(2), 5, Tensor.error(1), ELEMENTS, false);
    assertMoves(plain, Phase.FEEDBACK, Tensor.error(1), Tensor.delta(2), Tensor.feedback(1));
    assertCounts(plain, 0, 0, 0);
    assertCounts(
        new Select("feedback.1", 1, Tensor.delta(2), 5, Tensor.error(1), ELEMENTS, true), 0, 6, 0);
  }

  @Test
  void sparseProduct_readsErrorsAndConnections_andIssuesThirtyMultiplyAccumulates() {
    SparseProduct sparse =
        new SparseProduct("feedback.1", 1, Tensor.delta(2), 5, Tensor.error(1), SUMS);
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
        "feedback.1",
        1,
        Tensor.delta(2),
        Tensor.error(1),
        Tensor.feedback(1),
        false,
        1,
        scaled,
        SUMS);
  }

  @Test
  void scaling_readsDeltas_andMultipliesUnlessItShifts() {
    Elementwise scale = LogisticOperations.scaleDelta(1, ELEMENTS, false);
    assertMoves(scale, Phase.UPDATE, Tensor.gradient(1), Tensor.delta(1));
    assertCounts(scale, 0, 6, 0);
    assertCounts(LogisticOperations.scaleDelta(1, ELEMENTS, true), 0, 0, 0);
  }

  // Thirty multiply-accumulates, and each of six sums is subtracted from its weight.
  @Test
  void update_readsActivationsGradientsAndTheWeights_andSubtractsEverySum() {
    Product update = LogisticOperations.update(1, SUMS);
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
          public String visit(Product operation) {
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
            LogisticOperations.activate(1, ELEMENTS),
            LogisticOperations.outputError(2, ELEMENTS))) {
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
          public String visit(Product operation) {
            return "Product";
          }

          @Override
          public String visit(Elementwise operation) {
            return "Elementwise";
          }

          @Override
          public String visit(Reduce operation) {
            return "Reduce";
          }

          @Override
          public String visit(Fold operation) {
            return "Fold";
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
        };
    List<Operation> all =
        List.of(
            PRODUCT,
            LogisticOperations.activate(1, ELEMENTS),
            new Select("feedback.1", 1, Tensor.delta(2), 5, Tensor.error(1), ELEMENTS, true),
            new SparseProduct("feedback.1", 1, Tensor.delta(2), 5, Tensor.error(1), SUMS),
            sum(false));
    for (Operation operation : all) {
      assertThat(operation.accept(kind)).isEqualTo(operation.getClass().getSimpleName());
    }
  }
}
