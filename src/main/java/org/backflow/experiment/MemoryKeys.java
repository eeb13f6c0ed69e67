package org.backflow.experiment;

import static org.backflow.configuration.kind.ValueKind.bool;
import static org.backflow.configuration.kind.ValueKind.choice;
import static org.backflow.configuration.kind.ValueKind.integer;
import static org.backflow.configuration.kind.ValueKind.mapOf;
import static org.backflow.configuration.kind.ValueKind.number;
import static org.backflow.configuration.kind.ValueKind.text;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.backflow.accelerator.Accelerator;
import org.backflow.accelerator.memory.BitEnergy;
import org.backflow.accelerator.memory.Dram;
import org.backflow.accelerator.memory.FeedbackStorage;
import org.backflow.accelerator.memory.FoldOrder;
import org.backflow.accelerator.memory.Memory;
import org.backflow.accelerator.memory.MemorySystem;
import org.backflow.accelerator.memory.SramPorts;
import org.backflow.accelerator.memory.TransposedAccess;
import org.backflow.configuration.kind.ConfigurationMap;
import org.backflow.configuration.kind.NumberKind;
import org.backflow.configuration.kind.ValueKind;
import org.jspecify.annotations.Nullable;

/** The keys of an accelerator file that describe its memories. */
final class MemoryKeys {

  private MemoryKeys() {}

  /** What stands under {@code sram}. */
  record Sram(Accelerator.Memories capacities, Map<Memory, SramPorts> ports) {}

  static Sram sram(ConfigurationMap map) {
    ValueKind<Integer> kibibytes = integer(1, 1 << 20);
    return new Sram(
        new Accelerator.Memories(
            map.required("activationKibibytes", kibibytes),
            map.required("weightKibibytes", kibibytes),
            map.required("feedbackKibibytes", kibibytes),
            map.required("accumulatorKibibytes", kibibytes)),
        map.optional("ports", mapOf(MemoryKeys::portsByMemory), Map.of()));
  }

  private static Map<Memory, SramPorts> portsByMemory(ConfigurationMap map) {
    Map<Memory, SramPorts> ports = new EnumMap<>(Memory.class);
    for (Memory memory : Memory.values()) {
      map.optional(memory.label(), mapOf(MemoryKeys::ports))
          .ifPresent(read -> ports.put(memory, read));
    }
    return ports;
  }

  private static SramPorts ports(ConfigurationMap map) {
    return new SramPorts(
        map.required("wordBits", integer(1, SramPorts.MAX_WORD_BITS)),
        map.optional("banks", integer(1, SramPorts.MAX_COUNT), 1),
        map.optional("ports", integer(1, SramPorts.MAX_COUNT), 1));
  }

  static MemorySystem system(
      ConfigurationMap map, double clockMegahertz, Map<Memory, SramPorts> ports) {
    Optional<Dram> dram = map.optional("dram", mapOf(keys -> dram(keys, clockMegahertz)));
    return new MemorySystem(
        dram,
        map.optional("doubleBuffered", bool(), true),
        map.optional("foldOrder", choice(FoldOrder.class, FoldOrder::label), FoldOrder.ROWS_FIRST),
        ports,
        map.optional("transposedAccess", choice(TransposedAccess.class, TransposedAccess::label)),
        map.optional(
            "feedbackStorage",
            choice(FeedbackStorage.class, FeedbackStorage::label),
            FeedbackStorage.SRAM));
  }

  /** Reads keys of its own, which override the figures of a memory that is named. */
  private static Dram dram(ConfigurationMap map, double clockMegahertz) {
    Optional<MemoryFile.Memory> named =
        map.has("bandwidth")
            ? Optional.of(MemoryFile.memory(map))
            : map.optional("preset", mapOf(MemoryFile::memory));
    NumberKind bytes = number().above(0);
    ValueKind<Integer> cycles = integer(0, Dram.MAX);
    boolean isNamed = named.isPresent() || map.has("preset");
    Optional<Double> picojoules = map.optional("picojoulesPerBit", number().above(0));
    String source = map.optional("source", text(), EnergyTableFile.NO_SOURCE);
    return new Dram(
        isNamed
            ? map.optional("bytesPerCycle", bytes)
                .or(() -> named.map(memory -> memory.bytesPerCycle(clockMegahertz)))
                .orElse(1.0)
            : map.required("bytesPerCycle", bytes),
        isNamed
            ? map.optional("latencyCycles", cycles)
                .or(() -> named.map(memory -> memory.latencyCycles(clockMegahertz)))
                .orElse(0)
            : map.required("latencyCycles", cycles),
        picojoules
            .map(each -> new BitEnergy(each, source))
            .or(() -> named.map(MemoryFile.Memory::energy)));
  }

  /** Adds the keys that are not left out. */
  static void describe(MemorySystem system, Map<String, Object> tree, Map<String, Object> sram) {
    if (!system.ports().isEmpty()) {
      Map<String, Object> ports = new LinkedHashMap<>();
      for (Memory memory : Memory.values()) {
        @Nullable SramPorts limit = system.ports().get(memory);
        if (limit != null) {
          Map<String, Object> keys = new LinkedHashMap<>();
          keys.put("wordBits", limit.wordBits());
          keys.put("banks", limit.banks());
          keys.put("ports", limit.ports());
          ports.put(memory.label(), keys);
        }
      }
      sram.put("ports", ports);
    }
    system
        .dram()
        .ifPresent(
            dram -> {
              Map<String, Object> keys = new LinkedHashMap<>();
              keys.put("bytesPerCycle", dram.bytesPerCycle());
              keys.put("latencyCycles", dram.latencyCycles());
              dram.energy()
                  .ifPresent(
                      energy -> {
                        keys.put("picojoulesPerBit", energy.picojoules());
                        keys.put("source", energy.source());
                      });
              tree.put("dram", keys);
              tree.put("doubleBuffered", system.doubleBuffered());
              tree.put("foldOrder", system.foldOrder().label());
            });
    system.transposedAccess().ifPresent(access -> tree.put("transposedAccess", access.label()));
    if (system.feedbackStorage() != FeedbackStorage.SRAM) {
      tree.put("feedbackStorage", system.feedbackStorage().label());
    }
  }
}
