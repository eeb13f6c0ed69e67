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

  /** Returns a product whose folds follow each other as those of the accelerator do. */
  MappedProduct sequenced(
      OperationCost.What what,
      ArrayShape array,
      Operand left,
      Operand right,
      Operand result,
      StoredTensor partialSum) {
    Extent extent = what.extent();
    Dataflow dataflow = what.mapping().dataflow().orElseThrow();
    return new MappedProduct(
        what,
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
    ArrayShape array = product.array();
    Dataflow dataflow = product.dataflow();
    List<Traffic> traffic = new ArrayList<>();
    traffic.add(product.left().reads(dataflow.leftReads(extent, array)));
    if (product.right().accessBits() > 0) {
      traffic.add(product.right().reads(dataflow.rightReads(extent, array)));
    }
    long partialSums = dataflow.partialSums(extent, array);
    Operand sums = new Operand(product.partialSum(), accumulatorBits);
    if (partialSums > 0) {
      traffic.add(sums.moves(partialSums, partialSums));
    }
    traffic.add(product.result().moves(added, extent.elements()));
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
                extent.products()),
            Arithmetic.adds(accumulatorBits, Count.sum(extent.products(), added)));
    StallCycles stalls = waits.stalls().withEdge(extra.stallCycles());
    long cycles = Count.sum(product.computeCycles(), stalls.total());
    return new OperationCost(
        product.what(),
        new OperationCost.When(
            product.folds(),
            product.computeCycles(),
            stalls,
            OptionalLong.of(dataflow.scaleSimTotalCycles(extent, array))),
        new OperationCost.Work(extent.products(), extent.products(), events),
        new OperationCost.Moved(traffic),
        new OperationCost.Used(
            dataflow.mappingEfficiencyPercent(extent, array),
            100.0 * extent.products() / (array.elements() * (double) cycles)));
  }
}
