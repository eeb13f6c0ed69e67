package org.backflow.accelerator;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.backflow.accelerator.memory.StallCycles;
import org.backflow.accelerator.memory.StoredTensor;
import org.backflow.function.Arithmetic;
import org.backflow.plan.Count;
import org.backflow.plan.Extent;

/** Prices matrix products on an array by the closed forms of their dataflows. */
final class ProductPricing {

  private final FoldSequence foldSequence;
  private final int accumulatorBits;
  private final MemoryCosting memory;

  ProductPricing(FoldSequence foldSequence, int accumulatorBits, MemoryCosting memory) {
    this.foldSequence = foldSequence;
    this.accumulatorBits = accumulatorBits;
    this.memory = memory;
  }

  /**
   * Returns a product whose folds follow each other as those of the accelerator do.
   *
   * @param groups products of one size, side by side, into which it falls
   */
  MappedProduct sequenced(
      OperationCost.What what,
      int groups,
      ArrayShape array,
      ProductOperand left,
      ProductOperand right,
      Operand result,
      StoredTensor partialSum) {
    Extent whole = what.extent();
    Extent extent = whole.ofGroup(groups);
    Dataflow dataflow = what.mapping().dataflow().orElseThrow();
    return new MappedProduct(
        what,
        groups,
        extent,
        array,
        left,
        right,
        result,
        partialSum,
        foldSequence.distance(dataflow, extent, array),
        foldSequence.cycles(dataflow, extent, array));
  }

  /**
   * Returns the cost of {@code product}.
   *
   * @param added words that are read from where the result goes and added to it
   * @param extra what transposed access to W adds
   */
  OperationCost cost(MappedProduct product, long added, TransposedAccessCost extra) {
    Extent extent = product.extent();
    Extent whole = product.what().extent();
    ArrayShape array = product.array();
    Dataflow dataflow = product.dataflow();
    int groups = product.groups();
    List<Traffic> traffic = new ArrayList<>();
    long leftTimes = dataflow.leftTimes(extent, array);
    traffic.add(product.left().reads(Count.product(groups, leftTimes)));
    if (product.right().operand().accessBits() > 0) {
      long rightTimes = dataflow.rightTimes(extent, array);
      traffic.add(product.right().reads(Count.product(groups, rightTimes)));
    }
    long partialSums = Count.product(groups, dataflow.partialSums(extent, array));
    Operand sums = new Operand(product.partialSum(), accumulatorBits);
    if (partialSums > 0) {
      traffic.add(sums.moves(partialSums, partialSums));
    }
    traffic.add(product.result().moves(added, whole.elements()));
    traffic.addAll(extra.traffic());
    MemoryCosting.Added waits =
        memory.product(product, added > 0, sums, extra.copy(), extra.copyWords());
    traffic.addAll(waits.traffic());
    List<Arithmetic> events =
        List.of(
            new Arithmetic(
                Arithmetic.Kind.MULTIPLY,
                product.left().wordBits(),
                product.right().wordBits(),
                whole.products()),
            Arithmetic.adds(accumulatorBits, Count.sum(whole.products(), added)));
    StallCycles stalls = waits.stalls().withEdge(extra.stallCycles());
    long computeCycles = Count.product(groups, product.computeCycles());
    long cycles = Count.sum(computeCycles, stalls.total());
    return new OperationCost(
        product.what(),
        new OperationCost.When(
            Count.product(groups, product.folds()),
            computeCycles,
            stalls,
            OptionalLong.of(Count.product(groups, dataflow.scaleSimTotalCycles(extent, array)))),
        new OperationCost.Work(whole.products(), whole.products(), events),
        new OperationCost.Moved(traffic),
        new OperationCost.Used(
            dataflow.mappingEfficiencyPercent(extent, array),
            100.0 * whole.products() / (array.elements() * (double) cycles)));
  }
}
