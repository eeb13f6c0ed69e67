package org.backflow.accelerator;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;
import org.backflow.accelerator.memory.Level;
import org.backflow.accelerator.memory.StallCycles;
import org.backflow.function.Arithmetic;
import org.backflow.plan.Count;
import org.backflow.plan.Extent;
import org.backflow.plan.Operation;
import org.backflow.plan.Phase;

/**
 * What one operation costs.
 *
 * @param what which operation it is, and where it runs
 * @param when its cycles
 * @param work its arithmetic
 * @param moved its words
 * @param used the share of the unit that it uses
 */
public record OperationCost(What what, When when, Work work, Moved moved, Used used) {

  /**
   * Which operation it is.
   *
   * @param name the name of the operation
   * @param phase its phase; nothing of a product that stands alone
   * @param extent M, N, K
   * @param mapping where it runs
   */
  public record What(String name, Optional<Phase> phase, Extent extent, UnitMapping mapping) {
    private static final String ALONE = "gemm";

    static What of(Operation operation, UnitMapping mapping) {
      return new What(
          operation.name(), Optional.of(operation.phase()), operation.extent(), mapping);
    }

    /** Returns whether it belongs to {@code wanted}. */
    public boolean isIn(Phase wanted) {
      return phase.isPresent() && phase.get() == wanted;
    }

    /** Returns the name of the phase as it is printed; {@code gemm} of a product alone. */
    public String phaseLabel() {
      return phase.map(Phase::label).orElse(ALONE);
    }

    /** Returns whether it runs on an array; the vector unit and the router are none. */
    public boolean runsOnArray() {
      return mapping.unit().isArray();
    }
  }

  /**
   * Its cycles.
   *
   * @param folds how often the array, or the lanes, are filled
   * @param computeCycles cycles free of stalls
   * @param stalls cycles spent waiting for memory, by cause; none while every tensor is on chip
   * @param scaleSimTotalCycles what SCALE-Sim prints for the same product; empty off the arrays
   */
  public record When(
      long folds, long computeCycles, StallCycles stalls, OptionalLong scaleSimTotalCycles) {

    /** Returns the cycles spent waiting for memory. */
    public long stallCycles() {
      return stalls.total();
    }

    /** Returns compute and stall cycles. */
    public long totalCycles() {
      return Count.sum(computeCycles, stallCycles());
    }
  }

  /**
   * Its arithmetic.
   *
   * @param macs multiply-accumulates issued
   * @param multiplies multiplications issued, those inside multiply-accumulates included
   * @param events with their widths
   */
  public record Work(long macs, long multiplies, List<Arithmetic> events) {

    /** Copies the list. */
    public Work {
      events = List.copyOf(events);
    }

    /**
     * Returns the additions and subtractions issued, those inside multiply-accumulates included.
     */
    public long adds() {
      return count(Arithmetic.Kind.ADD);
    }

    /** Returns the multiplications that are issued but held back, because an operand is zero. */
    public long gatedMultiplies() {
      return count(Arithmetic.Kind.GATED_MULTIPLY);
    }

    /** Returns the multiplications that are not held back. */
    public long effectiveMultiplies() {
      return multiplies - gatedMultiplies();
    }

    private long count(Arithmetic.Kind kind) {
      return events.stream()
          .filter(event -> event.kind() == kind)
          .mapToLong(Arithmetic::count)
          .reduce(0, Count::sum);
    }

    /**
     * Returns the same work with the rest of its multiplications held back.
     *
     * @param effectiveFraction the share of multiplications whose operands are both non-zero, 0 to
     *     1
     */
    Work gated(double effectiveFraction) {
      if (!(effectiveFraction >= 0.0 && effectiveFraction <= 1.0)) {
        throw new IllegalArgumentException(
            "effectiveFraction is " + effectiveFraction + "; expected 0 to 1");
      }
      return new Work(
          macs,
          multiplies,
          events.stream().flatMap(event -> event.gated(effectiveFraction)).toList());
    }
  }

  /**
   * Its words.
   *
   * @param traffic words by level and tensor
   */
  public record Moved(List<Traffic> traffic) {

    /** Copies the list. */
    public Moved {
      traffic = List.copyOf(traffic);
    }

    /** Returns the words of W, B or selections that are read from on-chip memory. */
    public long weightOrFeedbackReads() {
      return traffic.stream()
          .filter(t -> !t.isDram() && t.isWeightOrFeedback())
          .mapToLong(Traffic::reads)
          .reduce(0, Count::sum);
    }

    /** Returns the words that cross {@code level}, in either direction. */
    public long words(Level level) {
      return sum(level, Traffic::words);
    }

    /** Returns the bits that cross {@code level}, in either direction. */
    public long bits(Level level) {
      return sum(level, Traffic::bits);
    }

    private long sum(Level level, ToLongFunction<Traffic> count) {
      return traffic.stream()
          .filter(t -> t.level() == level)
          .mapToLong(count)
          .reduce(0, Count::sum);
    }
  }

  /**
   * The share of the unit that it uses.
   *
   * @param mappingEfficiencyPercent the share of elements in use, averaged over the folds
   * @param utilizationPercent useful element-cycles over all element-cycles
   */
  public record Used(double mappingEfficiencyPercent, double utilizationPercent) {}

  /** Returns the name of the operation. */
  public String name() {
    return what.name();
  }

  /** Returns compute and stall cycles. */
  public long totalCycles() {
    return when.totalCycles();
  }

  /** Returns the same cost under another name. */
  public OperationCost named(String other) {
    return new OperationCost(
        new What(other, what.phase(), what.extent(), what.mapping()), when, work, moved, used);
  }

  /** Returns the same cost of other work. */
  OperationCost with(Work other) {
    return new OperationCost(what, when, other, moved, used);
  }

  /**
   * Returns the same operation with the rest of its multiplications held back.
   *
   * @param effectiveFraction the share of multiplications whose operands are both non-zero, 0 to 1
   */
  public OperationCost gated(double effectiveFraction) {
    return with(work.gated(effectiveFraction));
  }

  /** Returns the cycles in which an element of an array does useful work, over all elements. */
  public long usefulElementCycles() {
    return what.runsOnArray() ? what.extent().products() : 0;
  }
}
