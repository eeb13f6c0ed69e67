package org.backflow.experiment.file;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.backflow.accelerator.resources.FpgaFamily;
import org.backflow.accelerator.resources.FpgaResources;
import org.backflow.accelerator.resources.SynthesisRow;
import org.backflow.files.CsvRow;
import org.backflow.files.CsvTable;

/** Reads what {@code hdl-ref/synth/run} wrote to {@code data/resources}. */
public final class SynthesisFile {

  private static final List<String> COLUMNS =
      List.of(
          "module",
          "parameters",
          "luts",
          "memory_luts",
          "flip_flops",
          "dsps",
          "block_rams",
          "clock_megahertz");

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
    Set<String> names =
        namesByModule.computeIfAbsent(row.text("module"), first -> parameters.keySet());
    if (!names.equals(parameters.keySet())) {
      throw row.refusal(
          "parameters",
          "those of the first " + row.text("module") + ", " + String.join(", ", names));
    }
    return new SynthesisRow(
        row.text("module"),
        parameters,
        new FpgaResources(
            row.count("luts") + row.count("memory_luts"),
            row.count("flip_flops"),
            row.count("dsps"),
            row.count("block_rams")),
        row.text("clock_megahertz").isEmpty()
            ? OptionalDouble.empty()
            : OptionalDouble.of(row.count("clock_megahertz")));
  }

  private static Map<String, Integer> parameters(CsvRow row) {
    Map<String, Integer> parameters = new TreeMap<>();
    for (String parameter : row.text("parameters").split(";", -1)) {
      Matcher matcher = PARAMETER.matcher(parameter);
      if (matcher.matches()) {
        parameters.put(matcher.group(1), Integer.valueOf(matcher.group(2)));
      } else if (!parameter.isEmpty()) {
        throw row.refusal("parameters", "parameters such as Rows=4;Columns=4");
      }
    }
    return parameters;
  }
}
