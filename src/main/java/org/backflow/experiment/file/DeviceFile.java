package org.backflow.experiment.file;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.backflow.accelerator.resources.Device;
import org.backflow.accelerator.resources.FpgaFamily;
import org.backflow.accelerator.resources.FpgaResources;
import org.backflow.files.CsvColumn;
import org.backflow.files.CsvRow;
import org.backflow.files.CsvTable;

/** Reads lists of devices, such as {@code data/devices/devices.csv}. */
public final class DeviceFile {
  private static final CsvColumn<String> NAME = CsvColumn.text("name", "As it is sold.");
  private static final CsvColumn<FpgaFamily> FAMILY =
      CsvColumn.oneOf(
          "family",
          "The table of data/resources that holds for it.",
          Arrays.stream(FpgaFamily.values())
              .collect(
                  Collectors.toMap(
                      FpgaFamily::label,
                      Function.identity(),
                      (one, other) -> one,
                      LinkedHashMap::new)));
  private static final CsvColumn<Double> LUTS =
      CsvColumn.count(
          "luts", "Look-up tables. Those of an iCE40 are in cells, with a flip-flop each.");
  private static final CsvColumn<Double> FLIP_FLOPS = CsvColumn.count("flip_flops", "Flip-flops.");
  private static final CsvColumn<Double> DSPS = CsvColumn.count("dsps", "Multiplier blocks.");
  private static final CsvColumn<Double> BLOCK_RAMS =
      CsvColumn.count("block_rams", "Memories: RAMB36E1, or SB_RAM40 of an iCE40.");
  private static final CsvColumn<String> SOURCE =
      CsvColumn.text("source", "Where the figures come from.");

  static final List<CsvColumn<?>> COLUMNS =
      List.of(NAME, FAMILY, LUTS, FLIP_FLOPS, DSPS, BLOCK_RAMS, SOURCE);

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
    return new Device(
        NAME.of(row),
        FAMILY.of(row),
        new FpgaResources(LUTS.of(row), FLIP_FLOPS.of(row), DSPS.of(row), BLOCK_RAMS.of(row)),
        SOURCE.of(row));
  }
}
