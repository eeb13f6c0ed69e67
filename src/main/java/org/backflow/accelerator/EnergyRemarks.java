package org.backflow.accelerator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.ToLongFunction;
import org.backflow.accelerator.memory.Dram;
import org.backflow.accelerator.memory.Memory;
import org.backflow.function.Arithmetic;

/** What a reader of energies must know: where they lie outside of what was published. */
final class EnergyRemarks {
  private static final long BITS_PER_KIBIBYTE = 8192;

  private final EnergyTable table;

  EnergyRemarks(EnergyTable table) {
    this.table = table;
  }

  List<String> of(Accelerator accelerator, Collection<StepCost> costs) {
    List<String> remarks = new ArrayList<>();
    memories(accelerator, AccessEnergy::isBelowSmallest, AccessEnergy::smallestBits)
        .map(
            smaller ->
                "SRAM energy of "
                    + table.name()
                    + " is that of the smallest memory published, "
                    + smaller)
        .ifPresent(remarks::add);
    memories(accelerator, AccessEnergy::isExtrapolatedTo, AccessEnergy::largestBits)
        .map(
            larger ->
                "SRAM energy of "
                    + table.name()
                    + " is extrapolated beyond the largest memory published, "
                    + larger)
        .ifPresent(remarks::add);
    accelerator
        .memorySystem()
        .dram()
        .flatMap(Dram::energy)
        .map(
            energy ->
                "DRAM energy is not that of "
                    + table.name()
                    + " but of the accelerator's memory, "
                    + energy.picojoules()
                    + " pJ/bit ("
                    + energy.source()
                    + ")")
        .ifPresent(remarks::add);
    widths("multiplications", Arithmetic.Kind.MULTIPLY, table.multiply(), costs)
        .ifPresent(remarks::add);
    table
        .gatedMultiply()
        .flatMap(
            gated ->
                widths("multiplications held back", Arithmetic.Kind.GATED_MULTIPLY, gated, costs))
        .ifPresent(remarks::add);
    widths("additions", Arithmetic.Kind.ADD, table.add(), costs).ifPresent(remarks::add);
    return remarks;
  }

  /** Returns the bound that memories are beyond, and which they are. */
  private Optional<String> memories(
      Accelerator accelerator,
      BiPredicate<AccessEnergy, Long> beyond,
      ToLongFunction<AccessEnergy> bound) {
    List<String> outside = new ArrayList<>();
    TreeSet<Long> bounds = new TreeSet<>();
    for (Memory memory : Memory.values()) {
      long bits = accelerator.memories().bits(memory);
      if (beyond.test(table.sram(memory), bits)) {
        outside.add(memory.label() + " " + size(bits));
        bounds.add(bound.applyAsLong(table.sram(memory)));
      }
    }
    return outside.isEmpty()
        ? Optional.empty()
        : Optional.of(size(bounds.last()) + ": " + String.join(", ", outside));
  }

  /** Returns which widths that occur lie outside of the points. */
  private Optional<String> widths(
      String events, Arithmetic.Kind kind, EnergyCurve curve, Collection<StepCost> costs) {
    if (!(curve instanceof EnergyCurve.Points points)) {
      return Optional.empty();
    }
    TreeSet<Integer> outside = new TreeSet<>();
    for (StepCost cost : costs) {
      for (OperationCost operation : cost.operations()) {
        for (Arithmetic event : operation.work().events()) {
          if (event.kind() == kind && event.count() > 0) {
            List.of(event.leftBits(), event.rightBits()).stream()
                .filter(bits -> !points.covers(bits))
                .forEach(outside::add);
          }
        }
      }
    }
    return outside.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "energy of "
                + events
                + " of "
                + table.name()
                + " is extrapolated beyond its points, "
                + points.smallestBits()
                + " to "
                + points.largestBits()
                + " bits: operands of "
                + String.join(", ", outside.stream().map(String::valueOf).toList())
                + " bits");
  }

  private static String size(long bits) {
    if (bits % BITS_PER_KIBIBYTE == 0) {
      return String.format(Locale.ROOT, "%,d KiB", bits / BITS_PER_KIBIBYTE);
    }
    return bits % Byte.SIZE == 0
        ? String.format(Locale.ROOT, "%,d B", bits / Byte.SIZE)
        : String.format(Locale.ROOT, "%,d bits", bits);
  }
}
