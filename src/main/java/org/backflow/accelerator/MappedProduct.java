package org.backflow.accelerator;

import org.backflow.accelerator.memory.StoredTensor;
import org.backflow.plan.Count;
import org.backflow.plan.Extent;

/**
 * A matrix product on an array, or several of one size that follow each other: the groups of an
 * operation, of each of which {@code left}, {@code right} and all counts speak.
 *
 * @param groups how many there are
 * @param extent M, N, K of one
 * @param foldDistance cycles from the start of a fold to the start of the next
 * @param computeCycles cycles of all folds
 */
record MappedProduct(
    OperationCost.What what,
    int groups,
    Extent extent,
    ArrayShape array,
    ProductOperand left,
    ProductOperand right,
    Operand result,
    StoredTensor partialSum,
    long foldDistance,
    long computeCycles) {

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
        groups,
        extent,
        array,
        left,
        right,
        result,
        partialSum,
        foldDistance - cycles,
        computeCycles - Count.product(folds(), cycles));
  }
}
