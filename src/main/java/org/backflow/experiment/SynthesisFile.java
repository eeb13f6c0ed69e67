package org.backflow.experiment;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.backflow.accelerator.resources.FpgaFamily;
import org.backflow.accelerator.resources.FpgaResources;
import org.backflow.accelerator.resources.SynthesisRow;

/** Reads what {@code hdl-ref/synth/run} wrote to {@code data/resources}. */
public final class SynthesisFile {

  private SynthesisFile() {}

  /**
   * Returns the rows for the devices of {@code family}.
   *
   * @throws org.backflow.data.InvalidDataException when the file is missing or a row is not one;
   *     names the line
   */
  public static List<SynthesisRow> load(Home home, FpgaFamily family) {
    return load(home.root().resolve("data/resources").resolve(family.label() + ".csv"));
  }

  static List<SynthesisRow> load(Path file) {
    return CsvLines.read(file, SynthesisFile::row);
  }

  private static SynthesisRow row(NamedCsvRecord line) {
    Map<String, Integer> parameters = new HashMap<>();
    for (String parameter : line.getField("parameters").split(";", -1)) {
      int equals = parameter.indexOf('=');
      if (equals > 0) {
        parameters.put(
            parameter.substring(0, equals), Integer.valueOf(parameter.substring(equals + 1)));
      }
    }
    String clock = line.getField("clock_megahertz");
    return new SynthesisRow(
        line.getField("module"),
        parameters,
        new FpgaResources(
            CsvLines.count(line, "luts") + CsvLines.count(line, "memory_luts"),
            CsvLines.count(line, "flip_flops"),
            CsvLines.count(line, "dsps"),
            CsvLines.count(line, "block_rams")),
        clock.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(clock)));
  }
}
