package org.backflow.report.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.backflow.accelerator.EnergyTable;
import org.backflow.accelerator.StepCost;
import org.backflow.accelerator.TrainingFootprint;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.file.ExperimentCodec;
import org.backflow.figure.ComparedScheme;
import org.backflow.figure.Figure;
import org.backflow.figure.FigureTable;
import org.backflow.figure.Kind;
import org.backflow.figure.MemoryFigures;
import org.backflow.figure.PricedStep;
import org.backflow.figure.SchemeFigures;
import org.backflow.figure.StepPart;
import org.backflow.figure.Term;
import org.backflow.figure.TotalFigures;
import org.backflow.files.Json;
import org.backflow.report.result.CsvFile;
import org.backflow.report.result.DifferingKey;
import org.backflow.report.result.Provenance;
import org.backflow.report.result.ResultsFile;
import org.backflow.report.result.ResultsJson;
import org.backflow.report.result.TrainedIn;
import org.backflow.report.text.Document;
import org.backflow.report.text.Phrases;
import org.backflow.report.text.Printable;
import org.backflow.report.text.Shown;
import org.backflow.report.text.TextTable;

/**
 * Several comparisons side by side: which configuration keys differ, and per scheme what each of
 * them found. The first one is what the others are held to.
 */
public final class RunsTable implements Printable {

  /** Stands for a figure that a comparison has not. */
  public static final String NOTHING = Shown.NOTHING;

  private static final int LONGEST_VALUE = 32;

  private final List<Run> runs;
  private final List<DifferingKey> keys;
  private final List<Compared> rows = new ArrayList<>();

  /**
   * A comparison.
   *
   * @param label tells it from the others
   * @param file what was read
   * @param provenance of its figures
   */
  public record Run(String label, ResultsFile file, Provenance provenance) {

    public ComparisonResult result() {
      return file.result();
    }

    EnergyTable energyTable() {
      return result().experiment().hardware().energyTables().get(0);
    }
  }

  /**
   * A scheme of a comparison.
   *
   * @param first the same scheme in the first comparison, if it is there
   */
  private record Compared(Run run, ComparedScheme scheme, Optional<ComparedScheme> first) {

    /** Returns a figure of the whole step as a multiple of that in the first comparison. */
    Optional<Double> over(Figure<StepCost.Totals> figure) {
      return first.map(
          other -> figure.number(scheme.step().step()) / figure.number(other.step().step()));
    }
  }

  private static final List<Figure<Compared>> OVER_FIRST =
      List.of(
          overFirst("cycles", TotalFigures.CYCLES),
          overFirst("energy", TotalFigures.ENERGY_PICOJOULES));

  private static final FigureTable<Compared> TABLE = table();

  private static Figure<Compared> overFirst(String name, Figure<StepCost.Totals> figure) {
    return Figure.<Compared>of(
            Kind.RATIO,
            "step_" + name + "_over_first_run",
            figure.term(),
            each -> each.over(figure))
        .in("1")
        .titled(name)
        .saying(
            "That of the step over that of the same scheme in the first comparison: " + name + ".")
        .optional();
  }

  /** Returns a row per comparison and scheme: the columns of {@code schemes.csv} and a few more. */
  private static FigureTable<Compared> table() {
    List<Figure<Compared>> columns = new ArrayList<>();
    columns.add(word("run", "What the comparison is called here.", each -> each.run().label()));
    columns.add(
        word(
            "network",
            "Layer widths, or layer after layer.",
            each -> each.run().result().experiment().model().network().toString()));
    columns.add(
        word(
            "accelerator",
            "The accelerator that is priced.",
            each -> each.run().result().experiment().hardware().accelerator().name()));
    SchemeFigures.TABLE.columns().forEach(column -> columns.add(column.of(Compared::scheme)));
    columns.addAll(OVER_FIRST);
    return new FigureTable<>(
        "comparison",
        "comparison.csv and backflow report DIR DIR... --format csv: a line per comparison and"
            + " scheme",
        columns,
        List.of("run", "scheme"));
  }

  private static Figure<Compared> word(
      String column, String meaning, Function<Compared, Object> reader) {
    return Figure.of(Kind.TEXT, column, Term.of(column, meaning), reader);
  }

  /** Returns the columns of the file, for its schema. */
  public static FigureTable<?> columns() {
    return TABLE;
  }

  /** Creates the views of {@code runs}, at least one. */
  public RunsTable(List<Run> runs) {
    this.runs = List.copyOf(runs);
    this.keys =
        DifferingKey.of(
            runs.stream().map(run -> ExperimentCodec.describe(run.result().experiment())).toList());
    for (Run run : runs) {
      for (ComparedScheme scheme : ComparedScheme.of(run.result())) {
        Optional<ComparedScheme> first =
            run.equals(runs.get(0))
                ? Optional.of(scheme)
                : find(runs.get(0), scheme.name()).map(Compared::scheme);
        rows.add(new Compared(run, scheme, first));
      }
    }
  }

  private Optional<Compared> find(Run run, String scheme) {
    return rows.stream()
        .filter(row -> row.run().equals(run) && row.scheme().name().equals(scheme))
        .findAny();
  }

