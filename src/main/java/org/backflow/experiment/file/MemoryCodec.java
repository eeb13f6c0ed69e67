package org.backflow.experiment.file;

import static org.backflow.configuration.kind.Key.optional;
import static org.backflow.configuration.kind.Key.required;
import static org.backflow.configuration.kind.ValueKind.bool;
import static org.backflow.configuration.kind.ValueKind.choice;
import static org.backflow.configuration.kind.ValueKind.integer;
import static org.backflow.configuration.kind.ValueKind.number;
import static org.backflow.configuration.kind.ValueKind.text;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
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
import org.backflow.configuration.kind.JsonSchema;
import org.backflow.configuration.kind.Key;
import org.backflow.configuration.kind.Keys;
import org.backflow.configuration.kind.Section;

/** The sections {@code sram} and {@code dram} of an accelerator. */
final class MemoryCodec {
  private static final int MOST_KIBIBYTES = 1 << 20;

  private static final Section<SramPorts> PORTS =
      Section.of(
          keys ->
              new SramPorts(
                  keys.of(
                      required(
                              "wordBits",
                              integer(1, SramPorts.MAX_WORD_BITS),
                              "Bits of a row, which a port reads or writes in a cycle.")
                          .startingWith("64"),
                      SramPorts::wordBits),
                  keys.of(
                      optional("banks", integer(1, SramPorts.MAX_COUNT), 1, "How many banks."),
                      SramPorts::banks),
                  keys.of(
                      optional("ports", integer(1, SramPorts.MAX_COUNT), 1, "Of each bank."),
                      SramPorts::ports)));

  private static final Section<Map<Memory, SramPorts>> PORTS_BY_MEMORY =
      Section.of(MemoryCodec::portsByMemory);

  private static final Section<Sram> SRAM = Section.of(MemoryCodec::sram);

  /** Stands for a named memory that was refused. */
  private static final Dram UNKNOWN = new Dram(1.0, 0);

  /** Keys of its own; those that users write may also be laid over a memory that is named. */
  private static final Section<Dram> DRAM = Section.of(MemoryCodec::dram);

  private MemoryCodec() {}

  /** What an accelerator says of its memories. */
  record Memories(Accelerator.Memories capacities, MemorySystem system) {}

  /** Reads the keys of an accelerator that are about memories. */
  static Memories memories(Keys<Accelerator> keys, double clockMegahertz) {
    Predicate<Accelerator> hasDram = each -> each.memorySystem().dram().isPresent();
    Optional<Dram> dram =
        keys.of(
            optional(
                    "dram",
                    DRAM.readBy(map -> dram(map, clockMegahertz))
                        .withSchema(MemoryCodec::schemaOfDram),
                    "The memory off the chip: a name of data/memories or the path of such a file, what"
                        + " such a file says, or keys of its own; without it every tensor is on chip.")
                .startingWith("LPDDR4"),
            each -> each.memorySystem().dram());
    boolean doubleBuffered =
        keys.of(
            optional(
                "doubleBuffered",
                bool(),
                true,
                "Half of every memory is filled from DRAM while the other half is in use."),
            each -> each.memorySystem().doubleBuffered(),
            hasDram);
    FoldOrder foldOrder =
        keys.of(
            optional(
                "foldOrder",
                choice(FoldOrder.class, FoldOrder::label),
                FoldOrder.ROWS_FIRST,
                "All row folds of a column fold first, or all column folds of a row fold."),
            each -> each.memorySystem().foldOrder(),
            hasDram);
    Optional<TransposedAccess> transposedAccess =
        keys.of(
            optional(
                    "transposedAccess",
                    choice(TransposedAccess.class, TransposedAccess::label),
                    "How backprop reads W transposed: from a second copy that every update writes,"
                        + " through a transposing buffer, or a whole row of the weight memory per word."
                        + " Free when left out.")
                .startingWith("copy"),
            each -> each.memorySystem().transposedAccess());
    FeedbackStorage feedbackStorage =
        keys.of(
            optional(
                    "feedbackStorage",
                    choice(FeedbackStorage.class, FeedbackStorage::label),
                    FeedbackStorage.SRAM,
                    "Where a fixed feedback matrix or selection comes from: registers of the array,"
                        + " its memory, DRAM in every step, shift registers that draw it anew, or"
                        + " constants of the circuit.")
                .describedUnlessDefault(),
            each -> each.memorySystem().feedbackStorage());
    Sram sram =
        keys.of(
            required(
                "sram",
                SRAM,
                "Capacities of the on-chip memories, which set the energy of an access."),
            Sram::of);
    return new Memories(
        sram.capacities(),
        new MemorySystem(
            dram, doubleBuffered, foldOrder, sram.ports(), transposedAccess, feedbackStorage));
  }

  /** What stands under {@code sram}. */
  private record Sram(Accelerator.Memories capacities, Map<Memory, SramPorts> ports) {
    static Sram of(Accelerator accelerator) {
      return new Sram(accelerator.memories(), accelerator.memorySystem().ports());
    }
  }

