package org.backflow.experiment;

import static org.backflow.configuration.kind.ValueKind.bool;
import static org.backflow.configuration.kind.ValueKind.integer;
import static org.backflow.configuration.kind.ValueKind.longInteger;
import static org.backflow.configuration.kind.ValueKind.mapOf;
import static org.backflow.configuration.kind.ValueKind.number;
import static org.backflow.configuration.kind.ValueKind.text;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.backflow.accelerator.AccessEnergy;
import org.backflow.accelerator.EnergyCurve;
import org.backflow.accelerator.EnergyTable;
import org.backflow.accelerator.memory.Memory;
import org.backflow.configuration.kind.ConfigurationMap;
import org.backflow.experiment.EnergyEntries.Size;
import org.backflow.foreign.accelergy.AccelergyFile;

/** Reads energy tables: one entry per kind of event, each with its unit and its source. */
public final class EnergyTableFile {

  static final String NO_SOURCE = "not stated";
  private static final int MOST_KIBIBYTES = 1 << 20;
  private static final long BITS_PER_KIBIBYTE = 8192;

  private EnergyTableFile() {}

  /**
   * Returns the table that {@code name} names: one of {@code data/energy} or the path of a file,
   * which may also be an energy reference table of Accelergy.
   *
   * @throws org.backflow.configuration.tree.ConfigurationException when there is none of that name,
   *     or it is not valid
   */
  public static EnergyTable load(Home home, String name) {
    return home.energyTables().read(name).bind(map -> table(map, stem(name)));
  }

  private static String stem(String name) {
    return String.valueOf(Path.of(name).getFileName()).replaceFirst("\\.ya?ml$", "");
  }

  static EnergyTable table(ConfigurationMap map) {
    return table(map, map.reference().map(EnergyTableFile::stem).orElse("custom"));
  }

  /** Reads a table as a description has it: with its name, and what each memory costs. */
  static EnergyTable described(ConfigurationMap map) {
    EnergyEntries entries = new EnergyEntries(NO_SOURCE);
    return new EnergyTable(
        map.required("name", text()),
        map.required("technology", text()),
        map.required("multiply", entries.curve(Size.WIDTH, 3, 3)),
        map.optional("gatedMultiply", entries.curve(Size.WIDTH, 3, 3)),
        map.required("multiplyIncludesAdd", bool()),
        map.required("add", entries.curve(Size.WIDTH, 1, 4)),
        map.required("sram", mapOf(EnergyTableFile::memories)),
        map.optional("dram", mapOf(EnergyTableFile::access)),
        map.required("elementLeakagePicojoulesPerCycle", number().atLeast(0)));
  }

  private static Map<Memory, AccessEnergy> memories(ConfigurationMap map) {
    Map<Memory, AccessEnergy> memories = new EnumMap<>(Memory.class);
    for (Memory memory : Memory.values()) {
      memories.put(
          memory,
          map.required(memory.name().toLowerCase(Locale.ROOT), mapOf(EnergyTableFile::access)));
    }
    return memories;
  }

  private static AccessEnergy access(ConfigurationMap map) {
    if (map.has("picojoules")) {
      return new AccessEnergy.PerBit(
          new EnergyEntries(NO_SOURCE).curve(map, Size.MEMORY, 1, 4),
          map.required("smallestBits", longInteger(1, Long.MAX_VALUE)),
          map.optional("largestBits", longInteger(1, Long.MAX_VALUE), Long.MAX_VALUE),
          map.required("leakagePicojoulesPerBitCycle", number().atLeast(0)));
    }
    return new AccessEnergy.PerWord(
        map.required("readPicojoules", number().atLeast(0)),
        map.required("writePicojoules", number().atLeast(0)),
        map.required("leakagePicojoulesPerCycle", number().atLeast(0)),
        map.required("source", text()));
  }

  private static EnergyTable table(ConfigurationMap map, String name) {
    AccelergyFile.refuseOthers(map);
    return AccelergyFile.isOne(map) ? AccelergyFile.read(map, name) : ownTable(map, name);
  }

  private static EnergyTable ownTable(ConfigurationMap map, String name) {
    String technology = map.required("technology", text());
    EnergyEntries entries = new EnergyEntries(map.optional("source", text(), NO_SOURCE));
    EnergyCurve multiply = map.required("multiply", entries.curve(Size.WIDTH, 3, 3));
    Optional<EnergyCurve> gatedMultiply =
        map.optional("gatedMultiply", entries.curve(Size.WIDTH, 3, 3));
    EnergyCurve add = map.required("add", entries.curve(Size.WIDTH, 1, 4));
    Sram sram =
        map.required(
            "sram", entries.constant(Sram::ofAnySize).or(mapOf(entry -> sram(entry, entries))));
    EnergyCurve dram = map.required("dram", entries.constant());
    Leakage leakage = map.optional("leakage", mapOf(EnergyTableFile::leakage), Leakage.NONE);
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
  }

  private static Sram sram(ConfigurationMap map, EnergyEntries entries) {
    EnergyCurve perBit = entries.curve(map, Size.MEMORY, 1, 4);
    if (perBit instanceof EnergyCurve.Points points) {
      return new Sram(points, points.smallestBits(), points.largestBits());
    }
    int smallest = map.required("smallestKibibytes", integer(1, MOST_KIBIBYTES));
    Optional<Integer> largest = map.optional("largestKibibytes", integer(1, MOST_KIBIBYTES));
    if (largest.isPresent() && largest.get() < smallest) {
      throw map.refusal("largestKibibytes", "at least smallestKibibytes, " + smallest);
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

  private static Leakage leakage(ConfigurationMap map) {
    map.required("source", text());
    return new Leakage(
        map.required("elementPicojoulesPerCycle", number().atLeast(0)),
        map.required("sramPicojoulesPerBitCycle", number().atLeast(0)));
  }
}
