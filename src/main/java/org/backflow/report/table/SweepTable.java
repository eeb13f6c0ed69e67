package org.backflow.report.table;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.backflow.figure.Kind;
import org.backflow.files.Json;
import org.backflow.files.SpreadsheetText;
import org.backflow.report.text.Decimals;
import org.backflow.report.text.Document;
import org.backflow.report.text.Listing;
import org.backflow.report.text.Phrases;
import org.backflow.report.text.Printable;
import org.backflow.report.text.Shown;
import org.backflow.sweep.BestPoints;
import org.backflow.sweep.Column;
import org.backflow.sweep.Columns;
import org.backflow.sweep.Objective;
import org.backflow.sweep.Outcomes;
import org.backflow.sweep.Row;
import org.backflow.sweep.Sensitivity;
import org.backflow.sweep.SweepAnalysis;
import org.backflow.sweep.SweepCounts;

/** What a sweep found, for the terminal, for programs and for spreadsheets. */
public final class SweepTable implements Printable {
  private static final int MOST_REMARKS = 3;

  /** Marks an estimate that lies outside what was synthesised. */
  static final String EXTRAPOLATED = " ~";

  private final SweepAnalysis analysis;
  private final Columns columns;
  private final int most;
  private final String where;
  private final Set<Integer> asked;

  /**
   * Creates the tables.
   *
   * @param most rows of a table for the terminal
   * @param where the condition of the best points, empty for none
   * @param asked the columns that it names
   */
  public SweepTable(SweepAnalysis analysis, int most, String where, Set<Integer> asked) {
    this.analysis = analysis;
    this.columns = analysis.sweep().columns();
    this.most = most;
    this.where = where;
    this.asked = new TreeSet<>(asked);
  }

  @Override
  public Document document() {
    String description = analysis.sweep().description();
    Document document =
        new Document()
            .line(analysis.sweep().name() + (description.isEmpty() ? "" : ": " + description));
    count(document);
    List<Row> front = analysis.front().rows();
    String objectives =
        analysis.objectives().stream()
            .map(o -> columns.get(o.column()).name() + (o.most() ? " (most)" : " (least)"))
            .collect(Collectors.joining(", "));
    document.gap().line("Pareto front over " + objectives + ": " + some(front));
    rows(document, front, analysis.objectives().stream().map(Objective::column).toList());
    analysis.best().ifPresent(best -> best(document.gap(), best));
    effects(document.gap());
    return document;
  }

  private String some(List<Row> rows) {
    return rows.size() > most
        ? most + " of " + rows.size() + " points (--top shows more)"
        : rows.size() + (rows.size() == 1 ? " point" : " points");
  }

  private void count(Document document) {
    SweepCounts counts = analysis.counts();
    int dropped = counts.dropped().stream().mapToInt(Integer::intValue).sum();
    document.line(
        "%s points: %s done, %s failed, %s dropped"
            .formatted(
                Decimals.grouped(counts.points()),
                Decimals.grouped(counts.done()),
                Decimals.grouped(counts.failed()),
                Decimals.grouped(dropped)));
    for (int i = 0; i < counts.dropped().size(); i++) {
      document.line(
          "  "
              + Decimals.grouped(counts.dropped().get(i))
              + " dropped by "
              + analysis.sweep().constraints().get(i),
          "    ");
    }
  }

  private void best(Document document, BestPoints best) {
    List<Row> rows = best.rows();
    Set<Integer> shown = new LinkedHashSet<>();
    shown.add(best.objective().column());
    analysis.objectives().forEach(objective -> shown.add(objective.column()));
    shown.addAll(asked);
    document.line(
        "Best %s%s: %s of %s points"
            .formatted(
                columns.get(best.objective().column()).name(),
                where.isEmpty() ? "" : " where " + where,
                rows.size(),
                Decimals.grouped(best.satisfying())));
    rows(document, rows, List.copyOf(shown));
  }

  private void rows(Document document, List<Row> rows, List<Integer> outcomes) {
    if (rows.isEmpty()) {
      document.line("  none");
      return;
    }
    Set<Integer> shown = new LinkedHashSet<>(analysis.sensitivity().varied());
    shown.addAll(outcomes);
    document.table(
        listing(analysis, List.copyOf(shown)).table(rows.subList(0, Math.min(most, rows.size()))));
    if (rows.stream().limit(most).anyMatch(row -> marksAny(row, shown))) {
      document.line(
          EXTRAPOLATED.trim()
              + " beyond what was synthesised; "
              + Outcomes.EXTRAPOLATED
              + " says in what");
    }
    remarks(rows).forEach(remark -> document.line(remark, "  "));
  }

  /** Returns the columns of points: their number, and what is {@code shown} of them. */
  public static Listing<Row> listing(SweepAnalysis analysis, List<Integer> shown) {
    Columns columns = analysis.sweep().columns();
    return new Listing<Row>()
        .column("point", row -> row.text(Columns.POINT))
        .each(shown, column -> columns.get(column).name(), (row, c) -> figure(columns, row, c));
  }

