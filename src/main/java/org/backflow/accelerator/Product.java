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
record Product(
    String name,
    String phase,
    Extent extent,
    Dataflow dataflow,
    ArrayShape array,
    Operand left,
    Operand right,
    Operand result,
    StoredTensor partialSum,
    long foldDistance,
    long computeCycles) {

  long folds() {
    return dataflow.folds(extent, array);
  }

  /** Returns the same product with a fold sequence that saves {@code cycles} in every fold. */
  Product shortenedBy(long cycles) {
    return new Product(
        name,
        phase,
        extent,
        dataflow,
        array,
        left,
        right,
        result,
        partialSum,
        foldDistance - cycles,
        computeCycles - Count.product(folds(), cycles));
  }
}
