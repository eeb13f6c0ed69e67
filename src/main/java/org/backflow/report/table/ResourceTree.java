package org.backflow.report.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.backflow.accelerator.ArrayShape;
import org.backflow.accelerator.resources.ControlModel;
import org.backflow.accelerator.resources.DesignEstimate;
import org.backflow.accelerator.resources.Device;
import org.backflow.accelerator.resources.Estimate;
import org.backflow.accelerator.resources.FitError;
import org.backflow.accelerator.resources.FpgaDesign;
import org.backflow.accelerator.resources.FpgaFamily;
import org.backflow.accelerator.resources.FpgaResources;
import org.backflow.accelerator.resources.ResourceModel;
import org.backflow.accelerator.resources.SynthesisModels;
import org.backflow.accelerator.resources.SynthesisRow;
import org.backflow.accelerator.resources.SynthesisedCore;
import org.backflow.accelerator.resources.SynthesisedRange;
import org.backflow.accelerator.resources.VectorUnitModel;
import org.backflow.figure.FigureTable;
import org.backflow.figure.ResourceFigures;
import org.backflow.files.Json;
import org.backflow.report.result.ResultsJson;

/**
 * FPGA resources as JSON.
 *
 * @param design what is estimated
 * @param estimates by family
 * @param devices that it may fit
 * @param feedbackUnits as they were synthesised
 */
record ResourceTree(
    FpgaDesign design,
    Map<FpgaFamily, DesignEstimate> estimates,
    List<Device> devices,
    List<SynthesisRow> feedbackUnits) {

  String json() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("schemaVersion", ResultsJson.SCHEMA_VERSION);
    tree.put("accelerator", design.name());
    tree.put("arrays", design.arrays().stream().map(ArrayShape::toString).toList());
    tree.put("dataflow", design.dataflow().label());
    tree.put("folds", design.folds().label());
    tree.put("operandBits", design.widths().a());
    tree.put("accumulatorBits", design.widths().sum());
    tree.put("vectorLanes", design.vectorLanes());
    tree.put("families", estimates.values().stream().map(ResourceTree::family).toList());
    tree.put("devices", devices.stream().map(this::device).toList());
    tree.put("feedbackColumns", feedbackUnits.stream().map(ResourceTree::feedbackUnit).toList());
    return Json.write(tree);
  }

  private static Map<String, Object> feedbackUnit(SynthesisRow row) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("unit", ResourceTable.KINDS.get(row.parameter("Kind")));
    tree.put("bits", row.parameter("DeltaWidth"));
    tree.put("synthesised", fpga(row.resources()));
    return tree;
  }

  private static Map<String, Object> family(DesignEstimate estimate) {
    ResourceModel model = estimate.arrayModel();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("family", estimate.models().family().label());
    tree.put("arrays", fpga(estimate.arrays().resources()));
    estimate.vectorUnit().ifPresent(unit -> tree.put("vectorUnit", fpga(unit.resources())));
    estimate.control().ifPresent(control -> tree.put("control", fpga(control.resources())));
    tree.put("memories", fpga(estimate.memories().resources()));
    tree.put("together", fpga(estimate.together().resources()));
    tree.put("extrapolated", estimate.together().extrapolated());
    tree.put("products", model.kind().mapping().title());
    tree.put("fittedRows", model.rows().size());
    tree.put("fittedRange", ranges(model.range().intervals()));
    tree.put("leaveOneOut", error(model.leaveOneOutError()));
    tree.put("largestArrays", error(model.largestArraysError()));
    estimate.models().vectorUnit().ifPresent(unit -> tree.put("vectorUnitFit", fit(unit)));
    estimate.models().control().ifPresent(control -> tree.put("controlFit", fit(control)));
    SynthesisModels models = estimate.models();
    tree.put("cores", models.cores().stream().map(core -> core(core, models)).toList());
    return tree;
  }

  private static Map<String, Object> fit(VectorUnitModel model) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("fittedRange", ranges(model.intervals()));
    tree.put("leaveOneOut", error(model.leaveOneOutError()));
    return tree;
  }

  private static Map<String, Object> fit(ControlModel model) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("fittedRange", ranges(model.intervals()));
    tree.put("leaveOneOut", error(model.leaveOneOutError()));
    return tree;
  }

  private static Map<String, Object> core(SynthesisedCore core, SynthesisModels models) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("array", core.array().toString());
    tree.put("bits", core.wordBits());
    tree.put("scheme", core.schemeName());
    tree.put("synthesised", fpga(core.synthesised()));
    core.parts(models).ifPresent(parts -> tree.put("parts", fpga(parts.resources())));
    models.control().ifPresent(control -> tree.put("estimated", fpga(control.unseen(core))));
    return tree;
  }

  private static List<Map<String, Object>> ranges(List<SynthesisedRange> intervals) {
    List<Map<String, Object>> trees = new ArrayList<>();
    for (SynthesisedRange interval : intervals) {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("of", interval.name());
      tree.put("least", interval.least());
      tree.put("most", interval.most());
      trees.add(tree);
    }
    return trees;
  }

  private static Map<String, Object> error(FitError error) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("rows", error.rows());
    error.largestLutPercent().ifPresent(percent -> tree.put("largestLutErrorPercent", percent));
    error
        .largestFlipFlopPercent()
        .ifPresent(percent -> tree.put("largestFlipFlopErrorPercent", percent));
    return tree;
  }

  private Map<String, Object> device(Device device) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("device", device.name());
    tree.put("family", device.family().label());
    tree.put("available", fpga(device.available()));
    tree.put("source", device.source());
    DesignEstimate estimate = estimates.get(device.family());
    if (estimate != null) {
      Estimate needed = estimate.together();
      tree.put("needed", fpga(needed.resources()));
      tree.put("fits", device.fits(needed.resources()));
      tree.put("extrapolated", !needed.extrapolated().isEmpty());
    }
    return tree;
  }

  private static Map<String, Object> fpga(FpgaResources resources) {
    return FigureTable.tree(ResourceFigures.ALL, resources);
  }
}
