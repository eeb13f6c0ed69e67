package org.backflow.accelerator.timeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.backflow.accelerator.OperationCost;
import org.backflow.accelerator.StepCost;
import org.backflow.accelerator.Unit;
import org.backflow.accelerator.memory.Level;
import org.backflow.plan.Count;
import org.backflow.plan.Operation;
import org.backflow.plan.Phase;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;
import org.jspecify.annotations.Nullable;

/** Places operations in time; see {@link Timeline} for the rules. */
final class Scheduler {

  /** Steps after which the interval is taken as it is; shapes repeat after two or three. */
  private static final int MOST_STEPS = 64;

  private final List<OperationCost> costs;
  private final List<Phase> phases;
  private final List<Unit> units = new ArrayList<>();
  private final boolean[] usesDram;

  /** The tensors that each operation reads, and the one that it writes, as numbers. */
  private final int[][] reads;

  private final int[] results;
  private final int[][] predecessors;

  private final Map<Tensor, Integer> numbers = new HashMap<>();

  /** Until when units are held, and tensors written and read. */
  private final Map<Unit, Long> free = new EnumMap<>(Unit.class);

  private final long[] written;
  private final long[] read;

  Scheduler(StepPlan plan, StepCost cost) {
    List<Operation> operations = plan.operations();
    int count = operations.size();
    this.costs = cost.operations();
    this.phases = operations.stream().map(Operation::phase).toList();
    this.usesDram = new boolean[count];
    this.reads = new int[count][];
    this.results = new int[count];
    this.predecessors = new int[count][];
    for (int i = 0; i < count; i++) {
      if (!operations.get(i).name().equals(costs.get(i).name())) {
        throw new IllegalArgumentException(
            "operation " + operations.get(i).name() + " with the cost of " + costs.get(i).name());
      }
      units.add(costs.get(i).what().mapping().unit());
      usesDram[i] = costs.get(i).moved().words(Level.DRAM) > 0;
      reads[i] = operations.get(i).reads().stream().mapToInt(this::number).toArray();
      results[i] = number(operations.get(i).result());
      predecessors[i] = predecessors(i);
    }
    this.written = new long[numbers.size()];
    this.read = new long[numbers.size()];
  }

  private int number(Tensor tensor) {
    return numbers.computeIfAbsent(tensor, key -> numbers.size());
  }

  private int[] predecessors(int later) {
    int[] found = new int[later];
    int count = 0;
    for (int earlier = 0; earlier < later; earlier++) {
      if (mustPrecede(earlier, later)) {
        found[count++] = earlier;
      }
    }
    return Arrays.copyOf(found, count);
  }

  private boolean mustPrecede(int earlier, int later) {
    return contains(reads[later], results[earlier])
        || contains(reads[earlier], results[later])
        || results[earlier] == results[later];
  }

  private static boolean contains(int[] tensors, int wanted) {
    for (int tensor : tensors) {
      if (tensor == wanted) {
        return true;
      }
    }
    return false;
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
    int count = results.length;
    @Nullable ScheduledOperation[] placed = new ScheduledOperation[count];
    for (int done = 0; done < count; done++) {
      int chosen = -1;
      long start = Long.MAX_VALUE;
      for (int i = 0; i < count; i++) {
        if (placed[i] == null && isReady(i, placed)) {
          long earliest = earliestStart(i);
          if (earliest < start) {
            chosen = i;
            start = earliest;
          }
        }
      }
      placed[chosen] = place(chosen, start);
    }
    return Arrays.stream(placed).map(Objects::requireNonNull).toList();
  }

  private boolean isReady(int index, @Nullable ScheduledOperation[] placed) {
    for (int predecessor : predecessors[index]) {
      if (placed[predecessor] == null) {
        return false;
      }
    }
    return true;
  }

  private long earliestStart(int index) {
    long start = free(units.get(index));
    if (usesDram[index]) {
      start = Math.max(start, free(Unit.DRAM));
    }
    for (int tensor : reads[index]) {
      start = Math.max(start, written[tensor]);
    }
    return Math.max(start, Math.max(written[results[index]], read[results[index]]));
  }

  private long free(Unit unit) {
    return free.getOrDefault(unit, 0L);
  }

  private ScheduledOperation place(int index, long start) {
    OperationCost cost = costs.get(index);
    long end = Count.sum(start, cost.totalCycles());
    free.put(units.get(index), end);
    if (usesDram[index]) {
      free.put(Unit.DRAM, end);
    }
    for (int tensor : reads[index]) {
      read[tensor] = Math.max(read[tensor], end);
    }
    written[results[index]] = end;
    return new ScheduledOperation(
        cost.name(),
        phases.get(index),
        units.get(index),
        usesDram[index],
        start,
        end,
        cost.when().stallCycles());
  }
}
