package org.backflow.accelerator;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.backflow.accelerator.memory.StallCycles;
import org.backflow.plan.Count;
import org.backflow.plan.Extent;

/**
 * What one operation costs.
 *
 * @param name the name of the operation
 * @param phase the label of its phase
 * @param extent M, N, K
 * @param unit where it runs: {@code os}, {@code ws}, {@code is} on an array, {@code vector} or
 *     {@code router}
 * @param folds how often the array, or the lanes, are filled
 * @param computeCycles cycles free of stalls
 * @param stalls cycles spent waiting for memory, by cause; none while every tensor is on chip
 * @param macs multiply-accumulates issued
 * @param multiplies multiplications issued, those inside multiply-accumulates included
 * @param mappingEfficiencyPercent the share of elements in use, averaged over the folds
 * @param utilizationPercent useful element-cycles over all element-cycles
 * @param scaleSimTotalCycles what SCALE-Sim prints for the same product; empty off the arrays
 * @param traffic words by level and tensor
 * @param arithmetic events with their widths
 */
public record OperationCost(
    String name,
    String phase,
    Extent extent,
    String unit,
    long folds,
    long computeCycles,
    StallCycles stalls,
    long macs,
    long multiplies,
    double mappingEfficiencyPercent,
    double utilizationPercent,
    OptionalLong scaleSimTotalCycles,
    List<Traffic> traffic,
    List<Arithmetic> arithmetic) {

  /** Copies the lists. */
  public OperationCost {
    traffic = List.copyOf(traffic);
    arithmetic = List.copyOf(arithmetic);
  }

  /** Returns the same cost under another name. */
  public OperationCost named(String other) {
    return with(other, arithmetic);
  }

  /** Returns the multiplications that are issued but held back, because an operand is zero. */
  public long gatedMultiplies() {
    return arithmetic.stream()
        .filter(events -> events.kind() == Arithmetic.Kind.GATED_MULTIPLY)
        .mapToLong(Arithmetic::count)
        .reduce(0, Count::sum);
  }

  /** Returns the multiplications that are not held back. */
  public long effectiveMultiplies() {
    return multiplies - gatedMultiplies();
  }

  /**
   * Returns the same operation with the rest of its multiplications held back.
   *
   * @param effectiveFraction the share of multiplications whose operands are both non-zero, 0 to 1
   */
  public OperationCost gated(double effectiveFraction) {
    if (!(effectiveFraction >= 0.0 && effectiveFraction <= 1.0)) {
      throw new IllegalArgumentException(
          "effectiveFraction is " + effectiveFraction + "; expected 0 to 1");
    }
    List<Arithmetic> events = new ArrayList<>();
    for (Arithmetic event : arithmetic) {
      long effective = Math.round(event.count() * effectiveFraction);
      if (event.kind() == Arithmetic.Kind.MULTIPLY && effective < event.count()) {
        events.add(new Arithmetic(event.kind(), event.leftBits(), event.rightBits(), effective));
        events.add(
            new Arithmetic(
                Arithmetic.Kind.GATED_MULTIPLY,
                event.leftBits(),
                event.rightBits(),
                event.count() - effective));
      } else {
        events.add(event);
      }
    }
    return with(name, events);
  }

  private OperationCost with(String otherName, List<Arithmetic> events) {
    return new OperationCost(
        otherName,
        phase,
        extent,
        unit,
        folds,
        computeCycles,
        stalls,
        macs,
        multiplies,
        mappingEfficiencyPercent,
        utilizationPercent,
        scaleSimTotalCycles,
        traffic,
        events);
  }

  /** Returns the additions and subtractions issued, those inside multiply-accumulates included. */
  public long adds() {
    return arithmetic.stream()
        .filter(events -> events.kind() == Arithmetic.Kind.ADD)
        .mapToLong(Arithmetic::count)
        .reduce(0, Count::sum);
  }

  /** Returns whether it runs on an array; the vector unit and the router are none. */
  public boolean runsOnArray() {
    return scaleSimTotalCycles.isPresent();
  }

  /** Returns the cycles in which an element of an array does useful work, over all elements. */
  public long usefulElementCycles() {
    return runsOnArray() ? extent.products() : 0;
  }

  /** Returns the cycles spent waiting for memory. */
  public long stallCycles() {
    return stalls.total();
  }

  /** Returns compute and stall cycles. */
  public long totalCycles() {
    return Count.sum(computeCycles, stallCycles());
  }

  /** Returns the words of W, B or selections that are read from on-chip memory. */
  public long weightOrFeedbackReads() {
    return traffic.stream()
        .filter(t -> !t.isDram() && t.isWeightOrFeedback())
        .mapToLong(Traffic::reads)
        .reduce(0, Count::sum);
  }

  /** Returns the words that cross between DRAM and chip, in either direction. */
  public long dramWords() {
    return words(Traffic.DRAM);
  }

  /** Returns the words that cross {@code level}, in either direction. */
  public long words(String level) {
    return traffic.stream()
        .filter(t -> t.level().equals(level))
        .mapToLong(Traffic::words)
        .reduce(0, Count::sum);
  }

  /** Returns the bits that cross {@code level}, in either direction. */
  public long bits(String level) {
    return traffic.stream()
        .filter(t -> t.level().equals(level))
        .mapToLong(Traffic::bits)
        .reduce(0, Count::sum);
  }
}
