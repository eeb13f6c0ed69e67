package org.backflow.report.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.backflow.accelerator.ArrayShape;
import org.backflow.accelerator.resources.DesignEstimate;
import org.backflow.accelerator.resources.Device;
import org.backflow.accelerator.resources.Estimate;
import org.backflow.accelerator.resources.FpgaDesign;
import org.backflow.accelerator.resources.FpgaFamily;
import org.backflow.accelerator.resources.FpgaResources;
import org.backflow.accelerator.resources.SynthesisModels;
import org.backflow.accelerator.resources.SynthesisRow;
import org.backflow.accelerator.resources.SynthesisedCore;
import org.backflow.figure.Figure;
import org.backflow.figure.FigureTable;
import org.backflow.figure.Kind;
import org.backflow.figure.ResourceFigures;
import org.backflow.figure.Term;
import org.backflow.report.result.CsvFile;
import org.backflow.report.text.Decimals;
import org.backflow.report.text.Document;
import org.backflow.report.text.Listing;
import org.backflow.report.text.Mark;
import org.backflow.report.text.Printable;
import org.backflow.report.text.TextTable;

/**
 * FPGA resources: the estimate for an accelerator and how far to trust it, the devices that it
 * fits, whole cores beside their estimates, and the feedback units as they were synthesised.
 */
public final class ResourceTable implements Printable {

  private static final int FIT_COLUMN = 5;
  private static final List<String> TITLES =
      ResourceFigures.ALL.stream().map(Figure::title).toList();

  public static final List<String> KINDS =
      List.of("dense, F in memory", "dense, F constant", "sign, from an LFSR", "one-hot", "sparse");

  private final FpgaDesign design;
  private final List<Device> devices;
  private final List<SynthesisRow> feedbackUnits;
  private final Map<FpgaFamily, DesignEstimate> estimates = new LinkedHashMap<>();

  /**
   * Creates the views of an estimate.
   *
   * @param rows what was synthesised for each family; models are fitted to it
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
      DesignEstimate.of(design, new SynthesisModels(family, rows.apply(family)))
          .ifPresent(estimate -> estimates.put(family, estimate));
    }
  }

  @Override
  public Document document() {
    Document document = new Document();
    estimates.values().forEach(estimate -> estimate(document, estimate));
    deviceTable(document);
    document.gap();
    coreTable(document);
    feedbackTable(document);
    return document;
  }

  private void estimate(Document document, DesignEstimate estimate) {
    TextTable table = new TextTable();
    table.row(estimate.models().family().title() + ", before place and route", TITLES);
    table.row(
        (design.arrays().size() == 1 ? "array " : "arrays ")
            + String.join(" and ", design.arrays().stream().map(ArrayShape::toString).toList())
            + ", "
            + design.dataflow().label()
            + ", folds "
            + design.folds().label(),
        parts(estimate.arrays().resources()));
    estimate
        .vectorUnit()
        .ifPresent(
            unit ->
                table.row(
                    "vector unit, "
                        + design.vectorLanes()
                        + (design.vectorLanes() == 1 ? " lane" : " lanes"),
                    parts(unit.resources())));
    estimate
        .control()
        .ifPresent(control -> table.row("control, access to memories", parts(control.resources())));
    table.row("memories of " + design.name(), parts(estimate.memories().resources()));
    table.row("together", parts(estimate.together().resources()));
    document.table(table);
    ResourceFits.add(document, estimate);
    document.gap();
  }

  private static List<String> parts(FpgaResources resources) {
    return ResourceFigures.ALL.stream().map(figure -> whole(figure.number(resources))).toList();
  }

  private void deviceTable(Document document) {
    TextTable table = new TextTable();
    table.row("all of it on", "LUT", "FF", "DSP", "block RAM", "");
    for (Device device : devices) {
      FpgaResources available = device.available();
      Optional<Estimate> estimate = needed(device);
      if (estimate.isEmpty()) {
        table.row(device.name(), "", "", "", "", "not estimated");
        continue;
      }
      FpgaResources needed = estimate.get().resources();
      boolean fits = device.fits(needed);
      List<String> cells = new ArrayList<>();
      for (Figure<FpgaResources> figure : ResourceFigures.ALL) {
        cells.add(share(figure.number(needed), figure.number(available)));
      }
      cells.add(
          (fits ? "fits" : "does not fit")
              + (estimate.get().extrapolated().isEmpty() ? "" : ", extrapolated"));
      table.row(device.name(), cells);
      table.mark(FIT_COLUMN, fits ? Mark.GOOD : Mark.BAD);
    }
    document
        .table(table)
        .line(
            "%s-bit operands, %s-bit sums (--accumulator-bits); without router and host interface"
                .formatted(design.widths().a(), design.widths().sum()));
  }

  private Optional<Estimate> needed(Device device) {
    return Optional.ofNullable(estimates.get(device.family())).map(DesignEstimate::together);
  }

  private static String share(double needed, double available) {
    return Decimals.grouped((long) Math.ceil(100.0 * needed / available)) + " %";
  }

  private void coreTable(Document document) {
    TextTable table = new TextTable();
    table.row("whole core", "bits", "LUT", "estimate", "FF", "estimate", "DSP", "estimate");
    boolean any = false;
    for (DesignEstimate estimate : estimates.values()) {
      for (SynthesisedCore core : estimate.models().cores()) {
        core(table, estimate.models(), core);
        any = true;
      }
    }
    if (any) {
      document
          .table(table)
          .line("784-20-10 as synthesised, and as estimated by control that has not seen it;")
          .line("where too few cores were synthesised for that, without control")
          .gap();
    }
  }

  private static void core(TextTable table, SynthesisModels models, SynthesisedCore core) {
    FpgaResources synthesised = core.synthesised();
    FpgaResources estimated =
        models
            .control()
            .map(control -> control.unseen(core))
            .orElseGet(() -> core.parts(models).orElseThrow().resources());
    table.row(
        models.family().title() + ", " + core.array() + ", " + core.schemeName(),
        Integer.toString(core.wordBits()),
        whole(synthesised.luts()),
        whole(estimated.luts()),
        whole(synthesised.flipFlops()),
        whole(estimated.flipFlops()),
        whole(synthesised.dsps()),
        whole(estimated.dsps()));
  }

  private void feedbackTable(Document document) {
    document
        .table(units("feedback unit, synthesised", "bits").table(feedbackUnits))
        .line("Xilinx 7 series, 20 hidden units, 10 outputs; LUT with those used as memory");
  }

  /** Returns the columns of feedback units as they were synthesised. */
  public static Listing<SynthesisRow> units(String title, String bits) {
    return new Listing<SynthesisRow>()
        .column(title, row -> KINDS.get(row.parameter("Kind")))
        .column(bits, row -> row.parameter("DeltaWidth"))
        .each(
            List.of(ResourceFigures.LUTS, ResourceFigures.FLIP_FLOPS, ResourceFigures.DSPS),
            Figure::title,
            (row, figure) -> whole(figure.number(row.resources())));
  }

