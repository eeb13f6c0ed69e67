package org.backflow.figure;

import org.backflow.accelerator.Accelerator;
import org.backflow.accelerator.EnergyTable;
import org.backflow.accelerator.OperationCost;

/**
 * An operation that was priced.
 *
 * @param scheme that it belongs to; empty for a plain product and a forward pass
 */
public record PricedOperation(
    String scheme, OperationCost cost, Accelerator accelerator, EnergyTable table) {}
