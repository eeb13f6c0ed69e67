package org.backflow.accelerator;

import java.util.Optional;
import org.backflow.accelerator.memory.FeedbackStorage;
import org.backflow.accelerator.memory.Footprint;
import org.backflow.accelerator.memory.LaneUse;
import org.backflow.accelerator.memory.Memory;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.Role;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;

/** The tensors of a step as operands: the memory and the width of each; notes what each takes. */
final class StepOperands {

  private final StepPlan plan;
  private final FeedbackStorage feedbackStorage;
  private final FixedPointArithmetic arithmetic;
  private final StepFootprints footprints;

  StepOperands(
      StepPlan plan,
      FeedbackStorage feedbackStorage,
      FixedPointArithmetic arithmetic,
      StepFootprints footprints) {
    this.plan = plan;
    this.feedbackStorage = feedbackStorage;
    this.arithmetic = arithmetic;
    this.footprints = footprints;
  }

  /** Returns the bits of a word of {@code role}. */
  int bits(Role role) {
    return arithmetic.format(role).width();
  }

  /** Returns {@code tensor} in words of its role. */
  Operand of(Tensor tensor) {
    return of(tensor, bits(tensor.role()));
  }

  /** Returns {@code tensor}, of each of whose words {@code wordBits} are read. */
  Operand of(Tensor tensor, int wordBits) {
    Memory memory =
        switch (tensor.role()) {
          case WEIGHT -> Memory.WEIGHT;
          case FEEDBACK -> Memory.FEEDBACK;
          default -> Memory.ACTIVATION;
        };
    Operand operand = new Operand(tensor.toString(), memory, wordBits);
    if (tensor.role() == Role.FEEDBACK && !feedbackStorage.isRead()) {
      return operand.withAccessBits(0);
    }
    if (tensor.role() != Role.FEEDBACK || feedbackStorage != FeedbackStorage.DRAM) {
      footprints.add(operand, plan.shape(tensor).elements(), lifetime(tensor.role()));
    }
    return operand;
  }

  private static Footprint.Lifetime lifetime(Role role) {
    return switch (role) {
      case WEIGHT, FEEDBACK -> Footprint.Lifetime.PERSISTENT;
      case INPUT, TARGET -> Footprint.Lifetime.ARRIVING;
      default -> Footprint.Lifetime.PRODUCED;
    };
  }

  /** Returns the second copy of the weights of {@code layer}, without their bias row. */
  Operand transposedCopy(int layer, int wordBits) {
    Operand copy = new Operand("transposedWeight." + layer, Memory.FEEDBACK, wordBits);
    long words = (long) plan.network().width(layer - 1) * plan.network().width(layer);
    footprints.add(copy, words, Footprint.Lifetime.PERSISTENT);
    return copy;
  }

  /** Returns {@code tensor} as what all lanes of the router pick from, row by row. */
  LaneOperand shared(Tensor tensor) {
    return new LaneOperand(of(tensor), LaneUse.SHARED, plan.shape(tensor).n());
  }

  /** Returns the table of what the units of {@code layer} listen to, or nothing if not read. */
  Optional<LaneOperand> selections(int layer, long words) {
    return table(
        new Operand("selection." + layer, Memory.FEEDBACK, plan.selectionBits(layer)), words);
  }

  /** Returns the table of the weights of the connections of {@code layer}, or nothing. */
  Optional<LaneOperand> connectionValues(int layer, long words) {
    Tensor values = Tensor.feedback(layer);
    return table(new Operand(values.toString(), Memory.FEEDBACK, bits(values.role())), words);
  }

  private Optional<LaneOperand> table(Operand operand, long words) {
    if (!feedbackStorage.isRead()) {
      return Optional.empty();
    }
    if (feedbackStorage != FeedbackStorage.DRAM) {
      footprints.add(operand, words, Footprint.Lifetime.PERSISTENT);
    }
    return Optional.of(new LaneOperand(operand, LaneUse.TABLE, words));
  }
}
