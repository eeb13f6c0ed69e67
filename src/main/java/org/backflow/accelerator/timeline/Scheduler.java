package org.backflow.accelerator.timeline;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.backflow.accelerator.Accelerator;
import org.backflow.accelerator.OperationCost;
import org.backflow.accelerator.StepCost;
import org.backflow.plan.Operation;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;

/** Places operations in time; see {@link Timeline} for the rules. */
final class Scheduler {

  /** Steps after which the interval is taken as it is; shapes repeat after two or three. */
  private static final int MOST_STEPS = 64;

  private final List<Operation> operations;
  private final List<OperationCost> costs;
  private final List<Unit> units = new ArrayList<>();
  private final List<List<Integer>> predecessors = new ArrayList<>();
  private final Map<Unit, Long> free = new EnumMap<>(Unit.class);
  private final Map<Tensor, Long> written = new HashMap<>();
  private final Map<Tensor, Long> read = new HashMap<>();

  Scheduler(StepPlan plan, StepCost cost, Accelerator accelerator) {
    this.operations = plan.operations();
    this.costs = cost.operations();
    for (int i = 0; i < operations.size(); i++) {
      if (!operations.get(i).name().equals(costs.get(i).name())) {
        throw new IllegalArgumentException(
            "operation " + operations.get(i).name() + " with the cost of " + costs.get(i).name());
      }
      units.add(Unit.of(costs.get(i), accelerator));
      predecessors.add(predecessors(i));
    }
  }

  private List<Integer> predecessors(int later) {
    List<Integer> found = new ArrayList<>();
    for (int earlier = 0; earlier < later; earlier++) {
      if (mustPrecede(operations.get(earlier), operations.get(later))) {
        found.add(earlier);
      }
    }
    return found;
  }

  private static boolean mustPrecede(Operation earlier, Operation later) {
    return later.reads().contains(earlier.result())
        || earlier.reads().contains(later.result())
        || earlier.result().equals(later.result());
  }

  Timeline timeline() {
    List<ScheduledOperation> first = step();
    long latency = end(first);
    List<ScheduledOperation> before = first;
    long interval = latency;
    for (int step = 1; step < MOST_STEPS; step++) {
      List<ScheduledOperation> next = step();
      interval = end(next) - end(before);
      if (sameShape(before, next)) {
        break;
      }
      before = next;
    }
    return new Timeline(first, latency, interval);
  }

  private static long end(List<ScheduledOperation> step) {
    return step.stream().mapToLong(ScheduledOperation::endCycle).max().orElse(0);
  }

  private static boolean sameShape(List<ScheduledOperation> before, List<ScheduledOperation> next) {
    long shift = end(next) - end(before);
    for (int i = 0; i < next.size(); i++) {
      if (next.get(i).startCycle() - before.get(i).startCycle() != shift) {
        return false;
      }
    }
    return true;
  }

  /** Places a step behind those placed before; returns it in the order of the plan. */
  private List<ScheduledOperation> step() {
    Map<Integer, ScheduledOperation> placed = new TreeMap<>();
    while (placed.size() < operations.size()) {
      int chosen = -1;
      long start = Long.MAX_VALUE;
      for (int i = 0; i < operations.size(); i++) {
        boolean ready = !placed.containsKey(i) && placed.keySet().containsAll(predecessors.get(i));
        if (ready && earliestStart(i) < start) {
          chosen = i;
          start = earliestStart(i);
        }
      }
      placed.put(chosen, place(chosen, start));
    }
    return List.copyOf(placed.values());
  }

  private long earliestStart(int index) {
    Operation operation = operations.get(index);
    long start = free(units.get(index));
    if (usesDram(index)) {
      start = Math.max(start, free(Unit.DRAM));
    }
    for (Tensor tensor : operation.reads()) {
      start = Math.max(start, written.getOrDefault(tensor, 0L));
    }
    start = Math.max(start, written.getOrDefault(operation.result(), 0L));
    return Math.max(start, read.getOrDefault(operation.result(), 0L));
  }

  private long free(Unit unit) {
    return free.getOrDefault(unit, 0L);
  }

  private boolean usesDram(int index) {
    return costs.get(index).dramWords() > 0;
  }

  private ScheduledOperation place(int index, long start) {
    Operation operation = operations.get(index);
    OperationCost cost = costs.get(index);
    long end = start + cost.totalCycles();
    free.put(units.get(index), end);
    if (usesDram(index)) {
      free.put(Unit.DRAM, end);
    }
    for (Tensor tensor : operation.reads()) {
      read.merge(tensor, end, Math::max);
    }
    written.put(operation.result(), end);
    return new ScheduledOperation(
        cost.name(),
        cost.phase(),
        units.get(index),
        usesDram(index),
        start,
        end,
        cost.stallCycles());
  }
}
