package org.backflow.report.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.backflow.figure.Figure;
import org.backflow.figure.FigureTable;
import org.backflow.figure.Kind;
import org.backflow.figure.Term;
import org.backflow.files.Json;
import org.backflow.report.result.CsvFile;
import org.backflow.report.result.ResultsJson;
import org.backflow.report.result.StepErrors;
import org.backflow.report.text.Decimals;
import org.backflow.report.text.Document;
import org.backflow.report.text.Listing;
import org.backflow.report.text.Mark;
import org.backflow.report.text.Printable;
import org.backflow.report.text.TextTable;
import org.backflow.validation.Baseline;
import org.backflow.validation.Check;
import org.backflow.validation.OperationError;
import org.backflow.validation.RunError;
import org.backflow.validation.SchemeErrors;
import org.backflow.validation.ValidationResult;

/** Fixed point against float, with the verdict of every check, as table, JSON or CSV. */
public final class ValidationTable implements Printable {

  private static final String OK = "ok";

  private final ValidationResult result;
  private final Baseline baseline;
  private final List<Check> checks;

  /** Creates the views of {@code result} as judged by {@code baseline}. */
  public ValidationTable(ValidationResult result, Baseline baseline) {
    this.result = result;
    this.baseline = baseline;
    this.checks = baseline.check(result);
  }

  /** Returns whether every check passed, and there was one. */
  public boolean passed() {
    return !checks.isEmpty() && checks.stream().allMatch(Check::passed);
  }

  /** Returns the checks, in the order of the tables. */
  public List<Check> checks() {
    return checks;
  }

  @Override
  public Document document() {
    Document document =
        new Document().gap().line(result.experiment() + ": fixed point against float");
    for (SchemeErrors scheme : result.schemes()) {
      if (!scheme.operations().isEmpty()) {
        document.gap().table(operations(scheme));
      }
    }
    if (result.schemes().stream().anyMatch(scheme -> scheme.run().isPresent())) {
      document.gap().table(runs());
    }
    document.gap();
    for (Check check : checks) {
      for (String failure : check.failures()) {
        document.line(
            "FAIL  " + check.scheme() + " " + check.subject() + ": " + failure, "      ", Mark.BAD);
      }
    }
    return document.line(verdict(), "", passed() ? Mark.GOOD : Mark.BAD);
  }

  private TextTable operations(SchemeErrors scheme) {
    return new Listing<OperationError>()
        .column(scheme.scheme() + ", " + result.steps() + " steps", OperationError::operation)
        .column("SQNR dB", error -> StepErrors.decibels(error))
        .column("largest err.", error -> Decimals.scientific(error.largestError(), 3))
        .column("mean err.", error -> Decimals.scientific(error.meanError(), 2))
        .column("cosine", error -> Decimals.fixed(error.cosine(), 6))
        .count("saturated", OperationError::saturations)
        .marked(
            "",
            error -> verdict(scheme.scheme(), error.operation()),
            error -> mark(scheme.scheme(), error.operation()))
        .table(scheme.operations());
  }

  private TextTable runs() {
    return new Listing<SchemeErrors>()
        .column("whole runs", SchemeErrors::scheme)
        .column("float %", fixed(RunError::floatAccuracyPercent, 2))
        .column("fixed %", fixed(RunError::fixedAccuracyPercent, 2))
        .column("lost points", fixed(RunError::accuracyLossPoints, 2))
        .column("float loss", fixed(RunError::floatLoss, 4))
        .column("fixed loss", fixed(RunError::fixedLoss, 4))
        .marked(
            "", scheme -> verdict(scheme.scheme(), "run"), scheme -> mark(scheme.scheme(), "run"))
        .table(result.schemes().stream().filter(scheme -> scheme.run().isPresent()).toList());
  }

  private static Function<SchemeErrors, String> fixed(
      ToDoubleFunction<RunError> figure, int digits) {
    return scheme -> Decimals.fixed(figure.applyAsDouble(scheme.run().orElseThrow()), digits);
  }

  private Mark mark(String scheme, String subject) {
    return verdict(scheme, subject).equals(OK) ? Mark.NONE : Mark.BAD;
  }

  private String verdict(String scheme, String subject) {
    return check(scheme, subject).filter(check -> !check.passed()).isPresent() ? "FAIL" : OK;
  }

  private Optional<Check> check(String scheme, String subject) {
    return checks.stream()
        .filter(check -> check.scheme().equals(scheme) && check.subject().equals(subject))
        .findFirst();
  }

  private String verdict() {
    long failed = checks.stream().filter(check -> !check.passed()).count();
    String judged =
        baseline.measured().isPresent()
            ? "against limits and baseline"
            : "against limits alone: there is no baseline";
    return checks.size() + " checks " + judged + ", " + failed + " failed";
  }

  /** Returns the figures and verdicts as JSON, unrounded. */
  @Override
  public String json() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("schemaVersion", ResultsJson.SCHEMA_VERSION);
    tree.put("experiment", result.experiment());
    tree.put("configurationHash", result.configurationHash());
    tree.put("steps", result.steps());
    tree.put("comparedWithBaseline", baseline.measured().isPresent());
    tree.put("passed", passed());
    List<Object> runs = new ArrayList<>();
    for (SchemeErrors scheme : result.schemes()) {
      scheme.run().ifPresent(run -> runs.add(tree(scheme.scheme(), run)));
    }
    tree.put("operations", StepErrors.operations(result));
    tree.put("runs", runs);
    List<Object> failures = new ArrayList<>();
    for (Check check : checks) {
      for (String failure : check.failures()) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("scheme", check.scheme());
        one.put("subject", check.subject());
        one.put("failure", failure);
        failures.add(one);
      }
    }
    tree.put("failures", failures);
    return Json.write(tree);
  }

  private static Map<String, Object> tree(String scheme, RunError run) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("scheme", scheme);
    tree.put("floatAccuracyPercent", run.floatAccuracyPercent());
    tree.put("fixedAccuracyPercent", run.fixedAccuracyPercent());
    tree.put("floatLoss", run.floatLoss());
    tree.put("fixedLoss", run.fixedLoss());
    return tree;
  }

  /** Returns the operations as CSV, unrounded. */
  @Override
  public String csv() {
    return CsvFile.of(
        table(error -> verdict(error.scheme(), error.operation().operation()).equals(OK)),
        StepErrors.of(result));
  }

  /** Returns the columns of the errors, and whether they are within limits and baseline. */
  public static FigureTable<StepErrors.SchemeError> table(
      Predicate<StepErrors.SchemeError> passed) {
    List<Figure<StepErrors.SchemeError>> columns = new ArrayList<>(StepErrors.TABLE.columns());
    columns.add(
        Figure.of(
            Kind.FLAG,
            "passed",
            Term.of("check", "Whether every figure keeps its limit and that of the baseline."),
            passed::test));
    return new FigureTable<>(
        "verify",
        "backflow verify --format csv: a line per scheme and operation",
        columns,
        StepErrors.TABLE.key());
  }
}