  public List<Run> runs() {
    return runs;
  }

  public List<DifferingKey> keys() {
    return keys;
  }

  /** Returns the names of the schemes of any run, in the order of the first that has each. */
  public List<String> schemes() {
    Set<String> names = new LinkedHashSet<>();
    runs.forEach(run -> run.result().schemes().forEach(s -> names.add(s.scheme().name())));
    return List.copyOf(names);
  }

  public List<String> labels() {
    return runs.stream().map(Run::label).toList();
  }

  @Override
  public Document document() {
    Document document = new Document().line(runs.size() + " comparisons side by side").gap();
    document.line(
        keys.isEmpty()
            ? "Their configurations are the same."
            : "What differs in their configurations:");
    if (!keys.isEmpty()) {
      TextTable table = new TextTable();
      table.row("", labels());
      for (DifferingKey key : keys) {
        table.row(key.key(), key.values().stream().map(RunsTable::shown).toList());
      }
      document.table(table);
    }
    for (String scheme : schemes()) {
      TextTable table = new TextTable();
      table.row(scheme, labels());
      figures(scheme).forEach(figure -> table.row(figure.name(), figure.cells()));
      document.gap().table(table);
    }
    return document
        .gap()
        .line("one step, with the minibatch of its own comparison")
        .line("gain: of the whole step, against the baseline scheme of the same comparison")
        .line("over " + runs.get(0).label() + ": as a multiple of the same scheme's step there");
  }

  /** Long values are whole in the page and the files. */
  private static String shown(Optional<String> value) {
    String text = value.orElse(NOTHING);
    return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE - 3) + "...";
  }

  /** A row of a scheme: a figure of every run. */
  public record Row(String name, List<String> cells) {}

  /** Returns the rows of {@code scheme}, without those that no run has. */
  public List<Row> figures(String scheme) {
    List<Row> figures = new ArrayList<>();
    for (TrainedIn arithmetic : TrainedIn.ALL) {
      add(
          figures,
          scheme,
          "test accuracy, " + arithmetic.key(),
          each -> arithmetic.results().apply(each.scheme()).map(Phrases::accuracy).orElse(NOTHING));
    }
    for (StepPart part : StepPart.values()) {
      for (Figure<StepCost.Totals> figure : TotalFigures.ALL) {
        Figure<PricedStep> ofPart = part.figure(figure);
        add(figures, scheme, ofPart.title(), each -> Shown.of(ofPart, each.step()));
      }
    }
    for (Figure<TrainingFootprint> figure : MemoryFigures.ALL) {
      String name = "memory, " + figure.title();
      add(figures, scheme, name, each -> Shown.of(figure, each.step().memory()));
    }
    for (Figure<ComparedScheme> gain : SchemeFigures.GAINS) {
      add(figures, scheme, "gain " + gain.title(), each -> Shown.of(gain, each));
    }
    for (Figure<Compared> figure : OVER_FIRST) {
      String name = figure.title() + " over " + runs.get(0).label();
      figures.add(new Row(name, cells(scheme, each -> Shown.of(figure, each))));
    }
    return figures;
  }

  private void add(
      List<Row> figures, String scheme, String name, Function<ComparedScheme, String> cell) {
    List<String> cells = cells(scheme, each -> cell.apply(each.scheme()));
    if (!cells.stream().allMatch(text -> text.equals(NOTHING) || text.equals("0"))) {
      figures.add(new Row(name, cells));
    }
  }

  private List<String> cells(String scheme, Function<Compared, String> cell) {
    return runs.stream().map(run -> find(run, scheme).map(cell).orElse(NOTHING)).toList();
  }

  @Override
  public String json() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("schemaVersion", ResultsJson.SCHEMA_VERSION);
    tree.put("runs", runs.stream().map(RunsTable::tree).toList());
    tree.put("differingKeys", keys.stream().map(DifferingKey::tree).toList());
    tree.put("results", rows.stream().map(RunsTable::tree).toList());
    return Json.write(tree);
  }

  private static Map<String, Object> tree(Run run) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("run", run.label());
    tree.put("file", run.file().path().toString());
    tree.put("toolVersion", run.provenance().toolVersion());
    tree.put("command", run.provenance().command());
    tree.put("configurationHash", ExperimentCodec.hash(run.result().experiment()));
    tree.put("network", run.result().experiment().model().network().toString());
    tree.put("accelerator", run.result().experiment().hardware().accelerator().name());
    tree.put("energyTable", run.energyTable().name());
    tree.put("baseline", run.result().baseline().scheme().name());
    return tree;
  }

  private static Map<String, Object> tree(Compared each) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("run", each.run().label());
    tree.put("scheme", each.scheme().name());
    ResultsJson.putAccuracies(tree, each.scheme().scheme());
    ResultsJson.putTotals(tree, each.scheme());
    tree.put("trainingMemory", FigureTable.tree(MemoryFigures.ALL, each.scheme().step().memory()));
    tree.putAll(FigureTable.tree(SchemeFigures.GAINS, each.scheme()));
    tree.putAll(FigureTable.tree(OVER_FIRST, each));
    return tree;
  }

  @Override
  public String csv() {
    return CsvFile.of(TABLE, rows);
  }
}
