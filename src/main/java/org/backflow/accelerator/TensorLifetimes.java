package org.backflow.accelerator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.backflow.accelerator.memory.FeedbackStorage;
import org.backflow.accelerator.memory.Footprint;
import org.backflow.accelerator.memory.MemorySystem;
import org.backflow.accelerator.memory.Residency;
import org.backflow.accelerator.memory.StoredTensor;
import org.backflow.accelerator.memory.TensorKind;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.Lfsr;
import org.backflow.fixedpoint.Quantization;
import org.backflow.fixedpoint.Role;
import org.backflow.fixedpoint.Rounding;
import org.backflow.plan.Count;
import org.backflow.plan.CountLimitException;
import org.backflow.plan.Operation;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;

/** Follows the tensors of a step from the operation that writes them to their last reader. */
final class TensorLifetimes {

  private final StepPlan plan;
  private final FixedPointArithmetic arithmetic;
  private final StepTensors tensors;
  private final FeedbackStorage feedbackStorage;
  private final Residency residency;
  private final List<Value> values = new ArrayList<>();

  /** The value that each tensor has at the moment. */
  private final Map<StoredTensor, Value> current = new HashMap<>();

  TensorLifetimes(StepPlan plan, Accelerator accelerator, FixedPointArithmetic arithmetic) {
    this.plan = plan;
    this.arithmetic = arithmetic;
    MemorySystem system = accelerator.memorySystem();
    this.tensors = new StepTensors(plan, system, arithmetic);
    this.feedbackStorage = system.feedbackStorage();
    this.residency = Residency.of(tensors.wantPlaces(), accelerator.memories()::bits, system);
  }

  TrainingFootprint footprint() {
    for (int index = 0; index < plan.operations().size(); index++) {
      Operation operation = plan.operations().get(index);
      try {
        follow(operation, index);
      } catch (CountLimitException refusal) {
        throw refusal.in(operation.name());
      }
    }
    followRandomStates();
    return new TrainingFootprint(values.stream().map(this::described).toList(), moments());
  }

  private void follow(Operation operation, int index) {
    for (Footprint operand : tensors.reads(operation)) {
      // What no operation before has written was there before the step.
      current.computeIfAbsent(operand.tensor(), tensor -> begin(operand, 0)).last = index;
    }
    for (Footprint result : tensors.writes(operation)) {
      Value value = current.get(result.tensor());
      // What this operation does not read, or keep, begins anew.
      if (value == null || (value.last < index && !isKept(result))) {
        value = begin(result, isKept(result) ? 0 : index);
        current.put(result.tensor(), value);
      }
      value.last = index;
      value.changes = true;
    }
  }

  private Value begin(Footprint footprint, int first) {
    Value value = new Value(footprint, first);
    values.add(value);
    return value;
  }

  private static boolean isKept(Footprint footprint) {
    return footprint.lifetime() == Footprint.Lifetime.PERSISTENT;
  }

  /** A register of every unit of a layer in which something is rounded by chance. */
  private void followRandomStates() {
    for (int layer : plan.layers()) {
      int converting = layer;
      if (plan.operations().stream()
          .filter(operation -> operation.layer() == converting)
          .anyMatch(operation -> draws(operation.result()))) {
        Footprint states =
            new Footprint(
                new StoredTensor(TensorKind.RANDOM_STATE, layer),
                plan.units(layer),
                Lfsr.BITS,
                Footprint.Lifetime.PERSISTENT);
        begin(states, 0).changes = true;
      }
    }
  }

  /** Returns whether a result, or the derivative that it is made of, is rounded by chance. */
  private boolean draws(Tensor result) {
    return draws(result.quantization(arithmetic))
        || (result.role() == Role.DELTA && draws(arithmetic.derivative()));
  }

  private static boolean draws(Quantization quantization) {
    return quantization.rounding() == Rounding.STOCHASTIC;
  }

  private TensorFootprint described(Value value) {
    return new TensorFootprint(
        value.footprint,
        value.changes,
        isOnChip(value.footprint.tensor()),
        plan.operations().get(value.first).name(),
        plan.operations().get(lastIndex(value)).name());
  }

  /** F that stays in the array and the random registers want no place in a memory. */
  private boolean isOnChip(StoredTensor tensor) {
    TensorKind kind = tensor.kind();
    boolean inTheArray = StepTensors.isFeedback(kind) && feedbackStorage == FeedbackStorage.ARRAY;
    return inTheArray || kind == TensorKind.RANDOM_STATE || residency.isResident(tensor);
  }

  private int lastIndex(Value value) {
    return isKept(value.footprint) ? plan.operations().size() - 1 : value.last;
  }

  private List<TrainingFootprint.Moment> moments() {
    List<TrainingFootprint.Moment> moments = new ArrayList<>();
    for (int index = 0; index < plan.operations().size(); index++) {
      long bits = 0;
      long onChipBits = 0;
      for (Value value : values) {
        if (value.first <= index && index <= lastIndex(value)) {
          long valueBits = value.footprint.bits();
          bits = Count.sum(bits, valueBits);
          onChipBits += isOnChip(value.footprint.tensor()) ? valueBits : 0;
        }
      }
      moments.add(
          new TrainingFootprint.Moment(plan.operations().get(index).name(), bits, onChipBits));
    }
    return moments;
  }

  /** What a tensor holds from the operation that writes it anew to its last reader. */
  private static final class Value {
    private final Footprint footprint;
    private final int first;
    private int last;
    private boolean changes;

    Value(Footprint footprint, int first) {
      this.footprint = footprint;
      this.first = first;
      this.last = first;
    }
  }
}
