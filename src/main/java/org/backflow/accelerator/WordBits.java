package org.backflow.accelerator;

import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.Role;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;

/** The bits of a word of every tensor of a step. */
record WordBits(StepPlan plan, FixedPointArithmetic arithmetic) {

  /**
   * Returns the bits of a stored word: those of its format, but of a choice only those that an
   * index within the window needs.
   */
  int of(Tensor tensor) {
    return tensor.role() == Role.CHOICE
        ? plan.choiceBits(tensor)
        : tensor.format(arithmetic).width();
  }
}
