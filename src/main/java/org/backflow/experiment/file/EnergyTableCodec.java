package org.backflow.experiment.file;

import static org.backflow.configuration.kind.Key.optional;
import static org.backflow.configuration.kind.Key.required;
import static org.backflow.configuration.kind.ValueKind.bool;
import static org.backflow.configuration.kind.ValueKind.integer;
import static org.backflow.configuration.kind.ValueKind.longInteger;
import static org.backflow.configuration.kind.ValueKind.mapOf;
import static org.backflow.configuration.kind.ValueKind.number;
import static org.backflow.configuration.kind.ValueKind.text;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.backflow.accelerator.AccessEnergy;
import org.backflow.accelerator.EnergyCurve;
import org.backflow.accelerator.EnergyTable;
import org.backflow.accelerator.memory.Memory;
import org.backflow.configuration.kind.ConfigurationMap;
import org.backflow.configuration.kind.JsonSchema;
import org.backflow.configuration.kind.Keys;
import org.backflow.configuration.kind.Section;
import org.backflow.configuration.kind.ValueKind;
import org.backflow.experiment.file.EnergyEntries.Size;
import org.backflow.foreign.accelergy.AccelergyFile;

/** An energy table: a file of its own, or a map in an experiment. */
final class EnergyTableCodec {
  static final String NO_SOURCE = "not stated";
  private static final int MOST_KIBIBYTES = 1 << 20;
  private static final long BITS_PER_KIBIBYTE = 8192;

  /** As users write it, in our form. */
  static final Section<EnergyTable> OWN = Section.of(keys -> own(keys, nameOf(keys.reference())));

  /** As users write it, in our form or in that of Accelergy. */
  static final Section<EnergyTable> WRITTEN =
      OWN.readBy(map -> table(map, nameOf(map.reference())));

  /** As it is described: with its name, and what each memory costs. */
  static final Section<EnergyTable> DESCRIBED = Section.of(EnergyTableCodec::described);

  private EnergyTableCodec() {}

  /** Reads a table called {@code name}. */
  static EnergyTable table(ConfigurationMap map, String name) {
    AccelergyFile.refuseOthers(map);
    return AccelergyFile.isOne(map)
        ? AccelergyFile.read(map, name)
        : Section.<EnergyTable>of(keys -> own(keys, name)).read(map);
  }

  private static String nameOf(Optional<String> reference) {
    return reference.map(EnergyTableFile::stem).orElse("custom");
  }

  private static EnergyTable own(Keys<EnergyTable> keys, String name) {
    String technology =
        keys.written(
            required("technology", text(), "Node and voltage.").startingWith("\"45 nm, 0.9 V\""));
    EnergyEntries entries =
        new EnergyEntries(
            keys.written(
                optional(
                    "source",
                    text(),
                    NO_SOURCE,
                    "Of the entries that are a number or points without a source of their own.")));
    EnergyCurve multiply =
        keys.written(
            required(
                    "multiply",
                    entries.curve(Size.WIDTH, 3, 3),
                    "A multiplication of a by b bits: of a polynomial the linear term takes"
                        + " (a + b) / 2, the quadratic term a b; points take the root of a b.")
                .startingWith("{8: 0.2, 32: 3.1}"));
    Optional<EnergyCurve> gatedMultiply =
        keys.written(
            optional(
                    "gatedMultiply",
                    entries.curve(Size.WIDTH, 3, 3),
                    "A multiplication held back because an operand is zero, where the accelerator has"
                        + " zeroGating; free when left out.")
                .startingWith("0.01"));
    EnergyCurve add =
        keys.written(
            required(
                    "add",
                    entries.curve(Size.WIDTH, 1, 4),
                    "An addition, in the bits of the operands.")
                .startingWith("{16: 0.05, 32: 0.1}"));
    Sram sram =
        keys.written(
            required(
                    "sram",
                    sram(entries),
                    "One bit read or written: a number, points over the size, or a polynomial in"
                        + " log2 of the bits stored. Memories below the smallest one published cost"
                        + " as much per bit as one of that size; above the largest the curve goes"
                        + " on; either is said with the figures.")
                .startingWith("{8 KiB: 0.156, 32 KiB: 0.3125, 1 MiB: 1.5625}"));
    EnergyCurve dram =
        keys.written(
            required("dram", entries.constant(), "One bit read or written off chip.")
                .startingWith("20.3125"));
    Leakage leakage =
        keys.written(
            optional(
                    "leakage",
                    LEAKAGE,
                    Leakage.NONE,
                    "What is lost in every cycle, busy or idle; nothing when left out.")
                .varying());
    return new EnergyTable(
        name,
        technology,
        multiply,
        gatedMultiply,
        false,
        add,
        EnergyTable.everyMemory(
            new AccessEnergy.PerBit(
                sram.perBit(), sram.smallestBits(), sram.largestBits(), leakage.perSramBitCycle())),
        Optional.of(new AccessEnergy.PerBit(dram, 1, 0.0)),
        leakage.perElementCycle());
  }

