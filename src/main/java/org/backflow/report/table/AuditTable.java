package org.backflow.report.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.backflow.audit.AuditRow;
import org.backflow.audit.Convention;
import org.backflow.audit.Payoff;
import org.backflow.audit.Scope;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.figure.Figure;
import org.backflow.figure.FigureTable;
import org.backflow.figure.Kind;
import org.backflow.figure.Term;
import org.backflow.files.Json;
import org.backflow.report.result.CsvFile;
import org.backflow.report.result.ResultsJson;
import org.backflow.report.text.Decimals;
import org.backflow.report.text.Document;
import org.backflow.report.text.Listing;
import org.backflow.report.text.Mark;
import org.backflow.report.text.Phrases;
import org.backflow.report.text.Printable;
import org.backflow.report.text.TextTable;

/** The audited claim and where the scheme pays, as table, JSON or CSV. */
public final class AuditTable implements Printable {

  private static final String DENSE = "backprop";
  private static final String RANDOM = "random";
  private static final String ONE_HOT = "one-hot";

  /** The names of schemes that are not among those shipped. */
  private static final String OTHER_SCHEMES =
      "^(sparse-[1-9][0-9]*|.*-(constant|ln\\(t\\+1\\)|ln\\(t\\+e\\)))$";

  private static final Term FACTOR =
      Term.of(
          "factor",
          "times",
          "A count of backprop over that of one-hot feedback, under one convention in one scope; without"
              + " bound where one-hot feedback counts nothing.");

  /** What is said of a point in JSON. */
  public static final List<Figure<Payoff.Point>> OF_POINT =
      List.of(
          point(Kind.TEXT, "value", "On the axis.", Payoff.Point::value),
          point(Kind.TEXT, "network", "Its layers.", Payoff.Point::network),
          point(
                  Kind.PERCENT,
                  "feedback_percent",
                  "The share of the feedback phase in the cycles of backprop's step.",
                  Payoff.Point::feedbackPercent)
              .in("%"),
          point(
                  Kind.RATIO,
                  "gain_in_cycles",
                  "backprop's cycles over the scheme's, whole step.",
                  Payoff.Point::gainInCycles)
              .in("ratio"),
          point(
                  Kind.RATIO,
                  "gain_in_energy",
                  "The same of energy, by the first table of the experiment.",
                  Payoff.Point::gainInEnergy)
              .in("ratio"));

  private final Subject subject;
  private final List<AuditRow> rows;
  private final List<Payoff> payoffs;

  /**
   * What was audited.
   *
   * @param experiment its name
   * @param network its layers
   * @param batch samples per step
   * @param accelerator its name
   * @param scheme whose payoff is shown
   * @param threshold the gain that counts as paying
   */
  public record Subject(
      String experiment,
      String network,
      int batch,
      String accelerator,
      String scheme,
      double threshold) {}

  /** Creates the views. */
  public AuditTable(Subject subject, List<AuditRow> rows, List<Payoff> payoffs) {
    this.subject = subject;
    this.rows = List.copyOf(rows);
    this.payoffs = List.copyOf(payoffs);
  }

  @Override
  public Document document() {
    Document document =
        new Document()
            .gap()
            .line(
                "%s, minibatch %s, on %s"
                    .formatted(subject.network(), subject.batch(), subject.accelerator()))
            .line("What one-hot feedback saves, under every convention");
    for (Scope scope : Scope.values()) {
      document.gap().table(counts(scope));
    }
    document.gap();
    conventions().forEach(each -> document.line(each.name() + ": " + each.meaning()));
    verdict(document.gap());
    wherePays(document.gap());
    return document;
  }

  private TextTable counts(Scope scope) {
    return new Listing<AuditRow>()
        .column(scope.description(), row -> row.convention().name())
        .each(List.of(DENSE, RANDOM, ONE_HOT), scheme -> scheme, AuditTable::count)
        .marked("factor", AuditTable::factor, row -> row.yieldsTwenty() ? Mark.GOOD : Mark.NONE)
        .table(rows.stream().filter(row -> row.scope() == scope).toList());
  }

  private static String count(AuditRow row, String scheme) {
    double value = row.of(scheme);
    return row.convention().unit().equals("picojoules") ? Decimals.energy(value) : count(value);
  }

  /** A run has billions, of which nobody reads the last six digits. */
  private static String count(double value) {
    return value >= 1e9
        ? Decimals.grouped(Math.round(value / 1e6)) + " M"
        : Decimals.grouped(Math.round(value));
  }

  private static String factor(AuditRow row) {
    return row.of(DENSE) == 0.0 ? "-" : Phrases.factor(row.factor(ONE_HOT));
  }

  private List<Convention> conventions() {
    return rows.stream()
        .map(AuditRow::convention)
        .distinct()
        .filter(convention -> !convention.unit().equals("picojoules"))
        .toList();
  }

  private void verdict(Document document) {
    List<AuditRow> twenties = rows.stream().filter(AuditRow::yieldsTwenty).toList();
    if (twenties.isEmpty()) {
      document.line("No convention gives a factor of 20 here.");
    }
    for (AuditRow row : twenties) {
      document.line(
          "A factor of 20 holds for %s in %s (%s): %s against %s."
              .formatted(
                  row.scope().description(),
                  row.convention().name(),
                  row.convention().meaning(),
                  count(row, DENSE),
                  count(row, ONE_HOT)));
    }
    rows.stream()
        .filter(row -> row.scope() == Scope.STEP && row.convention().name().equals("cycles"))
        .forEach(
            row ->
                document.line(
                    ("The whole step gains %s in cycles: one-hot feedback may take at most %s"
                            + " %% more steps before it has lost.")
                        .formatted(
                            factor(row),
                            Decimals.fixed(100.0 * (row.factor(ONE_HOT).orElseThrow() - 1.0), 2))));
  }

