package org.backflow.experiment.file;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.backflow.accelerator.resources.FpgaFamily;
import org.backflow.accelerator.resources.FpgaResources;
import org.backflow.accelerator.resources.SynthesisRow;
import org.backflow.files.CsvColumn;
import org.backflow.files.CsvRow;
import org.backflow.files.CsvTable;

/** Reads what {@code hdl-ref/synth/run} wrote to {@code data/resources}. */
public final class SynthesisFile {

  private static final CsvColumn<String> MODULE =
      CsvColumn.text("module", "What was synthesised, a module of hdl-ref/rtl.");
  private static final CsvColumn<String> PARAMETERS =
      CsvColumn.text("parameters", "Of the module: name=value, joined by semicolons.");
  private static final CsvColumn<Double> LUTS =
      CsvColumn.count("luts", "LUT1 to LUT6, or SB_LUT4: look-up tables used as logic.");
  private static final CsvColumn<Double> MEMORY_LUTS =
      CsvColumn.count(
          "memory_luts",
          "Look-up tables used as memory or shift registers (RAM32M, RAM64M: four; dual-port bit: two).");
  private static final CsvColumn<Double> FLIP_FLOPS =
      CsvColumn.count("flip_flops", "Of all kinds.");
  private static final CsvColumn<Double> DSPS = CsvColumn.count("dsps", "DSP48E1, or SB_MAC16.");
  private static final CsvColumn<Double> BLOCK_RAMS =
      CsvColumn.count("block_rams", "RAMB36E1, a RAMB18E1 counting half; or SB_RAM40.");
  private static final CsvColumn<Optional<Double>> CLOCK_MEGAHERTZ =
      CsvColumn.count("clock_megahertz", "After place and route; empty where that was not run.")
          .orEmpty();

  static final List<CsvColumn<?>> COLUMNS =
      List.of(MODULE, PARAMETERS, LUTS, MEMORY_LUTS, FLIP_FLOPS, DSPS, BLOCK_RAMS, CLOCK_MEGAHERTZ);

  private static final Pattern PARAMETER = Pattern.compile("(\\w+)=(\\d{1,9})");

  private SynthesisFile() {}

  /**
   * Returns the rows for the devices of {@code family}.
   *
   * @throws org.backflow.configuration.tree.ConfigurationException when the file is missing or a
   *     row is not one; names the line
   */
  public static List<SynthesisRow> load(Home home, FpgaFamily family) {
    return load(home.shipped("data/resources/" + family.label() + ".csv"));
  }

  public static List<SynthesisRow> load(Path file) {
    Map<String, Set<String>> namesByModule = new HashMap<>();
    return CsvTable.read(file, COLUMNS, row -> row(row, namesByModule));
  }

  /** Models are fitted over the rows of a module, so all have the parameters of the first. */
  private static SynthesisRow row(CsvRow row, Map<String, Set<String>> namesByModule) {
    Map<String, Integer> parameters = parameters(row);
    Set<String> names = namesByModule.computeIfAbsent(MODULE.of(row), first -> parameters.keySet());
    if (!names.equals(parameters.keySet())) {
      throw row.refusal(
          PARAMETERS, "those of the first " + MODULE.of(row) + ", " + String.join(", ", names));
    }
    return new SynthesisRow(
        MODULE.of(row),
        parameters,
        new FpgaResources(
            LUTS.of(row) + MEMORY_LUTS.of(row),
            FLIP_FLOPS.of(row),
            DSPS.of(row),
            BLOCK_RAMS.of(row)),
        CLOCK_MEGAHERTZ.of(row).map(OptionalDouble::of).orElseGet(OptionalDouble::empty));
  }

  private static Map<String, Integer> parameters(CsvRow row) {
    Map<String, Integer> parameters = new TreeMap<>();
    for (String parameter : PARAMETERS.of(row).split(";", -1)) {
      Matcher matcher = PARAMETER.matcher(parameter);
      if (matcher.matches()) {
        parameters.put(matcher.group(1), Integer.valueOf(matcher.group(2)));
      } else if (!parameter.isEmpty()) {
        throw row.refusal(PARAMETERS, "parameters such as Rows=4;Columns=4");
      }
    }
    return parameters;
  }
}
