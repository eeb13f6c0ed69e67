package org.backflow.audit;

import org.backflow.plan.Count;
import org.backflow.plan.Elementwise;
import org.backflow.plan.Fold;
import org.backflow.plan.Operation;
import org.backflow.plan.Product;
import org.backflow.plan.Reduce;
import org.backflow.plan.Select;
import org.backflow.plan.SignedSum;
import org.backflow.plan.SparseProduct;

/**
 * Counts what an operation does besides multiplications and additions: elements that it selects, or
 * looks up. The selections of a sparse product are part of its multiply-adds.
 */
final class SelectionsAndLookUps implements Operation.Visitor<Long> {

  @Override
  public Long visit(Product operation) {
    return 0L;
  }

  @Override
  public Long visit(Elementwise operation) {
    return Count.product(operation.function().work().lookUps(), operation.extent().elements());
  }

  @Override
  public Long visit(Reduce operation) {
    return 0L;
  }

  @Override
  public Long visit(Fold operation) {
    return 0L;
  }

  @Override
  public Long visit(Select operation) {
    return operation.extent().elements();
  }

  @Override
  public Long visit(SparseProduct operation) {
    return 0L;
  }

  @Override
  public Long visit(SignedSum operation) {
    return 0L;
  }
}
