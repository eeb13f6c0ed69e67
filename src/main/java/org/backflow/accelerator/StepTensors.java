package org.backflow.accelerator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backflow.accelerator.memory.FeedbackStorage;
import org.backflow.accelerator.memory.Footprint;
import org.backflow.accelerator.memory.MemorySystem;
import org.backflow.accelerator.memory.StoredTensor;
import org.backflow.accelerator.memory.TensorKind;
import org.backflow.accelerator.memory.TransposedAccess;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.Role;
import org.backflow.plan.Count;
import org.backflow.plan.CountLimitException;
import org.backflow.plan.FeedbackVisitor;
import org.backflow.plan.Operation;
import org.backflow.plan.Product;
import org.backflow.plan.Select;
import org.backflow.plan.SignedSum;
import org.backflow.plan.SparseProduct;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;

/**
 * What the operations of a step read and write in memories, and what each of that takes: the
 * tensors of the plan, F in the form that its operation reads it in, and the second copy of W where
 * the accelerator keeps one.
 */
final class StepTensors {

  private final StepPlan plan;
  private final FixedPointArithmetic arithmetic;
  private final RightOperands rightOperands;
  private final boolean hasDram;
  private final boolean copiesWeights;
  private final FeedbackStorage feedbackStorage;
  private final StoredFeedback storedFeedback = new StoredFeedback();

  StepTensors(StepPlan plan, MemorySystem system, FixedPointArithmetic arithmetic) {
    this.plan = plan;
    this.arithmetic = arithmetic;
    this.rightOperands = new RightOperands(arithmetic);
    this.hasDram = system.dram().isPresent();
    this.copiesWeights = system.transposesBy(TransposedAccess.COPY);
    this.feedbackStorage = system.feedbackStorage();
  }

  /**
   * Returns what {@code operation} reads, in that order. F is left out where nothing holds it:
   * where it is drawn anew in every step, or wired.
   */
  List<Footprint> reads(Operation operation) {
    List<Footprint> reads = new ArrayList<>();
    Optional<RightOperand> copied = copiesWeights ? transposed(operation) : Optional.empty();
    for (Tensor tensor : operation.reads()) {
      if (tensor.role() == Role.FEEDBACK) {
        if (isFeedbackHeld()) {
          reads.addAll(operation.accept(storedFeedback));
        }
      } else if (copied.isPresent() && copied.get().tensor().equals(tensor)) {
        reads.add(transposedCopy(copied.get()));
      } else {
        reads.add(footprint(tensor));
      }
    }
    return reads;
  }

  /** Returns what {@code operation} writes: its results, and the second copy of them. */
  List<Footprint> writes(Operation operation) {
    List<Footprint> writes = new ArrayList<>();
    for (Tensor result : operation.writes()) {
      writes.add(footprint(result));
      copied(result).ifPresent(copy -> writes.add(transposedCopy(copy)));
    }
    return writes;
  }

  /**
   * Returns what the feedback reads transposed of {@code tensor}, of which there is a second copy;
   * nothing where there is none.
   */
  Optional<RightOperand> copied(Tensor tensor) {
    if (!copiesWeights || tensor.role() != Role.WEIGHT) {
      return Optional.empty();
    }
    return plan.operations().stream()
        .flatMap(operation -> transposed(operation).stream())
        .filter(right -> right.tensor().equals(tensor))
        .max(Comparator.comparingInt(RightOperand::wordBits));
  }

  /** Returns what {@code operation} reads with rows and columns exchanged. */
  private Optional<RightOperand> transposed(Operation operation) {
    return operation.accept(rightOperands).filter(RightOperand::transposed);
  }

  /**
   * Returns what wants a place in the memories of the chip, in the order of first use: nothing
   * where there is no DRAM, since all is on chip then. F is left out where it stays in the array or
   * in DRAM.
   *
   * @throws CountLimitException when a count is larger than a {@code long}
   */
  Collection<Footprint> wantPlaces() {
    if (!hasDram) {
      return List.of();
    }
    Map<StoredTensor, Footprint> places = new LinkedHashMap<>();
    for (Operation operation : plan.operations()) {
      for (Footprint used : used(operation)) {
        if (wantsPlace(used.tensor().kind())) {
          places.putIfAbsent(used.tensor(), used);
        }
      }
    }
    return places.values();
  }

  private List<Footprint> used(Operation operation) {
    try {
      List<Footprint> used = new ArrayList<>(reads(operation));
      used.addAll(writes(operation));
      used.forEach(Footprint::bits);
      return used;
    } catch (CountLimitException refusal) {
      throw refusal.in(operation.name());
    }
  }

  private boolean wantsPlace(TensorKind kind) {
    return feedbackStorage == FeedbackStorage.SRAM || !isFeedback(kind);
  }

  static boolean isFeedback(TensorKind kind) {
    return kind == TensorKind.FEEDBACK || kind == TensorKind.SELECTION;
  }

  private boolean isFeedbackHeld() {
    return feedbackStorage != FeedbackStorage.LFSR && feedbackStorage != FeedbackStorage.WIRED;
  }

  /** Returns what {@code tensor} takes, every word in its format. */
  private Footprint footprint(Tensor tensor) {
    return new Footprint(
        StoredTensor.of(tensor),
        plan.storedWords(tensor),
        bits(tensor),
        switch (tensor.role()) {
          case WEIGHT, VELOCITY, FEEDBACK -> Footprint.Lifetime.PERSISTENT;
          case INPUT, TARGET -> Footprint.Lifetime.ARRIVING;
          default -> Footprint.Lifetime.PRODUCED;
        });
  }

  private static Footprint transposedCopy(RightOperand copied) {
    return persistent(
        TensorKind.TRANSPOSED_WEIGHT, copied.tensor().layer(), copied.words(), copied.wordBits());
  }

  private static Footprint persistent(TensorKind kind, int layer, long words, int wordBits) {
    return new Footprint(
        new StoredTensor(kind, layer), words, wordBits, Footprint.Lifetime.PERSISTENT);
  }

  private int bits(Tensor tensor) {
    return new WordBits(plan, arithmetic).of(tensor);
  }

  /** What holds the F of an operation. */
  private final class StoredFeedback implements FeedbackVisitor<List<Footprint>> {

    @Override
    public List<Footprint> visit(Product operation) {
      return List.of(footprint(operation.right().tensor()));
    }

    /** One bit of each word. */
    @Override
    public List<Footprint> visit(SignedSum operation) {
      return List.of(
          persistent(
              TensorKind.FEEDBACK, operation.layer(), plan.storedWords(operation.signs()), 1));
    }

    @Override
    public List<Footprint> visit(Select operation) {
      return List.of(selections(operation, operation.extent().n()));
    }

    @Override
    public List<Footprint> visit(SparseProduct operation) {
      long connections = Count.product(operation.extent().n(), operation.extent().k());
      return List.of(
          selections(operation, connections),
          persistent(
              TensorKind.FEEDBACK,
              operation.layer(),
              connections,
              bits(Tensor.feedback(operation.layer()))));
    }

    private Footprint selections(Operation operation, long words) {
      return persistent(
          TensorKind.SELECTION, operation.layer(), words, plan.selectionBits(operation.layer()));
    }
  }
}
