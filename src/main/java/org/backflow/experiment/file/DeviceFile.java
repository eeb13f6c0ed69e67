package org.backflow.experiment.file;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.backflow.accelerator.resources.Device;
import org.backflow.accelerator.resources.FpgaFamily;
import org.backflow.accelerator.resources.FpgaResources;
import org.backflow.files.CsvRow;
import org.backflow.files.CsvTable;

/** Reads lists of devices, such as {@code data/devices/devices.csv}. */
public final class DeviceFile {
  private static final List<String> COLUMNS =
      List.of("name", "family", "luts", "flip_flops", "dsps", "block_rams", "source");

  private DeviceFile() {}

  /**
   * Returns the devices of {@code file}, in its order.
   *
   * @throws org.backflow.configuration.tree.ConfigurationException when the file is missing or a
   *     line is not a device; names the line
   */
  public static List<Device> load(Path file) {
    return CsvTable.read(file, COLUMNS, DeviceFile::device);
  }

  private static Device device(CsvRow row) {
    List<FpgaFamily> families = Arrays.asList(FpgaFamily.values());
    List<String> labels = families.stream().map(FpgaFamily::label).toList();
    return new Device(
        row.text("name"),
        families.get(labels.indexOf(row.oneOf("family", labels))),
        new FpgaResources(
            row.count("luts"), row.count("flip_flops"), row.count("dsps"), row.count("block_rams")),
        row.text("source"));
  }
}
