package org.backflow.report.page.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.backflow.experiment.ComparisonResult;
import org.backflow.plan.Count;
import org.backflow.report.chart.ChartFigure;
import org.backflow.report.chart.DotChart;
import org.backflow.report.chart.SvgChart;
import org.backflow.report.html.Element;
import org.backflow.report.html.HtmlTable;
import org.backflow.report.result.StepErrors;
import org.backflow.report.text.Decimals;
import org.backflow.report.text.Listing;
import org.backflow.report.text.Phrases;
import org.backflow.validation.OperationError;
import org.backflow.validation.SchemeErrors;
import org.backflow.validation.ValidationResult;

/** The error of fixed point against float, by operation of the step and scheme. */
public final class StepErrorFigure {

  private static final String TITLE = "Error of every operation in fixed point, against float";

  /** A longer table is folded, as those of other figures are. */
  private static final int MOST_UNFOLDED_ROWS = 60;

  private final ComparisonResult result;
  private final ValidationResult errors;

  public StepErrorFigure(ComparisonResult result, ValidationResult errors) {
    this.result = result;
    this.errors = errors;
  }

  /** An operation under a scheme. */
  private record Row(String scheme, int colour, OperationError error) {
    boolean isExact() {
      return error.sqnrDecibels() >= OperationError.MOST_DECIBELS;
    }

    /** Returns the ratio by which the farthest is found: what is no number is farther than any. */
    double ratio() {
      double decibels = error.sqnrDecibels();
      return Double.isNaN(decibels) ? Double.NEGATIVE_INFINITY : decibels;
    }

    double lastBits() {
      return StepErrors.rms(error) / error.resolution();
    }
  }

  public Element element() {
    List<Row> rows = rows();
    ChartFigure figure =
        new ChartFigure("step-errors", TITLE, finding(rows), reading(), table(rows));
    for (int i = 0; i < errors.schemes().size(); i++) {
      figure.marker(name(i), i, "mark " + SvgChart.colour(i));
    }
    List<DotChart.Row> dots = dots();
    if (!dots.isEmpty()) {
      figure.panel(
          new DotChart(
                  "step-errors",
                  TITLE,
                  finding(rows),
                  "signal to quantization noise, decibels; farther right is closer to float",
                  dots)
              .element());
    }
    return (rows.size() <= MOST_UNFOLDED_ROWS ? figure.unfolded() : figure).element();
  }

  private String name(int scheme) {
    return Phrases.name(result.schemes().get(scheme));
  }

  private List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < errors.schemes().size(); i++) {
      for (OperationError error : errors.schemes().get(i).operations()) {
        rows.add(new Row(name(i), i, error));
      }
    }
    return rows;
  }

  /** Returns a row per operation, in the order of the step, with a dot per scheme that has it. */
  private List<DotChart.Row> dots() {
    List<String> operations =
        errors.schemes().stream()
            .map(SchemeErrors::operations)
            .flatMap(List::stream)
            .map(OperationError::operation)
            .distinct()
            .toList();
    List<DotChart.Row> dots = new ArrayList<>();
    for (String operation : operations) {
      List<DotChart.Dot> ofOperation =
          rows().stream()
              .filter(row -> row.error().operation().equals(operation))
              .filter(row -> Double.isFinite(row.error().sqnrDecibels()))
              .filter(row -> Math.abs(row.error().sqnrDecibels()) < OperationError.MOST_DECIBELS)
              .map(
                  row ->
                      new DotChart.Dot(
                          row.colour(),
                          row.error().sqnrDecibels(),
                          row.scheme() + ", " + operation + ": " + decibels(row) + " dB"))
              .toList();
      if (!ofOperation.isEmpty()) {
        dots.add(new DotChart.Row(operation, ofOperation));
      }
    }
    return dots;
  }

  private String finding(List<Row> rows) {
    Stream<Row> inexact = rows.stream().filter(row -> !row.isExact());
    return inexact
            .min(Comparator.comparingDouble(Row::ratio))
            .map(
                worst ->
                    ("Farthest from float is %s of %s: %s dB, an RMS error of %s times the last"
                            + " bit of its format. ")
                        .formatted(
                            worst.error().operation(),
                            worst.scheme(),
                            decibels(worst),
                            Decimals.fixed(worst.lastBits(), 2)))
            .orElse("Every operation is exact. ")
        + saturations(rows);
  }

  private static String saturations(List<Row> rows) {
    long conversions =
        rows.stream().mapToLong(row -> row.error().conversions()).reduce(0, Count::sum);
    long saturated =
        rows.stream().mapToLong(row -> row.error().saturations()).reduce(0, Count::sum);
    if (saturated == 0) {
      return "None of " + Decimals.grouped(conversions) + " conversions saturated.";
    }
    Row most =
        rows.stream().max(Comparator.comparingLong(row -> row.error().saturations())).orElseThrow();
    return "%s of %s conversions saturated, most of them in %s of %s (%s)."
        .formatted(
            Decimals.grouped(saturated),
            Decimals.grouped(conversions),
            most.error().operation(),
            most.scheme(),
            Decimals.grouped(most.error().saturations()));
  }

  private String reading() {
    return ("Over the first %s of run 0, from its initial weights, not from the"
            + " trained networks. Fixed point trains; in every step a float model in"
            + " double precision starts from the same weights and, within the step, goes"
            + " on with its own results, so an error includes what the operation was"
            + " handed. Of an update the changes of the weights are compared. A mean"
            + " error near the RMS error is a bias. ./backflow verify of the same"
            + " experiment, with --only steps --steps %s, measures the same and holds it"
            + " to limits.")
        .formatted(Phrases.counted(errors.steps(), "step"), errors.steps());
  }

  private HtmlTable table(List<Row> rows) {
    return HtmlTable.of(
        TITLE + ", " + Phrases.counted(errors.steps(), "step"),
        new Listing<Row>()
            .column("Scheme", Row::scheme)
            .column("Operation", row -> row.error().operation())
            .column("SQNR, dB", StepErrorFigure::decibels)
            .column("RMS error", row -> small(StepErrors.rms(row.error())))
            .column("RMS error, last bits", row -> Decimals.fixed(row.lastBits(), 2))
            .column("Largest error", row -> small(row.error().largestError()))
            .column("Mean error", row -> small(row.error().meanError()))
            .column("Cosine", row -> Decimals.fixed(row.error().cosine(), 6).replace('-', '−'))
            .count("Conversions", row -> row.error().conversions())
            .count("Saturated", row -> row.error().saturations()),
        rows);
  }

  private static String decibels(Row row) {
    return StepErrors.decibels(row.error()).replace('-', '−');
  }

  private static String small(double value) {
    return Decimals.scientific(value, 3).replace('-', '−');
  }
}
