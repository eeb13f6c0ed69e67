package org.backflow.cosim;

import java.util.List;
import java.util.Optional;
import org.backflow.plan.Count;

/**
 * What one part of the co-simulation found.
 *
 * @param name the name of the part
 * @param cases in the order in which they ran
 */
public record CosimResult(String name, List<Case> cases) {

  /** Copies the list. */
  public CosimResult {
    cases = List.copyOf(cases);
  }

  /**
   * One comparison.
   *
   * @param name what was compared
   * @param remark what a reader must know of it, if anything
   * @param steps training steps or folds
   * @param counts what was compared and equal
   * @param difference the first difference, with lines of both sides and where the files are; empty
   *     when there is none
   * @param speed how long it took; empty where that was not measured
   * @param accuracy what the weights at the end classify correctly; empty where nothing is
   */
  public record Case(
      String name,
      Optional<String> remark,
      long steps,
      TraceCounts counts,
      Optional<String> difference,
      Optional<Speed> speed,
      Optional<Accuracy> accuracy) {
    /** Returns whether something was compared and no difference found. */
    public boolean equal() {
      return difference.isEmpty() && counts.records() > 0;
    }
  }

  /** The fraction of test samples classified correctly by the weights of either side. */
  public record Accuracy(double rtl, double java) {}

  /**
   * The same work on both sides, within one run on one machine.
   *
   * @param simulatedCycles clock cycles of the RTL, those that load data included
   * @param buildSeconds wall time of the build, near zero when it was built before
   * @param simulatorSeconds wall time of the simulation
   * @param javaSeconds wall time of the fast Java path on the same work
   */
  public record Speed(
      long simulatedCycles, double buildSeconds, double simulatorSeconds, double javaSeconds) {
    /** Returns simulated cycles per second. */
    public double cyclesPerSecond() {
      return simulatedCycles / simulatorSeconds;
    }

    /** Returns how many times faster the Java path is than the simulation. */
    public double javaSpeedup() {
      return simulatorSeconds / javaSeconds;
    }
  }

  /** Returns whether there was a case and all were equal. */
  public boolean equal() {
    return !cases.isEmpty() && cases.stream().allMatch(Case::equal);
  }

  /** Returns the sums over all cases. */
  public TraceCounts counts() {
    return cases.stream().map(Case::counts).reduce(TraceCounts.NONE, TraceCounts::plus);
  }

  /** Returns the steps of all cases. */
  public long steps() {
    return cases.stream().mapToLong(Case::steps).reduce(0, Count::sum);
  }

  /** Returns how many cases differ. */
  public long differences() {
    return cases.stream().filter(c -> !c.equal()).count();
  }
}
