package org.backflow.accelerator;

import java.util.List;
import java.util.function.Predicate;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.plan.Count;
import org.backflow.plan.StepPlan;

/**
 * What a training step keeps in memories, tensor by tensor, and how much of it is there at a time.
 *
 * <p>During an operation that is there which it reads, which it writes, and which a later operation
 * still reads. Weights, F, the second copy of W and the random registers are kept from step to
 * step, so they are there always; inputs and targets arrive before the first operation. Every
 * tensor has a place of its own while it is there: no result is written over what its operation
 * reads, but for the weights, to which an update adds. What a unit holds for the time of an
 * operation (partial sums, tiles, the sigmoid table) is a part of the machine and not counted.
 *
 * @param tensors in the order of their first use; kept random registers last
 * @param moments one for each operation, in the order of the plan
 */
public record TrainingFootprint(List<TensorFootprint> tensors, List<Moment> moments) {

  /** Copies the lists. */
  public TrainingFootprint {
    tensors = List.copyOf(tensors);
    moments = List.copyOf(moments);
  }

  /**
   * What is there while an operation runs.
   *
   * @param operation its name
   * @param bits of all tensors that are there
   * @param onChipBits of those among them that have a place on chip
   */
  public record Moment(String operation, long bits, long onChipBits) {
    /** Returns the bits of those in DRAM. */
    public long dramBits() {
      return bits - onChipBits;
    }
  }

  /**
   * Returns what {@code plan} keeps on {@code accelerator}, in words of the formats of {@code
   * arithmetic}.
   *
   * @throws org.backflow.plan.CountLimitException when a count is larger than a {@code long}
   */
  public static TrainingFootprint of(
      StepPlan plan, Accelerator accelerator, FixedPointArithmetic arithmetic) {
    return new TensorLifetimes(plan, accelerator, arithmetic).footprint();
  }

  /** Returns what is kept from step to step. */
  public List<TensorFootprint> kept() {
    return tensors.stream().filter(TensorFootprint::isKept).toList();
  }

  /** Returns the bits that are kept from step to step. */
  public long keptBits() {
    return bits(TensorFootprint::isKept);
  }

  /** Returns the bits that are kept from step to step and never change. */
  public long constantBits() {
    return bits(TensorFootprint::isConstant);
  }

  /** Returns the bits of the tensors that are {@code chosen}, whether or not there at once. */
  public long bits(Predicate<TensorFootprint> chosen) {
    return tensors.stream().filter(chosen).mapToLong(TensorFootprint::bits).reduce(0, Count::sum);
  }

  /** Returns the moment with the most bits, the first of several. */
  public Moment peak() {
    Moment peak = moments.get(0);
    for (Moment moment : moments) {
      if (moment.bits() > peak.bits()) {
        peak = moment;
      }
    }
    return peak;
  }

  /** Returns the most bits that are there at a time. */
  public long peakBits() {
    return peak().bits();
  }

  /** Returns the name of the operation with the most bits. */
  public String peakOperation() {
    return peak().operation();
  }

  /** Returns the bits beyond those kept that are there at the peak. */
  public long peakTransientBits() {
    return peakBits() - keptBits();
  }
}