  /** Returns the columns of main effects, whose rows are outcomes. */
  public static Listing<Integer> effects(SweepAnalysis analysis) {
    Columns columns = analysis.sweep().columns();
    return new Listing<Integer>()
        .column("outcome", outcome -> columns.get(outcome).name())
        .each(
            analysis.sensitivity().varied(),
            setting -> columns.get(setting).name(),
            (outcome, setting) -> share(analysis.sensitivity(), setting, outcome));
  }

  /** Returns what must be known of the figures of {@code rows}, the most frequent first. */
  public static List<String> remarks(List<Row> rows) {
    Map<String, Long> counts =
        rows.stream()
            .map(row -> row.text(Columns.MESSAGE))
            .filter(message -> !message.isEmpty())
            .collect(
                Collectors.groupingBy(message -> message, TreeMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(MOST_REMARKS)
        .map(
            entry ->
                "%s (%s of %s)"
                    .formatted(
                        entry.getKey(), entry.getValue(), Phrases.counted(rows.size(), "point")))
        .toList();
  }

  private boolean marksAny(Row row, Set<Integer> shown) {
    return shown.stream().anyMatch(column -> figure(columns, row, column).endsWith(EXTRAPOLATED));
  }

  /**
   * Returns a cell with as many digits as say something, and a mark where an estimate of FPGA
   * resources is extrapolated.
   */
  public static String figure(Columns columns, Row row, int column) {
    double number = row.number(column);
    Column of = columns.get(column);
    if (of.kind() == Kind.COUNT || of.isSetting() || Double.isNaN(number)) {
      return row.text(column);
    }
    String shown = Shown.of(of.kind(), number);
    return of.kind() == Kind.RESOURCE && isExtrapolated(columns, row)
        ? shown + EXTRAPOLATED
        : shown;
  }

  private static boolean isExtrapolated(Columns columns, Row row) {
    return !row.text(columns.require(Outcomes.EXTRAPOLATED)).isEmpty();
  }

  private void effects(Document document) {
    List<Integer> settings = analysis.sensitivity().varied();
    List<Integer> outcomes = analysis.sensitivity().outcomes();
    if (settings.isEmpty() || outcomes.isEmpty()) {
      document.line("Main effects: none, as nothing varies");
      return;
    }
    document
        .line("Main effects: share of the variance between the means of a setting's values")
        .table(effects(analysis).table(outcomes));
  }

  private static String share(Sensitivity sensitivity, int setting, int outcome) {
    return sensitivity.share(setting, outcome).stream()
        .mapToObj(share -> Decimals.fixed(100.0 * share, 1) + " %")
        .findFirst()
        .orElse("");
  }

  @Override
  public String json() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", analysis.sweep().name());
    tree.put("points", analysis.counts().points());
    tree.put("done", analysis.counts().done());
    tree.put("failed", analysis.counts().failed());
    Map<String, Object> dropped = new LinkedHashMap<>();
    for (int i = 0; i < analysis.counts().dropped().size(); i++) {
      dropped.put(analysis.sweep().constraints().get(i), analysis.counts().dropped().get(i));
    }
    tree.put("dropped", dropped);
    Map<String, Object> objectives = new LinkedHashMap<>();
    analysis
        .objectives()
        .forEach(o -> objectives.put(columns.get(o.column()).name(), o.most() ? "most" : "least"));
    tree.put("objectives", objectives);
    tree.put("front", analysis.front().rows().stream().map(this::tree).toList());
    analysis
        .best()
        .ifPresent(
            best -> {
              tree.put("where", where);
              tree.put("satisfying", best.satisfying());
              tree.put("best", best.rows().stream().map(this::tree).toList());
            });
    Map<String, Object> effects = new LinkedHashMap<>();
    for (int outcome : analysis.sensitivity().outcomes()) {
      Map<String, Object> shares = new LinkedHashMap<>();
      for (int setting : analysis.sensitivity().varied()) {
        analysis
            .sensitivity()
            .share(setting, outcome)
            .ifPresent(share -> shares.put(columns.get(setting).name(), share));
      }
      effects.put(columns.get(outcome).name(), shares);
    }
    tree.put("mainEffects", effects);
    return Json.write(tree);
  }

  private Map<String, Object> tree(Row row) {
    Map<String, Object> tree = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      Object cell = row.cells().get(i);
      if (cell != null) {
        tree.put(columns.get(i).name(), cell);
      }
    }
    return tree;
  }

  /** Returns the best points with all their columns; those of the front if none were asked for. */
  @Override
  public String csv() {
    StringWriter text = new StringWriter();
    CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).bufferSize(0).build(text);
    csv.writeRecord(columns.all().stream().map(Column::name).toList());
    List<Row> rows = analysis.best().map(BestPoints::rows).orElseGet(() -> analysis.front().rows());
    for (Row row : rows) {
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) {
        cells.add(SpreadsheetText.defused(row.text(i)));
      }
      csv.writeRecord(cells);
    }
    return text.toString();
  }
}
