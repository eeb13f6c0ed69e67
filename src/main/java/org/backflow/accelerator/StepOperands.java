package org.backflow.accelerator;

import org.backflow.accelerator.memory.FeedbackStorage;
import org.backflow.accelerator.memory.Footprint;
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

  /** Returns the table of what each unit of {@code layer} listens to. */
  Operand selection(int layer) {
    return new Operand("selection." + layer, Memory.FEEDBACK, plan.selectionBits(layer));
  }
}