  private record Sram(EnergyCurve perBit, long smallestBits, long largestBits) {
    static Sram ofAnySize(EnergyCurve perBit) {
      return new Sram(perBit, 1, Long.MAX_VALUE);
    }

    static Sram ofPoints(EnergyCurve.Points points) {
      return new Sram(points, points.smallestBits(), points.largestBits());
    }
  }

  /** Points state their sizes themselves; a polynomial says between which it holds. */
  private static ValueKind<Sram> sram(EnergyEntries entries) {
    ValueKind<EnergyCurve> points = entries.points(Size.MEMORY);
    Section<Sram> polynomial = Section.of(EnergyTableCodec::polynomial);
    return entries
        .constant(Sram::ofAnySize)
        .or(
            mapOf(
                map ->
                    EnergyEntries.isPoints(map) || map.isMap("picojoules")
                        ? Sram.ofPoints((EnergyCurve.Points) entries.read(map, Size.MEMORY, 1, 4))
                        : polynomial.read(map)))
        .withSchema(
            () ->
                JsonSchema.oneOf(
                    List.of(EnergyEntries.NUMBER, points.schema(), polynomial.schema())));
  }

  private static Sram polynomial(Keys<Sram> keys) {
    EnergyCurve perBit =
        EnergyEntries.entry(
            keys,
            EnergyEntries.plain(Size.MEMORY, 1, 4).withSchema(EnergyEntries.plain(1, 4)::schema),
            Sram::perBit);
    int smallest =
        keys.written(
            required(
                    "smallestKibibytes",
                    integer(1, MOST_KIBIBYTES),
                    "The smallest memory that was published.")
                .startingWith("8"));
    Optional<Integer> largest =
        keys.written(
            optional(
                    "largestKibibytes",
                    integer(1, MOST_KIBIBYTES),
                    "The largest memory that was published; without end when left out.")
                .startingWith("1024"));
    if (largest.isPresent() && largest.get() < smallest) {
      throw keys.refusal("largestKibibytes", "at least smallestKibibytes, " + smallest);
    }
    return new Sram(
        perBit,
        smallest * BITS_PER_KIBIBYTE,
        largest.map(kibibytes -> kibibytes * BITS_PER_KIBIBYTE).orElse(Long.MAX_VALUE));
  }

  /** In picojoules. */
  private record Leakage(double perElementCycle, double perSramBitCycle) {
    static final Leakage NONE = new Leakage(0.0, 0.0);
  }

  private static final Section<Leakage> LEAKAGE = Section.of(EnergyTableCodec::leakage);

  private static Leakage leakage(Keys<Leakage> keys) {
    keys.written(required("source", text(), "Who published it.").startingWith("an estimate"));
    return new Leakage(
        keys.written(
            required(
                    "elementPicojoulesPerCycle", number().atLeast(0), "Of one element of an array.")
                .startingWith("0.0")),
        keys.written(
            required(
                    "sramPicojoulesPerBitCycle",
                    number().atLeast(0),
                    "Of one bit of on-chip memory.")
                .startingWith("0.0")));
  }