  private static Sram sram(Keys<Sram> keys) {
    return new Sram(
        new Accelerator.Memories(
            keys.of(
                kibibytes("activationKibibytes", "Activations and errors."),
                sram -> sram.capacities().activationKibibytes()),
            keys.of(
                kibibytes("weightKibibytes", "Weights."),
                sram -> sram.capacities().weightKibibytes()),
            keys.of(
                kibibytes("feedbackKibibytes", "Fixed feedback matrices and selections."),
                sram -> sram.capacities().feedbackKibibytes()),
            keys.of(
                kibibytes("accumulatorKibibytes", "Sums between folds."),
                sram -> sram.capacities().accumulatorKibibytes())),
        keys.of(
            optional(
                    "ports",
                    PORTS_BY_MEMORY,
                    Map.of(),
                    "How many bits a memory delivers in a cycle; as many as are asked for when left"
                        + " out.")
                .varying()
                .describedUnlessDefault(),
            Sram::ports));
  }

  private static Key<Integer> kibibytes(String name, String meaning) {
    return required(name, integer(1, MOST_KIBIBYTES), meaning).startingWith("64");
  }

  private static Map<Memory, SramPorts> portsByMemory(Keys<Map<Memory, SramPorts>> keys) {
    Map<Memory, SramPorts> ports = new EnumMap<>(Memory.class);
    for (Memory memory : Memory.values()) {
      keys.of(optional(memory.label(), PORTS, ""), known -> Optional.ofNullable(known.get(memory)))
          .ifPresent(read -> ports.put(memory, read));
    }
    return ports;
  }

  /** Reads a memory that is named, what overrides its figures, or a memory without a name. */
  private static Dram dram(ConfigurationMap map, double clockMegahertz) {
    Optional<MemoryFile.Memory> named =
        map.has("bandwidth")
            ? Optional.of(MemoryFile.MEMORY.read(map))
            : map.optional("preset", MemoryFile.MEMORY);
    if (!map.has("preset") && named.isEmpty()) {
      return DRAM.read(map);
    }
    boolean hasEnergy = map.has("picojoulesPerBit");
    return DRAM.readOver(
        map,
        named
            .map(
                memory ->
                    new Dram(
                        memory.bytesPerCycle(clockMegahertz),
                        memory.latencyCycles(clockMegahertz),
                        hasEnergy ? Optional.empty() : Optional.of(memory.energy())))
            .orElse(UNKNOWN));
  }

  private static Map<String, Object> schemaOfDram() {
    Map<String, Object> memory =
        JsonSchema.oneOf(
            List.of(
                JsonSchema.of("type", "string", "minLength", 1),
                JsonSchema.of("$ref", "../memories/memory.schema.json")));
    Map<String, Object> own = DRAM.schema();
    Map<String, Object> properties =
        JsonSchema.of(
            "preset",
            JsonSchema.explained(
                "A memory whose figures hold where no key beside it says otherwise.", memory));
    ((Map<?, ?>) Objects.requireNonNull(own.get("properties")))
        .forEach((key, schema) -> properties.put((String) key, schema));
    return JsonSchema.oneOf(
        List.of(
            memory,
            JsonSchema.of(
                "type",
                "object",
                "additionalProperties",
                false,
                "anyOf",
                List.of(
                    JsonSchema.of("required", List.of("preset")),
                    JsonSchema.of("required", Objects.requireNonNull(own.get("required")))),
                "properties",
                properties)));
  }

  private static Dram dram(Keys<Dram> keys) {
    double bytesPerCycle =
        keys.of(
            required(
                    "bytesPerCycle",
                    number().above(0).withSchema(number().atLeast(0.125).atMost(Dram.MAX)::schema),
                    "At the clock of the accelerator; a multiple of 0.125, a bit.")
                .startingWith("8"),
            Dram::bytesPerCycle);
    int latencyCycles =
        keys.of(
            required(
                    "latencyCycles",
                    integer(0, Dram.MAX),
                    "From a request to its first word, once per transfer that reads.")
                .startingWith("20"),
            Dram::latencyCycles);
    Optional<Double> picojoulesPerBit =
        keys.of(
            optional(
                "picojoulesPerBit",
                number().above(0),
                "The energy of a bit, in place of that of the energy tables."),
            dram -> dram.energy().map(BitEnergy::picojoules));
    String source =
        keys.of(
            optional("source", text(), EnergyTableCodec.NO_SOURCE, "Of picojoulesPerBit."),
            dram -> dram.energy().map(BitEnergy::source).orElse(EnergyTableCodec.NO_SOURCE),
            dram -> dram.energy().isPresent());
    return new Dram(
        bytesPerCycle, latencyCycles, picojoulesPerBit.map(each -> new BitEnergy(each, source)));
  }
}
