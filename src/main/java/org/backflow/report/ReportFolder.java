package org.backflow.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.backflow.accelerator.EnergyTable;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.SchemeResult;
import org.backflow.figure.ComparedScheme;
import org.backflow.figure.FigureTable;
import org.backflow.figure.OperationFigures;
import org.backflow.figure.PricedOperation;
import org.backflow.figure.PublishedFigures;
import org.backflow.figure.SchemeFigures;
import org.backflow.figure.TestFigures;
import org.backflow.figure.TrafficFigures;
import org.backflow.report.export.PerfettoTrace;
import org.backflow.report.output.IncompleteReportException;
import org.backflow.report.output.OutputException;
import org.backflow.report.output.OutputFile;
import org.backflow.report.output.ReportViews;
import org.backflow.report.page.HtmlReport;
import org.backflow.report.page.RunsPage;
import org.backflow.report.result.CsvFile;
import org.backflow.report.result.Provenance;
import org.backflow.report.result.ResultsFile;
import org.backflow.report.result.ResultsJson;
import org.backflow.report.result.StepErrors;
import org.backflow.report.table.RunsTable;
import org.backflow.validation.ValidationResult;

/**
 * The folder {@code reports/<experiment>/} of a comparison: {@code results.json}, the CSV files,
 * {@code timeline.json} and {@code index.html}.
 */
public record ReportFolder(Path path) {

  /**
   * Creates the folder if it is missing and proves that files can be written to it, before hours
   * are spent on what is to go there.
   *
   * @throws OutputException when it cannot be
   */
  public void prepare() {
    OutputFile.prepareFolder(path);
  }

  /**
   * Writes all files, each whole or not at all, without errors of fixed point against float.
   *
   * @throws OutputException when one cannot be written
   * @throws IncompleteReportException naming those that could not be made
   */
  public void write(ComparisonResult result, Provenance provenance) {
    write(result, Optional.empty(), provenance);
  }

  /**
   * Writes all files, each whole or not at all, the results first.
   *
   * @param stepErrors of fixed point against float; empty where none were measured
   * @throws OutputException when one cannot be written
   * @throws IncompleteReportException naming those that could not be made
   */
  public void write(
      ComparisonResult result, Optional<ValidationResult> stepErrors, Provenance provenance) {
    writeResults(result, stepErrors, provenance);
    writeViews(result, stepErrors, provenance);
  }

  /**
   * Writes {@code results.json}, from which everything else can be made again.
   *
   * @param stepErrors of fixed point against float; empty where none were measured
   * @throws OutputException when it cannot be written
   */
  public void writeResults(
      ComparisonResult result, Optional<ValidationResult> stepErrors, Provenance provenance) {
    prepare();
    OutputFile.write(
        path.resolve(ResultsFile.NAME), ResultsJson.of(result, stepErrors, provenance));
  }

  /**
   * Writes the CSV files, {@code timeline.json} and the page, each whole or not at all. One that
   * cannot be made keeps none of the others from being written.
   *
   * @param stepErrors of fixed point against float; empty where none were measured
   * @throws OutputException when one cannot be written
   * @throws IncompleteReportException naming those that could not be made
   */
  public void writeViews(
      ComparisonResult result, Optional<ValidationResult> stepErrors, Provenance provenance) {
    prepare();
    Experiment experiment = result.experiment();
    EnergyTable table = experiment.hardware().energyTables().get(0);
    List<PricedOperation> operations =
        result.schemes().stream()
            .flatMap(
                scheme ->
                    PricedOperation.all(
                        scheme.scheme().name(),
                        scheme.cost(),
                        experiment.hardware().accelerator(),
                        table)
                        .stream())
            .toList();
    ReportViews views = new ReportViews(path);
    write(views, SchemeFigures.TABLE, ComparedScheme.of(result));
    views.write("epochs.csv", () -> CsvFile.epochs(result));
    write(views, TestFigures.TABLE, TestFigures.of(result));
    if (!result.reproductions().isEmpty()) {
      write(views, PublishedFigures.TABLE, result.reproductions());
    }
    write(views, OperationFigures.TABLE, operations);
    write(views, TrafficFigures.TABLE, TrafficFigures.of(operations));
    stepErrors.ifPresent(errors -> write(views, StepErrors.TABLE, StepErrors.of(errors)));
    views.write("timeline.json", () -> timeline(result));
    views.write(
        "index.html",
        () -> HtmlReport.of(result, stepErrors, provenance.versions(), provenance.command()));
    views.requireComplete();
  }

  private static <R> void write(ReportViews views, FigureTable<R> table, List<R> rows) {
    views.write(table.name() + ".csv", () -> CsvFile.of(table, rows));
  }

  private static String timeline(ComparisonResult result) {
    PerfettoTrace trace =
        new PerfettoTrace(result.experiment().hardware().accelerator().clockMegahertz());
    for (SchemeResult scheme : result.schemes()) {
      trace.add(scheme.scheme().name(), result.timeline(scheme));
    }
    return trace.json();
  }

  /**
   * Writes several comparisons side by side: a page, {@code comparison.csv} and {@code
   * comparison.json}.
   *
   * @throws OutputException when one cannot be written
   * @throws IncompleteReportException naming those that could not be made
   */
  public void write(RunsTable runs) {
    prepare();
    ReportViews views = new ReportViews(path);
    views.write("comparison.json", runs::json);
    views.write("comparison.csv", runs::csv);
    views.write("index.html", () -> RunsPage.of(runs));
    views.requireComplete();
  }
}
