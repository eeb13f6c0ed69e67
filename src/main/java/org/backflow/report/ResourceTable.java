package org.backflow.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.backflow.accelerator.ArrayShape;
import org.backflow.accelerator.resources.Device;
import org.backflow.accelerator.resources.FpgaDesign;
import org.backflow.accelerator.resources.FpgaFamily;
import org.backflow.accelerator.resources.FpgaResources;
import org.backflow.accelerator.resources.ResourceModel;
import org.backflow.accelerator.resources.SynthesisRow;

/**
 * FPGA resources: the estimate for arrays and memories, the devices that they fit, and the feedback
 * units as they were synthesised.
 */
public final class ResourceTable implements Printable {

  private static final int FIT_COLUMN = 5;

  static final List<String> KINDS =
      List.of("dense, F in memory", "dense, F constant", "sign, from an LFSR", "one-hot", "sparse");

  private final FpgaDesign design;
  private final List<Device> devices;
  private final List<SynthesisRow> feedbackUnits;
  private final Map<FpgaFamily, ResourceModel> models = new LinkedHashMap<>();

  /**
   * Creates the views of an estimate.
   *
   * @param rows what was synthesised for each family; models are fitted to its arrays
   */
  public ResourceTable(
      FpgaDesign design, Function<FpgaFamily, List<SynthesisRow>> rows, List<Device> devices) {
    this.design = design;
    this.devices = List.copyOf(devices);
    this.feedbackUnits =
        rows.apply(FpgaFamily.XILINX7).stream()
            .filter(row -> row.module().equals("feedback_column"))
            .toList();
    for (FpgaFamily family : FpgaFamily.values()) {
      design.model(family, rows.apply(family)).ifPresent(model -> models.put(family, model));
    }
  }

  private FpgaResources together(FpgaFamily family, ResourceModel model) {
    return design.arrays(model).plus(design.memories(family));
  }

  @Override
  public Document document() {
    Document document = new Document();
    models.forEach((family, model) -> estimate(document, family, model));
    deviceTable(document);
    feedbackTable(document.gap());
    return document;
  }

  private void estimate(Document document, FpgaFamily family, ResourceModel model) {
    TextTable table = new TextTable();
    table.row(family.title() + ", before place and route", "LUT", "FF", "DSP", "block RAM");
    table.row(
        (design.arrays().size() == 1 ? "array " : "arrays ")
            + String.join(" and ", design.arrays().stream().map(ArrayShape::toString).toList())
            + ", "
            + design.dataflow().label()
            + ", folds "
            + design.folds().label(),
        parts(design.arrays(model)));
    table.row("memories of " + design.name(), parts(design.memories(family)));
    table.row("together", parts(together(family, model)));
    ResourceModel.FitError largest = model.largestArraysError();
    document
        .table(table)
        .line(
            "fitted to "
                + model.rows().size()
                + " synthesised arrays up to "
                + model.largest()
                + ", off by at most")
        .line(
            "  " + percents(model.leaveOneOutError()) + " when each is left out of the fit in turn",
            "    ")
        .line(
            "  "
                + percents(largest)
                + " for the "
                + largest.rows()
                + " largest, by a fit to the smaller ones",
            "    ")
        .gap();
  }

  private static List<String> parts(FpgaResources resources) {
    return List.of(
        whole(resources.luts()),
        whole(resources.flipFlops()),
        whole(resources.dsps()),
        whole(resources.blockRams()));
  }

  private static String percents(ResourceModel.FitError error) {
    return percent(error.largestLutPercent())
        + " LUT, "
        + percent(error.largestFlipFlopPercent())
        + " FF";
  }

  private static String percent(OptionalDouble percent) {
    return percent.isPresent() ? Decimals.fixed(percent.getAsDouble(), 1) + " %" : "(few)";
  }

  private void deviceTable(Document document) {
    TextTable table = new TextTable();
    table.row("arrays and memories on", "LUT", "FF", "DSP", "block RAM", "");
    for (Device device : devices) {
      FpgaResources available = device.available();
      Optional<FpgaResources> needed = needed(device);
      if (needed.isEmpty()) {
        table.row(device.name(), "", "", "", "", "not estimated");
        continue;
      }
      table.row(
          device.name(),
          share(needed.get().luts(), available.luts()),
          share(needed.get().flipFlops(), available.flipFlops()),
          share(needed.get().dsps(), available.dsps()),
          share(needed.get().blockRams(), available.blockRams()),
          device.fits(needed.get()) ? "fits" : "does not fit");
      table.mark(FIT_COLUMN, device.fits(needed.get()) ? Mark.GOOD : Mark.BAD);
    }
    document
        .table(table)
        .line(
            design.widths().a()
                + "-bit operands, "
                + design.widths().sum()
                + "-bit sums; without vector unit, control and host interface");
  }

