package org.backflow.accelerator.timeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.backflow.accelerator.OperationCost;
import org.backflow.accelerator.StepCost;
import org.backflow.accelerator.Unit;
import org.backflow.accelerator.memory.Level;
import org.backflow.plan.Count;
import org.backflow.plan.Operation;
import org.backflow.plan.Phase;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;

/** Places operations in time; see {@link Timeline} for the rules. */
final class Scheduler {

  /** Steps after which the interval is taken as it is; shapes repeat after two or three. */
  private static final int MOST_STEPS = 64;

  private final List<OperationCost> costs;
  private final List<Phase> phases;
  private final long[] cycles;
  private final boolean[] usesDram;

  /** Of each operation, as numbers: its unit, the tensors that it reads, those that it writes. */
  private final int[] units;

  private final int[][] reads;
  private final int[][] writes;
  private final int[][] predecessors;

  private final Map<Tensor, Integer> tensorNumbers = new HashMap<>();
  private final Map<Unit, Integer> unitNumbers = new EnumMap<>(Unit.class);
  private final int channel;

  /** Until when units are held, and tensors written and read. */
  private final long[] free = new long[Unit.values().length];

  private final long[] written;
  private final long[] read;

  /** When the operations of a step start and end. */
  @SuppressWarnings("ArrayRecordComponent") // filled once, never compared
  private record Times(long[] starts, long[] ends) {
    long end() {
      long end = 0;
      for (long each : ends) {
        end = Math.max(end, each);
      }
      return end;
    }

    /** Returns whether {@code later} is the same, only later. */
    boolean hasShapeOf(Times later) {
      long shift = later.end() - end();
      for (int i = 0; i < starts.length; i++) {
        if (later.starts[i] - starts[i] != shift) {
          return false;
        }
      }
      return true;
    }
  }

  Scheduler(StepPlan plan, StepCost cost) {
    List<Operation> operations = plan.operations();
    int count = operations.size();
    this.costs = cost.operations();
    this.phases = operations.stream().map(Operation::phase).toList();
    this.cycles = new long[count];
    this.usesDram = new boolean[count];
    this.units = new int[count];
    this.reads = new int[count][];
    this.writes = new int[count][];
    this.predecessors = new int[count][];
    for (int i = 0; i < count; i++) {
      Operation operation = operations.get(i);
      OperationCost price = costs.get(i);
      if (!operation.name().equals(price.name())) {
        throw new IllegalArgumentException(
            "operation " + operation.name() + " with the cost of " + price.name());
      }
      cycles[i] = price.totalCycles();
      units[i] = number(price.what().mapping().unit());
      usesDram[i] = price.moved().words(Level.DRAM) > 0;
      reads[i] = numbers(operation.reads());
      writes[i] = numbers(operation.writes());
      predecessors[i] = predecessors(i);
    }
    this.channel = number(Unit.DRAM);
    this.written = new long[tensorNumbers.size()];
    this.read = new long[tensorNumbers.size()];
  }

  private int number(Unit unit) {
    return unitNumbers.computeIfAbsent(unit, key -> unitNumbers.size());
  }

  private int number(Tensor tensor) {
    return tensorNumbers.computeIfAbsent(tensor, key -> tensorNumbers.size());
  }

  private int[] numbers(List<Tensor> tensors) {
    int[] numbers = new int[tensors.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number(tensors.get(i));
    }
    return numbers;
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
    return meet(reads[later], writes[earlier])
        || meet(reads[earlier], writes[later])
        || meet(writes[earlier], writes[later]);
  }

  private static boolean meet(int[] some, int[] others) {
    for (int tensor : some) {
      for (int other : others) {
        if (tensor == other) {
          return true;
        }
      }
    }
    return false;
  }

  Timeline timeline() {
    Times first = step();
    long latency = first.end();
    Times before = first;
    long interval = latency;
    for (int step = 1; step < MOST_STEPS; step++) {
      Times next = step();
      interval = next.end() - before.end();
      if (before.hasShapeOf(next)) {
        break;
      }
      before = next;
    }
    return new Timeline(scheduled(first), latency, interval);
  }

  /** Places a step behind those placed before. */
  private Times step() {
    int count = writes.length;
    Times times = new Times(new long[count], new long[count]);
    boolean[] placed = new boolean[count];
    for (int done = 0; done < count; done++) {
      int chosen = -1;
      long start = Long.MAX_VALUE;
      for (int i = 0; i < count; i++) {
        if (!placed[i] && isReady(i, placed)) {
          long earliest = earliestStart(i);
          if (earliest < start) {
            chosen = i;
            start = earliest;
          }
        }
      }
      placed[chosen] = true;
      times.starts()[chosen] = start;
      times.ends()[chosen] = place(chosen, start);
    }
    return times;
  }

  private boolean isReady(int index, boolean[] placed) {
    for (int predecessor : predecessors[index]) {
      if (!placed[predecessor]) {
        return false;
      }
    }
    return true;
  }

  private long earliestStart(int index) {
    long start = free[units[index]];
    if (usesDram[index]) {
      start = Math.max(start, free[channel]);
    }
    for (int tensor : reads[index]) {
      start = Math.max(start, written[tensor]);
    }
    for (int tensor : writes[index]) {
      start = Math.max(start, Math.max(written[tensor], read[tensor]));
    }
    return start;
  }

  /** Holds what an operation holds from {@code start} on; returns until when. */
  private long place(int index, long start) {
    long end = Count.sum(start, cycles[index]);
    free[units[index]] = end;
    if (usesDram[index]) {
      free[channel] = end;
    }
    for (int tensor : reads[index]) {
      read[tensor] = Math.max(read[tensor], end);
    }
    for (int tensor : writes[index]) {
      written[tensor] = end;
    }
    return end;
  }

  /** Returns the operations of a step in the order of the plan. */
  private List<ScheduledOperation> scheduled(Times times) {
    List<ScheduledOperation> scheduled = new ArrayList<>();
    for (int i = 0; i < writes.length; i++) {
      OperationCost cost = costs.get(i);
      scheduled.add(
          new ScheduledOperation(
              cost.name(),
              phases.get(i),
              cost.what().mapping().unit(),
              usesDram[i],
              times.starts()[i],
              times.ends()[i],
              cost.when().stallCycles()));
    }
    return scheduled;
  }
}
