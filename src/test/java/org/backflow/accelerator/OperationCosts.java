package org.backflow.accelerator;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.backflow.accelerator.memory.StallCycles;
import org.backflow.function.Arithmetic;
import org.backflow.plan.Extent;
import org.backflow.plan.Phase;

/** Costs of operations that no plan has: as much of everything as a test wants. */
final class OperationCosts {

  private OperationCosts() {}

  /** Returns the cost of a forward product of a single word on an output-stationary array. */
  static OperationCost of(long cycles, long macs, List<Traffic> traffic, List<Arithmetic> events) {
    return new OperationCost(
        new OperationCost.What(
            "forward.1",
            Optional.of(Phase.FORWARD),
            new Extent(1, 1, 1),
            UnitMapping.onto(Unit.FORWARD_ARRAY, Dataflow.OS)),
        new OperationCost.When(1, cycles, StallCycles.NONE, OptionalLong.empty()),
        new OperationCost.Work(macs, macs, events),
        new OperationCost.Moved(traffic),
        new OperationCost.Used(100.0, 100.0));
  }
}