  private static String whole(double count) {
    return Decimals.grouped(Math.round(count));
  }

  @Override
  public String json() {
    return new ResourceTree(design, estimates, devices, feedbackUnits).json();
  }

  /** Returns a line per device: what is needed on it and what it has. */
  @Override
  public String csv() {
    return CsvFile.of(
        TABLE, devices.stream().map(device -> new DeviceFit(device, needed(device))).toList());
  }

  /**
   * A device.
   *
   * @param needed what the design takes of it; empty where that is not estimated
   */
  public record DeviceFit(Device device, Optional<Estimate> needed) {

    Optional<FpgaResources> neededResources() {
      return needed.map(Estimate::resources);
    }

    Optional<Boolean> fits() {
      return neededResources().map(device::fits);
    }
  }

  public static final FigureTable<DeviceFit> TABLE = table();

  private static FigureTable<DeviceFit> table() {
    List<Figure<DeviceFit>> columns = new ArrayList<>();
    columns.add(column(Kind.TEXT, "device", "Its name.", each -> each.device().name()));
    columns.add(column(Kind.TEXT, "family", "Its family.", each -> each.device().family().label()));
    for (Figure<FpgaResources> figure : ResourceFigures.ALL) {
      columns.add(
          figure
              .ofOptional(DeviceFit::neededResources)
              .inColumn(figure.column() + "_needed")
              .saying("Of all parts, " + figure.unit() + "; empty where nothing is estimated."));
      columns.add(
          figure
              .<DeviceFit>of(each -> each.device().available())
              .inColumn(figure.column() + "_available")
              .saying("Of the device, " + figure.unit() + "."));
    }
    columns.add(
        column(
                Kind.FLAG,
                "fits",
                "Whether it does; empty where nothing is estimated.",
                DeviceFit::fits)
            .optional());
    columns.add(
        column(
                Kind.FLAG,
                "extrapolated",
                "Whether a part lies outside what was synthesised; empty where nothing is estimated.",
                each -> each.needed().map(estimate -> !estimate.extrapolated().isEmpty()))
            .optional());
    return new FigureTable<>(
        "resources",
        "backflow resources --format csv: a line per device",
        columns,
        List.of("device"));
  }

  private static Figure<DeviceFit> column(
      Kind kind, String name, String meaning, Function<DeviceFit, ?> reader) {
    return Figure.of(kind, name, Term.of(name, meaning), reader);
  }
}
