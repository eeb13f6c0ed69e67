package org.backflow.execution;

import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.plan.StepPlan;

/** Makes the machines of networks, each of which has one of its own. */
public final class Machines {

  private Machines() {}

  /** Returns one for single precision. */
  public static Machine<float[]> floats() {
    return new FloatMachine();
  }

  /**
   * Returns one for fixed point whose accumulators double precision holds.
   *
   * @param plan a step of the network
   * @param seed what the random registers are seeded from
   */
  public static Machine<double[]> codes(StepPlan plan, FixedPointArithmetic arithmetic, long seed) {
    return new CodeMachine(plan, arithmetic, seed);
  }

  /** Returns one for fixed point with accumulators of any width. */
  public static Machine<long[]> wideCodes(
      StepPlan plan, FixedPointArithmetic arithmetic, long seed) {
    return new WideCodeMachine(plan, arithmetic, seed);
  }

  /**
   * Returns whether double precision holds every accumulator of {@code plan} exactly.
   *
   * @throws IllegalArgumentException when an accumulator could overflow
   */
  public static boolean fitDouble(StepPlan plan, FixedPointArithmetic arithmetic) {
    return FixedPointMachine.fitsDouble(plan, arithmetic);
  }
}
