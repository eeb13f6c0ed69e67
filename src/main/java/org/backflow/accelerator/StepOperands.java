package org.backflow.accelerator;

import java.util.Optional;
import org.backflow.accelerator.memory.FeedbackStorage;
import org.backflow.accelerator.memory.LaneUse;
import org.backflow.accelerator.memory.StoredTensor;
import org.backflow.accelerator.memory.TensorKind;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.Role;
import org.backflow.plan.Elementwise;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;

/** The tensors of a step as operands: the width of each, and what the ports spend on it. */
final class StepOperands {

  private final StepPlan plan;
  private final FeedbackStorage feedbackStorage;
  private final FixedPointArithmetic arithmetic;

  StepOperands(StepPlan plan, FeedbackStorage feedbackStorage, FixedPointArithmetic arithmetic) {
    this.plan = plan;
    this.feedbackStorage = feedbackStorage;
    this.arithmetic = arithmetic;
  }

  /** Returns the bits of a word of {@code tensor}. */
  int bits(Tensor tensor) {
    return new WordBits(plan, arithmetic).of(tensor);
  }

  /** Returns {@code tensor} in words of its format. */
  Operand of(Tensor tensor) {
    return of(tensor, bits(tensor));
  }

  /** Returns {@code tensor}, of each of whose words {@code wordBits} are read. */
  Operand of(Tensor tensor, int wordBits) {
    Operand operand = new Operand(StoredTensor.of(tensor), wordBits);
    return tensor.role() == Role.FEEDBACK && !feedbackStorage.isRead()
        ? operand.withAccessBits(0)
        : operand;
  }

  /** Returns the second copy of the weights of {@code layer}, without their bias row. */
  static Operand transposedCopy(int layer, int wordBits) {
    return new Operand(new StoredTensor(TensorKind.TRANSPOSED_WEIGHT, layer), wordBits);
  }

  /** Returns {@code tensor} as what all lanes of the router pick from, row by row. */
  LaneOperand shared(Tensor tensor) {
    return new LaneOperand(of(tensor), LaneUse.SHARED, plan.shape(tensor).n());
  }

  /** Returns an input as the lanes read it: each its element, or all the one word of a row. */
  LaneOperand input(Elementwise operation, Tensor tensor) {
    return operation.isBroadcast(plan.shape(tensor).elements())
        ? shared(tensor)
        : new LaneOperand(of(tensor), LaneUse.ELEMENTS, operation.extent().n());
  }

  /** Returns the table of what the units of {@code layer} listen to, or nothing if not read. */
  Optional<LaneOperand> selections(int layer, long words) {
    return table(TensorKind.SELECTION, layer, plan.selectionBits(layer), words);
  }

  /** Returns the table of the weights of the connections of {@code layer}, or nothing. */
  Optional<LaneOperand> connectionValues(int layer, long words) {
    return table(TensorKind.FEEDBACK, layer, bits(Tensor.feedback(layer)), words);
  }

  private Optional<LaneOperand> table(TensorKind kind, int layer, int wordBits, long words) {
    Operand operand = new Operand(new StoredTensor(kind, layer), wordBits);
    return feedbackStorage.isRead()
        ? Optional.of(new LaneOperand(operand, LaneUse.TABLE, words))
        : Optional.empty();
  }
}
