package org.backflow.quantized;

import java.util.Optional;
import org.backflow.fixedpoint.Conversion;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.Role;
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
 * How the accumulators of an operation become the words of its result; nothing for a look-up and a
 * plain selection, which have none.
 */
record ResultConversion(FixedPointArithmetic arithmetic, LearningRate eta)
    implements Operation.Visitor<Optional<Conversion>> {

  @Override
  public Optional<Conversion> visit(MatMul operation) {
    int fraction = fractionBits(operation.left().role()) + fractionBits(operation.right().role());
    return Optional.of(
        operation.result().role() == Role.PREACTIVATION
            ? arithmetic.sigmoid().address().from(fraction)
            : arithmetic.delta().from(fraction));
  }

  @Override
  public Optional<Conversion> visit(Activate operation) {
    return Optional.empty();
  }

  @Override
  public Optional<Conversion> visit(OutputError operation) {
    int fraction = fractionBits(Role.ACTIVATION) + fractionBits(Role.DERIVATIVE);
    return Optional.of(arithmetic.delta().from(fraction));
  }

  @Override
  public Optional<Conversion> visit(Select operation) {
    int fraction = fractionBits(Role.DELTA) + fractionBits(Role.FEEDBACK);
    return operation.scaled() ? Optional.of(arithmetic.delta().from(fraction)) : Optional.empty();
  }

  @Override
  public Optional<Conversion> visit(SparseProduct operation) {
    int fraction = fractionBits(Role.DELTA) + fractionBits(Role.FEEDBACK);
    return Optional.of(arithmetic.delta().from(fraction));
  }

  @Override
  public Optional<Conversion> visit(SignedSum operation) {
    int factor = operation.scaled() ? fractionBits(Role.FEEDBACK) : 0;
    return Optional.of(
        arithmetic.delta().from(fractionBits(Role.DELTA) + factor + operation.shift()));
  }

  @Override
  public Optional<Conversion> visit(HiddenDelta operation) {
    int fraction = fractionBits(Role.ERROR) + fractionBits(Role.DERIVATIVE);
    return Optional.of(arithmetic.delta().from(fraction));
  }

  /**
   * Returns the conversion of eta delta.
   *
   * @throws IllegalArgumentException when the plan and eta disagree on whether it is a power of two
   */
  @Override
  public Optional<Conversion> visit(ScaleDelta operation) {
    if (operation.shift() != eta.isShift()) {
      throw new IllegalArgumentException(
          "the plan and the learning rate disagree on whether it is a power of two");
    }
    return Optional.of(arithmetic.gradient().from(fractionBits(Role.DELTA) + eta.fractionBits()));
  }

  @Override
  public Optional<Conversion> visit(WeightUpdate operation) {
    UpdateAlignment alignment = UpdateAlignment.of(arithmetic, operation.left().role());
    return Optional.of(arithmetic.weight().from(alignment.fractionBits()));
  }

  private int fractionBits(Role role) {
    return arithmetic.format(role).fractionBits();
  }
}
