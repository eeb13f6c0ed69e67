package org.backflow.experiment;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.backflow.accelerator.FpgaResources;
import org.backflow.accelerator.SynthesisRow;
import org.backflow.data.InvalidDataException;

/** Reads what {@code hdl-ref/synth/run} wrote to {@code data/resources}. */
public final class SynthesisFile {

  private SynthesisFile() {}

  /**
   * Returns the rows for Xilinx 7 series devices.
   *
   * @throws InvalidDataException when the file is missing or a row is not one; names the line
   */
  public static List<SynthesisRow> loadXilinx7(Home home) {
    return load(home.root().resolve("data/resources/xilinx7.csv"));
  }

  static List<SynthesisRow> load(Path file) {
    List<SynthesisRow> rows = new ArrayList<>();
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new InvalidDataException(file + " cannot be read: " + e.getMessage(), e);
    }
    for (NamedCsvRecord line : CsvReader.builder().ofNamedCsvRecord(text).stream().toList()) {
      try {
        rows.add(row(line));
      } catch (IllegalArgumentException | java.util.NoSuchElementException e) {
        throw new InvalidDataException(
            file + ":" + line.getStartingLineNumber() + ": " + e.getMessage(), e);
      }
    }
    return rows;
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
            number(line, "luts") + number(line, "memory_luts"),
            number(line, "flip_flops"),
            number(line, "dsps"),
            number(line, "block_rams")),
        clock.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(clock)));
  }

  private static double number(NamedCsvRecord line, String column) {
    return Double.parseDouble(line.getField(column));
  }
}
