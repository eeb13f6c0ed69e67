package org.backflow.experiment;

import static org.backflow.configuration.ValueKind.integer;
import static org.backflow.configuration.ValueKind.listOf;
import static org.backflow.configuration.ValueKind.mapOf;
import static org.backflow.configuration.ValueKind.number;
import static org.backflow.configuration.ValueKind.text;

import org.backflow.accelerator.EnergyTable;
import org.backflow.configuration.ConfigurationMap;
import org.backflow.configuration.ValueKind;

/** Reads energy tables: one entry per kind of event, each with its unit and its source. */
public final class EnergyTableFile {

  private static final ValueKind<Double> COEFFICIENT = number();

  private EnergyTableFile() {}

  /**
   * Returns the table called {@code name}.
   *
   * @throws org.backflow.configuration.ConfigurationException when there is none of that name, or
   *     it is not valid
   */
  public static EnergyTable load(Home home, String name) {
    return home.energyTables().read(name).bind(map -> table(map, name));
  }

  static EnergyTable table(ConfigurationMap map) {
    return table(map, map.reference().orElse("custom"));
  }

  private static EnergyTable table(ConfigurationMap map, String name) {
    String technology = map.required("technology", text());
    EnergyTable.Polynomial multiply = map.required("multiply", mapOf(entry -> entry(entry, 3, 3)));
    EnergyTable.Polynomial add = map.required("add", mapOf(entry -> entry(entry, 1, 4)));
    Sram sram = map.required("sram", mapOf(EnergyTableFile::sram));
    return new EnergyTable(
        name, technology, multiply, add, sram.perBit(), sram.smallestKibibytes() * 8192L);
  }

  private record Sram(EnergyTable.Polynomial perBit, int smallestKibibytes) {}

  private static Sram sram(ConfigurationMap map) {
    return new Sram(entry(map, 1, 4), map.required("smallestKibibytes", integer(1, 1 << 20)));
  }

  private static EnergyTable.Polynomial entry(ConfigurationMap map, int fewest, int most) {
    return new EnergyTable.Polynomial(
        map.required("picojoules", listOf(COEFFICIENT, fewest, most)),
        map.required("source", text()));
  }
}
