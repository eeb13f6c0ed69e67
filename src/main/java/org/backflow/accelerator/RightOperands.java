package org.backflow.accelerator;

import java.util.Optional;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.plan.Activate;
import org.backflow.plan.HiddenDelta;
import org.backflow.plan.MatMul;
import org.backflow.plan.Operation;
import org.backflow.plan.OutputError;
import org.backflow.plan.ScaleDelta;
import org.backflow.plan.Select;
import org.backflow.plan.SignedSum;
import org.backflow.plan.SparseProduct;
import org.backflow.plan.Tensor;
import org.backflow.plan.WeightUpdate;

/** Says what enters an array beside the left operand of an operation; nothing off the arrays. */
record RightOperands(FixedPointArithmetic arithmetic)
    implements Operation.Visitor<Optional<RightOperand>> {

  RightOperand of(MatMul operation) {
    return words(operation.right(), operation.rightTransposed());
  }

  /** The signs are a plane of single bits. */
  RightOperand of(SignedSum operation) {
    return new RightOperand(operation.signs(), operation.signsTransposed(), 1);
  }

  RightOperand of(WeightUpdate operation) {
    return words(operation.right(), false);
  }

  private RightOperand words(Tensor tensor, boolean transposed) {
    return new RightOperand(tensor, transposed, arithmetic.format(tensor.role()).width());
  }

  @Override
  public Optional<RightOperand> visit(MatMul operation) {
    return Optional.of(of(operation));
  }

  @Override
  public Optional<RightOperand> visit(SignedSum operation) {
    return Optional.of(of(operation));
  }

  @Override
  public Optional<RightOperand> visit(WeightUpdate operation) {
    return Optional.of(of(operation));
  }

  @Override
  public Optional<RightOperand> visit(Activate operation) {
    return Optional.empty();
  }

  @Override
  public Optional<RightOperand> visit(OutputError operation) {
    return Optional.empty();
  }

  @Override
  public Optional<RightOperand> visit(Select operation) {
    return Optional.empty();
  }

  @Override
  public Optional<RightOperand> visit(SparseProduct operation) {
    return Optional.empty();
  }

  @Override
  public Optional<RightOperand> visit(HiddenDelta operation) {
    return Optional.empty();
  }

  @Override
  public Optional<RightOperand> visit(ScaleDelta operation) {
    return Optional.empty();
  }
}
