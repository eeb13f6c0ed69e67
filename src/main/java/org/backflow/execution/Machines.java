package org.backflow.execution;

import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.plan.StepPlan;

/**
 * Makes the machines of networks, each of which has one of its own: in vector registers where the
 * module {@code jdk.incubator.vector} is present, else of plain loops, with the same bits.
 */
public final class Machines {

  private static final boolean VECTORS =
      ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

  private Machines() {}

  /**
   * Returns one for single precision.
   *
   * @param seed what the registers are seeded from that masks are drawn from
   */
  public static Machine<float[]> floats(long seed) {
    return VECTORS ? (FloatMachine) vector("VectorFloatMachine", seed) : new FloatMachine(seed);
  }

  /**
   * Returns one for fixed point whose accumulators double precision holds.
   *
   * @param plan a step of the network
   * @param seed what the random registers are seeded from, those of roundings and of masks
   */
  public static Machine<double[]> codes(StepPlan plan, FixedPointArithmetic arithmetic, long seed) {
    return VECTORS
        ? (CodeMachine) vector("VectorCodeMachine", plan, arithmetic, seed)
        : new CodeMachine(plan, arithmetic, seed);
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

  /** By name: the class is neither compiled nor loaded together with those that do without. */
  private static Object vector(String name, Object... arguments) {
    try {
      Class<?> implementation = Class.forName(Machines.class.getPackageName() + "." + name);
      return implementation.getDeclaredConstructors()[0].newInstance(arguments);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(name + " is missing from this build", e);
    }
  }
}