  private Optional<FpgaResources> needed(Device device) {
    return Optional.ofNullable(models.get(device.family()))
        .map(model -> together(device.family(), model));
  }

  private static String share(double needed, double available) {
    return Decimals.grouped((long) Math.ceil(100.0 * needed / available)) + " %";
  }

  private void feedbackTable(Document document) {
    TextTable units = new TextTable();
    units.row("feedback unit, synthesised", "bits", "LUT", "FF", "DSP");
    for (SynthesisRow row : feedbackUnits) {
      units.row(
          KINDS.get(row.parameter("Kind")),
          Integer.toString(row.parameter("DeltaWidth")),
          whole(row.resources().luts()),
          whole(row.resources().flipFlops()),
          whole(row.resources().dsps()));
    }
    document
        .table(units)
        .line("Xilinx 7 series, 20 hidden units, 10 outputs; LUT with those used as memory");
  }

  private static String whole(double count) {
    return Decimals.grouped(Math.round(count));
  }

  @Override
  public String json() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("schemaVersion", ResultsJson.SCHEMA_VERSION);
    tree.put("accelerator", design.name());
    tree.put("arrays", design.arrays().stream().map(ArrayShape::toString).toList());
    tree.put("dataflow", design.dataflow().label());
    tree.put("folds", design.folds().label());
    tree.put("operandBits", design.widths().a());
    tree.put("accumulatorBits", design.widths().sum());
    List<Object> families = new ArrayList<>();
    models.forEach((family, model) -> families.add(tree(family, model)));
    tree.put("families", families);
    tree.put("devices", devices.stream().map(this::tree).toList());
    List<Object> units = new ArrayList<>();
    for (SynthesisRow row : feedbackUnits) {
      Map<String, Object> unit = new LinkedHashMap<>();
      unit.put("unit", KINDS.get(row.parameter("Kind")));
      unit.put("bits", row.parameter("DeltaWidth"));
      unit.put("synthesised", tree(row.resources()));
      units.add(unit);
    }
    tree.put("feedbackColumns", units);
    return Json.write(tree);
  }

  private Map<String, Object> tree(FpgaFamily family, ResourceModel model) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("family", family.label());
    tree.put("arrays", tree(design.arrays(model)));
    tree.put("memories", tree(design.memories(family)));
    tree.put("fittedRows", model.rows().size());
    tree.put("leaveOneOut", tree(model.leaveOneOutError()));
    tree.put("largestArrays", tree(model.largestArraysError()));
    return tree;
  }

  private static Map<String, Object> tree(ResourceModel.FitError error) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("rows", error.rows());
    error.largestLutPercent().ifPresent(percent -> tree.put("largestLutErrorPercent", percent));
    error
        .largestFlipFlopPercent()
        .ifPresent(percent -> tree.put("largestFlipFlopErrorPercent", percent));
    return tree;
  }

  private Map<String, Object> tree(Device device) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("device", device.name());
    tree.put("family", device.family().label());
    tree.put("available", tree(device.available()));
    tree.put("source", device.source());
    needed(device)
        .ifPresent(
            needed -> {
              tree.put("needed", tree(needed));
              tree.put("fits", device.fits(needed));
            });
    return tree;
  }

  /** Returns a line per device: what is needed on it and what it has. */
  @Override
  public String csv() {
    CsvFiles.Sheet sheet = new CsvFiles.Sheet();
    sheet.row(
        "device",
        "family",
        "luts_needed",
        "luts_available",
        "flip_flops_needed",
        "flip_flops_available",
        "dsps_needed",
        "dsps_available",
        "block_rams_needed",
        "block_rams_available",
        "fits");
    for (Device device : devices) {
      FpgaResources available = device.available();
      Optional<FpgaResources> needed = needed(device);
      sheet.row(
          device.name(),
          device.family().label(),
          cell(needed, FpgaResources::luts),
          available.luts(),
          cell(needed, FpgaResources::flipFlops),
          available.flipFlops(),
          cell(needed, FpgaResources::dsps),
          available.dsps(),
          cell(needed, FpgaResources::blockRams),
          available.blockRams(),
          needed.<Object>map(device::fits).orElse(""));
    }
    return sheet.toString();
  }

  private static Object cell(
      Optional<FpgaResources> needed, Function<FpgaResources, Double> figure) {
    return needed.<Object>map(figure).orElse("");
  }

  private static Map<String, Object> tree(FpgaResources resources) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("luts", resources.luts());
    tree.put("flipFlops", resources.flipFlops());
    tree.put("dsps", resources.dsps());
    tree.put("blockRams", resources.blockRams());
    return tree;
  }
}