  private void wherePays(Document document) {
    document.line(
        "Where "
            + subject.scheme()
            + " pays: gain of the whole step over backprop, all else as above");
    for (Payoff payoff : payoffs) {
      boolean numbers = payoff.points().stream().allMatch(p -> p.value().matches("\\d+"));
      Listing<Payoff.Point> points =
          new Listing<Payoff.Point>()
              .column(payoff.axis(), Payoff.Point::value)
              .column("feedback, %", point -> Decimals.fixed(point.feedbackPercent(), 1))
              .column("gain in cycles", point -> Decimals.fixed(point.gainInCycles(), 4))
              .column("gain in energy", point -> Decimals.fixed(point.gainInEnergy(), 4));
      document
          .gap()
          .table(numbers ? points.turned(payoff.points()) : points.table(payoff.points()));
      if (numbers) {
        document.line(breakEven(payoff));
      }
    }
  }

  private String breakEven(Payoff payoff) {
    String threshold = Decimals.fixed(subject.threshold(), 2) + "x in cycles";
    return payoff
        .breakEven()
        .map(value -> "reaches " + threshold + " from " + value + " " + payoff.axis())
        .orElse("does not reach " + threshold);
  }

  /**
   * Returns the same figures as JSON, unrounded; {@code denseOverOneHot} is null where one-hot
   * feedback counts nothing.
   */
  @Override
  public String json() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("schemaVersion", ResultsJson.SCHEMA_VERSION);
    tree.put("experiment", subject.experiment());
    tree.put("network", subject.network());
    tree.put("batch", subject.batch());
    tree.put("accelerator", subject.accelerator());
    tree.put("conventions", rows.stream().map(AuditTable::tree).toList());
    tree.put("scheme", subject.scheme());
    tree.put("threshold", subject.threshold());
    tree.put("whereItPays", payoffs.stream().map(AuditTable::tree).toList());
    return Json.write(tree);
  }

  private static Map<String, Object> tree(AuditRow row) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("convention", row.convention().name());
    tree.put("unit", row.convention().unit());
    tree.put("meaning", row.convention().meaning());
    tree.put("scope", row.scope().label());
    tree.put("dense", row.of(DENSE));
    tree.put("random", row.of(RANDOM));
    tree.put("oneHot", row.of(ONE_HOT));
    OptionalDouble factor = row.factor(ONE_HOT);
    tree.put("denseOverOneHot", factor.isPresent() ? factor.getAsDouble() : null);
    tree.put("yieldsTwenty", row.yieldsTwenty());
    tree.put("byScheme", row.byScheme());
    return tree;
  }

  private static Map<String, Object> tree(Payoff payoff) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("axis", payoff.axis());
    tree.put("breakEven", payoff.breakEven().orElse(null));
    tree.put("points", FigureTable.trees(OF_POINT, payoff.points()));
    return tree;
  }

  /** Returns the conventions as CSV, a column for every scheme that was counted. */
  @Override
  public String csv() {
    return CsvFile.of(table(List.copyOf(rows.get(0).byScheme().keySet())), rows);
  }

  /** Returns the columns of the conventions, one for each of {@code schemes} among them. */
  public static FigureTable<AuditRow> table(List<String> schemes) {
    List<Figure<AuditRow>> columns = new ArrayList<>();
    columns.add(text("convention", "What is counted.", row -> row.convention().name()));
    columns.add(text("scope", "What part of the work it counts.", row -> row.scope().label()));
    columns.add(text("unit", "Of the counts.", row -> row.convention().unit()));
    for (String scheme : schemes) {
      columns.add(count(scheme));
    }
    columns.add(
        Figure.<AuditRow>of(Kind.RATIO, "backprop_over_one_hot", FACTOR, row -> row.factor(ONE_HOT))
            .written(factor -> Double.toString((double) factor))
            .in("1")
            .saying("The factor; empty where one-hot feedback counts nothing.")
            .optional());
    return new FigureTable<>(
        "audit",
        "backflow audit --format csv: a line per convention and scope",
        columns,
        List.of("convention", "scope"));
  }

  private static Figure<AuditRow> count(String scheme) {
    Figure<AuditRow> column =
        Figure.of(
            Kind.NUMBER,
            scheme,
            Term.of(scheme, "as unit says", "The count under " + scheme + "."),
            row -> Double.toString(row.of(scheme)));
    return FeedbackSchemes.names().contains(scheme)
        ? column
        : column
            .like(OTHER_SCHEMES)
            .saying("The count under a scheme with a parameter, there where --scheme asks for it.")
            .perhaps();
  }

  private static Figure<Payoff.Point> point(
      Kind kind, String column, String meaning, Function<Payoff.Point, ?> reader) {
    return Figure.<Payoff.Point>of(kind, column, FACTOR, reader).in("").saying(meaning);
  }

  private static Figure<AuditRow> text(
      String column, String meaning, Function<AuditRow, String> reader) {
    return Figure.<AuditRow>of(Kind.TEXT, column, FACTOR, reader).in("").saying(meaning);
  }
}
