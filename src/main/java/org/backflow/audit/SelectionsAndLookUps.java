package org.backflow.audit;

import org.backflow.plan.Activate;
import org.backflow.plan.HiddenDelta;
import org.backflow.plan.MatMul;
import org.backflow.plan.Operation;
import org.backflow.plan.OutputError;
import org.backflow.plan.ScaleDelta;
import org.backflow.plan.Select;
import org.backflow.plan.SignedSum;
import org.backflow.plan.SparseProduct;
import org.backflow.plan.WeightUpdate;

/**
 * Counts what an operation does besides multiplications and additions: elements that it selects, or
 * looks up. The selections of a sparse product are part of its multiply-adds.
 */
final class SelectionsAndLookUps implements Operation.Visitor<Long> {

  @Override
  public Long visit(MatMul operation) {
    return 0L;
  }

  @Override
  public Long visit(Activate operation) {
    return operation.extent().elements();
  }

  @Override
  public Long visit(OutputError operation) {
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

  @Override
  public Long visit(HiddenDelta operation) {
    return 0L;
  }

  @Override
  public Long visit(ScaleDelta operation) {
    return 0L;
  }

  @Override
  public Long visit(WeightUpdate operation) {
    return 0L;
  }
}
