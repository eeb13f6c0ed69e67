package org.backflow.figure;

import java.util.List;
import org.backflow.accelerator.Accelerator;
import org.backflow.accelerator.EnergyTable;
import org.backflow.accelerator.OperationCost;
import org.backflow.accelerator.StepCost;

/**
 * An operation that was priced.
 *
 * @param scheme that it belongs to; empty for a plain product and a forward pass
 */
public record PricedOperation(
    String scheme, OperationCost cost, Accelerator accelerator, EnergyTable table) {

  /** Returns the operations of {@code step} in their order. */
  public static List<PricedOperation> all(
      String scheme, StepCost step, Accelerator accelerator, EnergyTable table) {
    return step.operations().stream()
        .map(operation -> new PricedOperation(scheme, operation, accelerator, table))
        .toList();
  }
}
