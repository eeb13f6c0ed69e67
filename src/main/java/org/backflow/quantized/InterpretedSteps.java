package org.backflow.quantized;

import org.backflow.plan.Operation;
import org.backflow.plan.StepPlan;

/** How many steps are interpreted where figures are wanted and not all that they decide. */
public final class InterpretedSteps {

  /** Multiply-accumulates above which a step takes an interpreter about a second. */
  private static final long LARGE_STEP_MACS = 20_000_000;

  private static final int OF_LARGE_STEPS = 2;

  private InterpretedSteps() {}

  /** Returns {@code most}, but two of a step of more than twenty million multiply-accumulates. */
  public static int of(StepPlan plan, int most) {
    return plan.total(Operation::macs) > LARGE_STEP_MACS ? Math.min(most, OF_LARGE_STEPS) : most;
  }
}
