package org.backflow.accelerator;

import org.backflow.accelerator.memory.StoredTensor;
import org.backflow.plan.Count;
import org.backflow.plan.Extent;

/**
 * A matrix product on an array.
 *
 * @param foldDistance cycles from the start of a fold to the start of the next
 * @param computeCycles cycles of all folds
 */
record MappedProduct(
    OperationCost.What what,
    ArrayShape array,
    Operand left,
    Operand right,
    Operand result,
    StoredTensor partialSum,
    long foldDistance,
    long computeCycles) {

  Extent extent() {
    return what.extent();
  }

  Dataflow dataflow() {
    return what.mapping().dataflow().orElseThrow();
  }

  long folds() {
    return dataflow().folds(extent(), array);
  }

  /** Returns the same product with a fold sequence that saves {@code cycles} in every fold. */
  MappedProduct shortenedBy(long cycles) {
    return new MappedProduct(
        what,
        array,
        left,
        right,
        result,
        partialSum,
        foldDistance - cycles,
        computeCycles - Count.product(folds(), cycles));
  }
}
