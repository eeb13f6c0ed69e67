package org.backflow.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.backflow.accelerator.ArrayShape;
import org.backflow.accelerator.Dataflow;
import org.backflow.accelerator.FpgaResources;
import org.backflow.accelerator.ResourceModel;
import org.backflow.accelerator.SynthesisRow;

/** FPGA resources: the estimate for an array, and the feedback units as they were synthesised. */
public final class ResourceTable {

  private static final List<String> KINDS =
      List.of("dense, F in memory", "dense, F constant", "sign, from an LFSR", "one-hot", "sparse");

  private final List<SynthesisRow> rows;
  private final ResourceModel model;
  private final ArrayShape array;
  private final Dataflow dataflow;
  private final int operandBits;
  private final int accumulatorBits;

  /**
   * Creates the views of an estimate.
   *
   * @param rows what was synthesised; the model is fitted to its arrays
   */
  public ResourceTable(
      List<SynthesisRow> rows,
      ArrayShape array,
      Dataflow dataflow,
      int operandBits,
      int accumulatorBits) {
    this.rows = List.copyOf(rows);
    this.model = ResourceModel.fit(dataflow, rows);
    this.array = array;
    this.dataflow = dataflow;
    this.operandBits = operandBits;
    this.accumulatorBits = accumulatorBits;
  }

  private FpgaResources estimate() {
    return model.estimate(array, operandBits, accumulatorBits);
  }

  private List<SynthesisRow> feedbackUnits() {
    return rows.stream().filter(row -> row.module().equals("feedback_column")).toList();
  }

  /** Returns tables for the terminal. */
  public String text() {
    FpgaResources estimate = estimate();
    ResourceModel.FitError error = model.leaveOneOutError();
    TextTable table = new TextTable();
    table.row("array " + array + ", " + dataflow.label(), "LUT", "FF", "DSP");
    table.row(
        operandBits + "-bit operands, " + accumulatorBits + "-bit sums",
        whole(estimate.luts()),
        whole(estimate.flipFlops()),
        whole(estimate.dsps()));
    TextTable units = new TextTable();
    units.row("feedback column, synthesised", "bits", "LUT", "FF", "DSP");
    for (SynthesisRow row : feedbackUnits()) {
      units.row(
          KINDS.get(row.parameter("Kind")),
          Integer.toString(row.parameter("DeltaWidth")),
          whole(row.resources().luts()),
          whole(row.resources().flipFlops()),
          whole(row.resources().dsps()));
    }
    return "Xilinx 7 series, before place and route\n\n"
        + table
        + "\nfitted to "
        + error.rows()
        + " synthesised arrays up to 8x8; each left out of the fit in turn, the\nestimate is off by at"
        + " most "
        + Decimals.fixed(error.largestLutPercent(), 1)
        + " % in LUT and "
        + Decimals.fixed(error.largestFlipFlopPercent(), 1)
        + " % in FF\n\n"
        + units
        + "\n20 hidden units, 10 outputs; LUT with those used as memory\n";
  }

  private static String whole(double count) {
    return Decimals.grouped(Math.round(count));
  }

  /** Returns the same figures as JSON, unrounded. */
  public String json() {
    ResourceModel.FitError error = model.leaveOneOutError();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("schemaVersion", ResultsJson.SCHEMA_VERSION);
    tree.put("family", "xilinx7");
    tree.put("array", array.toString());
    tree.put("dataflow", dataflow.label());
    tree.put("operandBits", operandBits);
    tree.put("accumulatorBits", accumulatorBits);
    tree.put("estimate", resources(estimate()));
    tree.put("fittedRows", error.rows());
    tree.put("largestLutErrorPercent", error.largestLutPercent());
    tree.put("largestFlipFlopErrorPercent", error.largestFlipFlopPercent());
    List<Object> units = new ArrayList<>();
    for (SynthesisRow row : feedbackUnits()) {
      Map<String, Object> unit = new LinkedHashMap<>();
      unit.put("unit", KINDS.get(row.parameter("Kind")));
      unit.put("bits", row.parameter("DeltaWidth"));
      unit.put("synthesised", resources(row.resources()));
      units.add(unit);
    }
    tree.put("feedbackColumns", units);
    return Json.write(tree);
  }

  private static Map<String, Object> resources(FpgaResources resources) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("luts", resources.luts());
    tree.put("flipFlops", resources.flipFlops());
    tree.put("dsps", resources.dsps());
    tree.put("blockRams", resources.blockRams());
    return tree;
  }
}
