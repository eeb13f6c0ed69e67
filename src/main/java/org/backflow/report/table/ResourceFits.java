package org.backflow.report.table;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.backflow.accelerator.resources.ControlModel;
import org.backflow.accelerator.resources.DesignEstimate;
import org.backflow.accelerator.resources.FitError;
import org.backflow.accelerator.resources.ResourceModel;
import org.backflow.accelerator.resources.SynthesisedRange;
import org.backflow.accelerator.resources.VectorUnitModel;
import org.backflow.report.text.Decimals;
import org.backflow.report.text.Document;

/** Says in lines what an estimate was fitted to, how far off it was, and where it extrapolates. */
final class ResourceFits {
  private static final String INDENT = "    ";

  private ResourceFits() {}

  static void add(Document document, DesignEstimate estimate) {
    arrays(document, estimate.arrayModel());
    estimate.models().vectorUnit().ifPresent(unit -> vectorUnit(document, unit));
    estimate.models().control().ifPresent(control -> control(document, control));
    List<String> extrapolated = estimate.together().extrapolated();
    if (!extrapolated.isEmpty()) {
      document.line("extrapolated: " + String.join(", ", extrapolated), INDENT);
    }
  }

  private static void arrays(Document document, ResourceModel model) {
    FitError largest = model.largestArraysError();
    document
        .line("arrays: " + model.kind().mapping().title())
        .line(
            "  fitted to " + model.rows().size() + ": " + ranges(model.range().intervals()), INDENT)
        .line(
            "  off by at most "
                + percents(model.leaveOneOutError())
                + " when each is left out in turn",
            INDENT)
        .line(
            "  and %s for the %s largest, by a fit to the smaller ones"
                .formatted(percents(largest), largest.rows()),
            INDENT);
  }

  private static void vectorUnit(Document document, VectorUnitModel unit) {
    FitError error = unit.leaveOneOutError();
    document
        .line("vector unit: interpolated, " + ranges(unit.intervals()))
        .line(
            "  off by at most %s when each of %s widths is left out"
                .formatted(percents(error), error.rows()),
            INDENT);
  }

  private static void control(Document document, ControlModel control) {
    FitError error = control.leaveOneOutError();
    document
        .line("control: fitted to " + error.rows() + " whole cores: " + ranges(control.intervals()))
        .line(
            "  a whole core is off by at most " + percents(error) + " when it is left out", INDENT);
  }

  private static String ranges(List<SynthesisedRange> intervals) {
    return intervals.stream().map(SynthesisedRange::words).collect(Collectors.joining(", "));
  }

  private static String percents(FitError error) {
    return percent(error.largestLutPercent())
        + " LUT, "
        + percent(error.largestFlipFlopPercent())
        + " FF";
  }

  private static String percent(OptionalDouble percent) {
    return percent.isPresent() ? Decimals.fixed(percent.getAsDouble(), 1) + " %" : "(few)";
  }
}
