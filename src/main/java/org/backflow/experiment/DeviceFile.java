package org.backflow.experiment;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.backflow.accelerator.resources.Device;
import org.backflow.accelerator.resources.FpgaFamily;
import org.backflow.accelerator.resources.FpgaResources;
import org.backflow.configuration.NearestName;

/** Reads {@code data/devices/devices.csv}. */
public final class DeviceFile {

  private DeviceFile() {}

  /**
   * Returns the devices, in the order of the file.
   *
   * @throws org.backflow.data.InvalidDataException when the file is missing or a line is not a
   *     device; names the line
   */
  public static List<Device> load(Home home) {
    return load(home.root().resolve("data/devices/devices.csv"));
  }

  static List<Device> load(Path file) {
    return CsvLines.read(file, DeviceFile::device);
  }

  private static Device device(NamedCsvRecord line) {
    return new Device(
        line.getField("name"),
        family(line.getField("family")),
        new FpgaResources(
            CsvLines.count(line, "luts"),
            CsvLines.count(line, "flip_flops"),
            CsvLines.count(line, "dsps"),
            CsvLines.count(line, "block_rams")),
        line.getField("source"));
  }

  private static FpgaFamily family(String label) {
    List<String> labels = Arrays.stream(FpgaFamily.values()).map(FpgaFamily::label).toList();
    return Arrays.stream(FpgaFamily.values())
        .filter(family -> family.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no family '"
                        + label
                        + "'; "
                        + NearestName.of(label, labels)
                            .map(nearest -> "did you mean '" + nearest + "'?")
                            .orElse("expected one of " + labels)));
  }
}
