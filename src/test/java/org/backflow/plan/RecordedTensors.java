package org.backflow.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tensors of an interpreter, which records what is read before each write.
 *
 * @param <M> what a tensor is held in
 */
public final class RecordedTensors<M> extends HashMap<Tensor, M> {
  private static final long serialVersionUID = 1L;

  /** A write, and what was read since the one before. */
  public record Written(Set<Tensor> reads, Tensor result) {}

  private final transient List<Written> written = new ArrayList<>();
  private final transient Set<Tensor> reads = new LinkedHashSet<>();

  @Override
  public @Nullable M get(Object tensor) {
    reads.add((Tensor) tensor);
    return super.get(tensor);
  }

  @Override
  public @Nullable M put(Tensor tensor, M values) {
    written.add(new Written(Set.copyOf(reads), tensor));
    reads.clear();
    return super.put(tensor, values);
  }

  /** Returns the last {@code count} writes. */
  public List<Written> last(int count) {
    return written.subList(written.size() - count, written.size());
  }

  /** Returns the writes that {@code plan} says its operations do. */
  public static List<Written> stated(StepPlan plan) {
    return plan.operations().stream()
        .map(operation -> new Written(Set.copyOf(operation.reads()), operation.result()))
        .toList();
  }
}
