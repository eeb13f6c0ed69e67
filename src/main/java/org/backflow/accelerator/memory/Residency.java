package org.backflow.accelerator.memory;

import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.backflow.plan.Count;
import org.jspecify.annotations.Nullable;

/**
 * Which tensors keep a place of their own on chip, for all steps of a run.
 *
 * <p>The active part of a memory is half of it with double buffers, else all of it. If the tensors
 * of a memory fit its active part together, all of them are resident. If not, those are that fit
 * one half of the active part beside the ones before them, in the order of the footprints; what is
 * left of the active part is the buffer through which the others pass, one operation at a time.
 */
public final class Residency {

  private final boolean everything;
  private final Map<StoredTensor, Footprint> residents = new LinkedHashMap<>();
  private final Map<Memory, Long> bufferBits = new EnumMap<>(Memory.class);

  private Residency(boolean everything) {
    this.everything = everything;
  }

  /**
   * Places tensors.
   *
   * @param footprints in the order in which a step first uses them
   * @param capacityBits the size of each memory
   */
  public static Residency of(
      Collection<Footprint> footprints, ToLongFunction<Memory> capacityBits, MemorySystem system) {
    Residency residency = new Residency(system.dram().isEmpty());
    if (residency.everything) {
      return residency;
    }
    for (Memory memory : Memory.values()) {
      long active = activeBits(capacityBits.applyAsLong(memory), system.doubleBuffered());
      List<Footprint> candidates =
          footprints.stream().filter(footprint -> footprint.tensor().memory() == memory).toList();
      residency.place(memory, candidates, active);
    }
    return residency;
  }

  /** Returns the part of a memory that is in use while the rest, if any, is filled. */
  public static long activeBits(long capacityBits, boolean doubleBuffered) {
    return doubleBuffered ? capacityBits / 2 : capacityBits;
  }

  private void place(Memory memory, List<Footprint> candidates, long active) {
    long wanted = candidates.stream().mapToLong(Footprint::bits).reduce(0, Count::sum);
    long most = wanted <= active ? active : active / 2;
    long placed = 0;
    for (Footprint candidate : candidates) {
      if (candidate.bits() <= most - placed) {
        placed += candidate.bits();
        residents.put(candidate.tensor(), candidate);
      }
    }
    bufferBits.put(memory, active - placed);
  }

  /** Returns whether {@code tensor} has a place of its own. */
  public boolean isResident(StoredTensor tensor) {
    return everything || residents.containsKey(tensor);
  }

  /** Returns whether {@code words} are all of a tensor that has a place of its own. */
  public boolean isWhole(StoredTensor tensor, long words) {
    @Nullable Footprint footprint = residents.get(tensor);
    return footprint != null && footprint.words() == words;
  }

  /** Returns where the words of {@code tensor} are before the first operation that uses it. */
  public Placement placement(StoredTensor tensor) {
    if (everything) {
      return Placement.RESIDENT;
    }
    @Nullable Footprint footprint = residents.get(tensor);
    if (footprint == null) {
      return Placement.STREAMED;
    }
    return footprint.lifetime() == Footprint.Lifetime.ARRIVING
        ? Placement.ARRIVING
        : Placement.RESIDENT;
  }

  /** Returns the bits of {@code memory} that tensors without a place pass through. */
  public long bufferBits(Memory memory) {
    return bufferBits.getOrDefault(memory, 0L);
  }

  /** Returns what must be brought on chip before the first step; nothing without DRAM. */
  public List<Footprint> loadedOnce() {
    return residents.values().stream()
        .filter(footprint -> !everything)
        .filter(footprint -> footprint.lifetime() == Footprint.Lifetime.PERSISTENT)
        .toList();
  }
}
