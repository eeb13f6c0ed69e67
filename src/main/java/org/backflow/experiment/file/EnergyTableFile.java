package org.backflow.experiment.file;

import java.nio.file.Path;
import org.backflow.accelerator.EnergyTable;

/** Reads energy tables: one entry per kind of event, each with its unit and its source. */
public final class EnergyTableFile {

  private EnergyTableFile() {}

  /**
   * Returns the table that {@code name} names: one of {@code data/energy} or the path of a file,
   * which may also be an energy reference table of Accelergy.
   *
   * @throws org.backflow.configuration.tree.ConfigurationException when there is none of that name,
   *     or it is not valid
   */
  public static EnergyTable load(Home home, String name) {
    return home.energyTables().read(name).bind(map -> EnergyTableCodec.table(map, stem(name)));
  }

  static String stem(String name) {
    return String.valueOf(Path.of(name).getFileName()).replaceFirst("\\.ya?ml$", "");
  }
}
