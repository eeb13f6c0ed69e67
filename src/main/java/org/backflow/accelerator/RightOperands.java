package org.backflow.accelerator;

import java.util.Optional;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.plan.Elementwise;
import org.backflow.plan.Extent;
import org.backflow.plan.Fold;
import org.backflow.plan.Operation;
import org.backflow.plan.Product;
import org.backflow.plan.Reduce;
import org.backflow.plan.Select;
import org.backflow.plan.SignedSum;
import org.backflow.plan.SparseProduct;
import org.backflow.plan.Tensor;

/** Says what enters an array beside the left operand of an operation; nothing off the arrays. */
record RightOperands(FixedPointArithmetic arithmetic)
    implements Operation.Visitor<Optional<RightOperand>> {

  RightOperand of(Product operation) {
    Tensor tensor = operation.right().tensor();
    return new RightOperand(
        tensor,
        operation.right().transposed(),
        Elements.of(operation.right()),
        operation.groups(),
        tensor.format(arithmetic).width());
  }

  /** The signs are a plane of single bits. */
  RightOperand of(SignedSum operation) {
    Extent extent = operation.extent();
    return new RightOperand(
        operation.signs(),
        operation.signsTransposed(),
        Elements.of(extent.k(), extent.n() / operation.groups()),
        operation.groups(),
        1);
  }

  @Override
  public Optional<RightOperand> visit(Product operation) {
    return Optional.of(of(operation));
  }

  @Override
  public Optional<RightOperand> visit(SignedSum operation) {
    return Optional.of(of(operation));
  }

  @Override
  public Optional<RightOperand> visit(Elementwise operation) {
    return Optional.empty();
  }

  @Override
  public Optional<RightOperand> visit(Reduce operation) {
    return Optional.empty();
  }

  @Override
  public Optional<RightOperand> visit(Fold operation) {
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
}
