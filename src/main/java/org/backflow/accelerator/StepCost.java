package org.backflow.accelerator;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.backflow.plan.Count;
import org.backflow.plan.Phase;

/**
 * What a training step, or any other list of operations, costs. Operations run one after the other.
 *
 * @param operations in the order of the plan
 * @param initialLoad what comes on chip before the first step and stays there; every later step
 *     costs the operations alone
 */
public record StepCost(List<OperationCost> operations, InitialLoad initialLoad) {

  /**
   * Tensors that are brought from DRAM once per run.
   *
   * @param cycles one transfer for each tensor, nothing beside it
   * @param traffic words by tensor
   */
  public record InitialLoad(long cycles, List<Traffic> traffic) {
    /** Nothing to load. */
    public static final InitialLoad NONE = new InitialLoad(0, List.of());

    /** Copies the list. */
    public InitialLoad {
      traffic = List.copyOf(traffic);
    }
  }

  /** Creates the cost of operations before which nothing is loaded. */
  public StepCost(List<OperationCost> operations) {
    this(operations, InitialLoad.NONE);
  }

  /** Copies the list. */
  public StepCost {
    operations = List.copyOf(operations);
  }

  /**
   * Returns the same step on an accelerator that holds back multiplications by zero.
   *
   * @param effectiveFractions by the name of the operation, the share that is not held back
   */
  public StepCost gated(Map<String, Double> effectiveFractions) {
    return new StepCost(
        operations.stream()
            .map(o -> o.gated(effectiveFractions.getOrDefault(o.name(), 1.0)))
            .toList(),
        initialLoad);
  }

  /** Returns the multiplications of {@code phase} that are not held back. */
  public long effectiveMultiplies(Phase phase) {
    return operations.stream()
        .filter(operation -> operation.what().isIn(phase))
        .mapToLong(operation -> operation.work().effectiveMultiplies())
        .reduce(0, Count::sum);
  }

  /** Returns the multiplications that are not held back. */
  public long effectiveMultiplies() {
    return operations.stream()
        .mapToLong(operation -> operation.work().effectiveMultiplies())
        .reduce(0, Count::sum);
  }

  /**
   * Returns the useful cycles of the elements of all arrays over all their cycles in the step. What
   * the vector unit and the router do is no work of an array, but the arrays wait meanwhile.
   */
  public double utilizationPercent(Accelerator accelerator) {
    double useful =
        operations.stream().mapToLong(OperationCost::usefulElementCycles).reduce(0, Count::sum);
    double cycles = operations.stream().mapToLong(OperationCost::totalCycles).reduce(0, Count::sum);
    return 100.0 * useful / (accelerator.elements() * cycles);
  }

  /** Returns the sums over all operations. */
  public Totals totals(EnergyTable table, Accelerator accelerator) {
    return totals(operation -> true, table, accelerator);
  }

  /** Returns the sums over the operations of {@code phase}. */
  public Totals phase(Phase phase, EnergyTable table, Accelerator accelerator) {
    return totals(operation -> operation.what().isIn(phase), table, accelerator);
  }

  private Totals totals(
      Predicate<OperationCost> chosen, EnergyTable table, Accelerator accelerator) {
    long macs = 0;
    long multiplies = 0;
    long words = 0;
    long sramBits = 0;
    long dramWords = 0;
    long dramBits = 0;
    long computeCycles = 0;
    long stallCycles = 0;
    EnergySum energy = new EnergySum();
    EnergySum ofOperation = new EnergySum();
    double leakage = table.leakagePicojoulesPerCycle(accelerator);
    for (OperationCost operation : operations) {
      if (!chosen.test(operation)) {
        continue;
      }
      macs = Count.sum(macs, operation.work().macs());
      multiplies = Count.sum(multiplies, operation.work().multiplies());
      for (Traffic traffic : operation.moved().traffic()) {
        if (traffic.isDram()) {
          dramWords = Count.sum(dramWords, traffic.words());
          dramBits = Count.sum(dramBits, traffic.bits());
        } else {
          words = Count.sum(words, traffic.isWeightOrFeedback() ? traffic.reads() : 0);
          sramBits = Count.sum(sramBits, traffic.bits());
        }
      }
      computeCycles = Count.sum(computeCycles, operation.when().computeCycles());
      stallCycles = Count.sum(stallCycles, operation.when().stallCycles());
      ofOperation.clear();
      table.add(operation, accelerator, leakage, ofOperation);
      energy.add(ofOperation);
    }
    return new Totals(
        macs,
        multiplies,
        words,
        sramBits,
        dramWords,
        dramBits,
        computeCycles,
        stallCycles,
        energy.energy());
  }

  /**
   * Sums over operations.
   *
   * @param macs multiply-accumulates issued
   * @param multiplies multiplications issued
   * @param words words of W, B or selections read from on-chip memory
   * @param sramBits bits moved between on-chip memory and the units, in either direction
   * @param dramWords words moved between DRAM and chip, in either direction
   * @param dramBits bits moved between DRAM and chip, in either direction
   * @param computeCycles cycles free of stalls
   * @param stallCycles cycles spent waiting for memory
   * @param energy by component
   */
  public record Totals(
      long macs,
      long multiplies,
      long words,
      long sramBits,
      long dramWords,
      long dramBits,
      long computeCycles,
      long stallCycles,
      Energy energy) {
    /** Returns compute and stall cycles. */
    public long cycles() {
      return Count.sum(computeCycles, stallCycles);
    }
  }
}