  private static EnergyTable described(Keys<EnergyTable> keys) {
    ValueKind<EnergyCurve> square = new EnergyEntries(NO_SOURCE).curve(Size.WIDTH, 3, 3);
    return new EnergyTable(
        keys.of(required("name", text(), "Its name."), EnergyTable::name),
        keys.of(required("technology", text(), "Node and voltage."), EnergyTable::technology),
        keys.of(required("multiply", square, "A multiplication."), EnergyTable::multiply),
        keys.of(optional("gatedMultiply", square, "One held back."), EnergyTable::gatedMultiply),
        keys.of(
            required("multiplyIncludesAdd", bool(), "Whether it is a multiply-accumulate."),
            EnergyTable::multiplyIncludesAdd),
        keys.of(
            required("add", new EnergyEntries(NO_SOURCE).curve(Size.WIDTH, 1, 4), "An addition."),
            EnergyTable::add),
        keys.of(
            required("sram", Section.of(EnergyTableCodec::memories), "Every on-chip memory."),
            EnergyTable::sram),
        keys.of(optional("dram", ACCESS, "The memory off the chip."), EnergyTable::dram),
        keys.of(
            required(
                "elementLeakagePicojoulesPerCycle",
                number().atLeast(0),
                "Of one element of an array."),
            EnergyTable::elementLeakagePicojoulesPerCycle));
  }

  private static Map<Memory, AccessEnergy> memories(Keys<Map<Memory, AccessEnergy>> keys) {
    Map<Memory, AccessEnergy> memories = new EnumMap<>(Memory.class);
    for (Memory memory : Memory.values()) {
      memories.put(
          memory,
          keys.of(
              required(memory.name().toLowerCase(Locale.ROOT), ACCESS, ""),
              known -> Objects.requireNonNull(known.get(memory))));
    }
    return memories;
  }

  private static final Section<AccessEnergy.PerBit> PER_BIT = Section.of(EnergyTableCodec::perBit);

  private static final Section<AccessEnergy.PerWord> PER_WORD =
      Section.of(EnergyTableCodec::perWord);

  private static final ValueKind<AccessEnergy> ACCESS =
      ValueKind.<AccessEnergy>mapOf(
              map -> map.has("picojoules") ? PER_BIT.read(map) : PER_WORD.read(map))
          .describedAs(
              energy ->
                  energy instanceof AccessEnergy.PerBit perBit
                      ? PER_BIT.describe(perBit)
                      : PER_WORD.describe((AccessEnergy.PerWord) energy));

  private static AccessEnergy.PerBit perBit(Keys<AccessEnergy.PerBit> keys) {
    return new AccessEnergy.PerBit(
        EnergyEntries.entry(
            keys, EnergyEntries.plain(Size.MEMORY, 1, 4), AccessEnergy.PerBit::perBit),
        keys.of(
            required("smallestBits", longInteger(1, Long.MAX_VALUE), "Where it starts to hold."),
            AccessEnergy.PerBit::smallestBits),
        keys.of(
            optional(
                    "largestBits",
                    longInteger(1, Long.MAX_VALUE),
                    Long.MAX_VALUE,
                    "Where it ends; without end when left out.")
                .describedUnlessDefault(),
            AccessEnergy.PerBit::largestBits),
        keys.of(
            required("leakagePicojoulesPerBitCycle", number().atLeast(0), "Of a bit."),
            AccessEnergy.PerBit::leakagePicojoulesPerBitCycle));
  }

  private static AccessEnergy.PerWord perWord(Keys<AccessEnergy.PerWord> keys) {
    return new AccessEnergy.PerWord(
        keys.of(
            required("readPicojoules", number().atLeast(0), "Of one word read."),
            AccessEnergy.PerWord::readPicojoules),
        keys.of(
            required("writePicojoules", number().atLeast(0), "Of one word written."),
            AccessEnergy.PerWord::writePicojoules),
        keys.of(
            required("leakagePicojoulesPerCycle", number().atLeast(0), "Of the whole memory."),
            AccessEnergy.PerWord::leakagePicojoulesPerCycle),
        keys.of(required("source", text(), "Who says so."), AccessEnergy.PerWord::source));
  }
}
