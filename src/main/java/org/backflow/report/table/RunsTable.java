package org.backflow.report.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.backflow.accelerator.EnergyTable;
import org.backflow.accelerator.StepCost;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.ExperimentDescription;
import org.backflow.experiment.SchemeResult;
import org.backflow.files.Json;
import org.backflow.report.result.CsvFiles;
import org.backflow.report.result.DifferingKey;
import org.backflow.report.result.Provenance;
import org.backflow.report.result.ResultsFile;
import org.backflow.report.result.ResultsJson;
import org.backflow.report.result.TrainedIn;
import org.backflow.report.text.Decimals;
import org.backflow.report.text.Document;
import org.backflow.report.text.Phrases;
import org.backflow.report.text.Printable;
import org.backflow.report.text.TextTable;

/**
 * Several comparisons side by side: which configuration keys differ, and per scheme what each of
 * them found. The first one is what the others are held to.
 */
public final class RunsTable implements Printable {

  /** Stands for a figure that a comparison has not. */
  public static final String NOTHING = "-";

  private static final int LONGEST_VALUE = 32;

  private final List<Run> runs;
  private final List<DifferingKey> keys;

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
      return result().experiment().energyTables().get(0);
    }

    Optional<SchemeResult> scheme(String name) {
      return result().schemes().stream().filter(s -> s.scheme().name().equals(name)).findAny();
    }

    StepCost.Totals step(SchemeResult scheme) {
      return result().step(scheme, energyTable());
    }

    StepCost.Totals feedback(SchemeResult scheme) {
      return result().feedback(scheme, energyTable());
    }
  }

  /** Creates the views of {@code runs}, at least one. */
  public RunsTable(List<Run> runs) {
    this.runs = List.copyOf(runs);
    this.keys =
        DifferingKey.of(
            runs.stream().map(run -> ExperimentDescription.of(run.result().experiment())).toList());
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
  public record Figure(String name, List<String> cells) {}

  /** Returns the rows of {@code scheme}, without those that no run has. */
  public List<Figure> figures(String scheme) {
    List<Figure> figures = new ArrayList<>();
    for (TrainedIn arithmetic : TrainedIn.ALL) {
      add(
          figures,
          scheme,
          "test accuracy, " + arithmetic.key(),
          (run, s) -> arithmetic.results().apply(s).map(Phrases::accuracy).orElse(NOTHING));
    }
    add(figures, scheme, "feedback multiplies", count((run, s) -> run.feedback(s).multiplies()));
    add(figures, scheme, "feedback cycles", count((run, s) -> run.feedback(s).cycles()));
    add(
        figures,
        scheme,
        "feedback energy",
        (run, s) -> Decimals.energy(run.feedback(s).energy().totalPicojoules()));
    add(figures, scheme, "step multiplies", count((run, s) -> run.step(s).multiplies()));
    add(figures, scheme, "step words of W or B", count((run, s) -> run.step(s).words()));
    add(figures, scheme, "step DRAM words", count((run, s) -> run.step(s).dramWords()));
    add(figures, scheme, "step cycles", count((run, s) -> run.step(s).cycles()));
    add(figures, scheme, "of which stalls", count((run, s) -> run.step(s).stallCycles()));
    add(
        figures,
        scheme,
        "step energy",
        (run, s) -> Decimals.energy(run.step(s).energy().totalPicojoules()));
    add(figures, scheme, "gain in cycles", times((run, s) -> run.result().stepGainInCycles(s)));
    add(
        figures,
        scheme,
        "gain in energy",
        times((run, s) -> run.result().stepGainInEnergy(s, run.energyTable())));
    String first = runs.get(0).label();
    add(figures, scheme, "cycles over " + first, times(this::cyclesOverFirst));
    add(figures, scheme, "energy over " + first, times(this::energyOverFirst));
    return figures;
  }

  private void add(
      List<Figure> figures,
      String scheme,
      String name,
      BiFunction<Run, SchemeResult, String> cell) {
    List<String> cells =
        runs.stream()
            .map(run -> run.scheme(scheme).map(s -> cell.apply(run, s)).orElse(NOTHING))
            .toList();
    if (!cells.stream().allMatch(text -> text.equals(NOTHING) || text.equals("0"))) {
      figures.add(new Figure(name, cells));
    }
  }

  private static BiFunction<Run, SchemeResult, String> count(
      BiFunction<Run, SchemeResult, Long> figure) {
    return (run, scheme) -> Decimals.grouped(figure.apply(run, scheme));
  }

  private static BiFunction<Run, SchemeResult, String> times(
      BiFunction<Run, SchemeResult, Double> figure) {
    return (run, scheme) -> {
      double value = figure.apply(run, scheme);
      return Double.isNaN(value) ? NOTHING : Decimals.fixed(value, 4) + "x";
    };
  }

  /** Returns the cycles as a multiple of those of the first run, NaN where it lacks the scheme. */
  private double cyclesOverFirst(Run run, SchemeResult scheme) {
    Run first = runs.get(0);
    return first
        .scheme(scheme.scheme().name())
        .map(other -> (double) run.step(scheme).cycles() / first.step(other).cycles())
        .orElse(Double.NaN);
  }

  private double energyOverFirst(Run run, SchemeResult scheme) {
    Run first = runs.get(0);
    return first
        .scheme(scheme.scheme().name())
        .map(
            other ->
                run.step(scheme).energy().totalPicojoules()
                    / first.step(other).energy().totalPicojoules())
        .orElse(Double.NaN);
  }

  @Override
  public String json() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("schemaVersion", ResultsJson.SCHEMA_VERSION);
    tree.put("runs", runs.stream().map(RunsTable::tree).toList());
    tree.put("differingKeys", keys.stream().map(DifferingKey::tree).toList());
    List<Object> results = new ArrayList<>();
    for (Run run : runs) {
      for (SchemeResult scheme : run.result().schemes()) {
        results.add(tree(run, scheme));
      }
    }
    tree.put("results", results);
    return Json.write(tree);
  }

  private static Map<String, Object> tree(Run run) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("run", run.label());
    tree.put("file", run.file().path().toString());
    tree.put("toolVersion", run.provenance().toolVersion());
    tree.put("command", run.provenance().command());
    tree.put("configurationHash", ExperimentDescription.hash(run.result().experiment()));
    tree.put("network", run.result().experiment().network().toString());
    tree.put("accelerator", run.result().experiment().accelerator().name());
    tree.put("energyTable", run.energyTable().name());
    tree.put("baseline", run.result().baseline().scheme().name());
    return tree;
  }

  private Map<String, Object> tree(Run run, SchemeResult scheme) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("run", run.label());
    tree.put("scheme", scheme.scheme().name());
    scheme.trainedFloat().ifPresent(t -> tree.put("floatTestAccuracy", ResultsJson.accuracy(t)));
    scheme.trainedFixed().ifPresent(t -> tree.put("fixedTestAccuracy", ResultsJson.accuracy(t)));
    tree.put("feedback", ResultsJson.totals(run.feedback(scheme)));
    tree.put("step", ResultsJson.totals(run.step(scheme)));
    tree.put("stepGainInCycles", run.result().stepGainInCycles(scheme));
    tree.put("stepGainInEnergy", run.result().stepGainInEnergy(scheme, run.energyTable()));
    double cycles = cyclesOverFirst(run, scheme);
    if (!Double.isNaN(cycles)) {
      tree.put("stepCyclesOverFirstRun", cycles);
      tree.put("stepEnergyOverFirstRun", energyOverFirst(run, scheme));
    }
    return tree;
  }

  /** Returns a line per run and scheme: the columns of {@code schemes.csv} and a few more. */
  @Override
  public String csv() {
    CsvFiles.Sheet sheet = new CsvFiles.Sheet();
    List<Object> head = new ArrayList<>(List.of("run", "network", "accelerator"));
    head.addAll(CsvFiles.SCHEME_COLUMNS);
    head.addAll(
        List.of(
            "step_stall_cycles",
            "step_dram_words",
            "step_cycles_over_first_run",
            "step_energy_over_first_run"));
    sheet.row(head.toArray());
    for (Run run : runs) {
      for (SchemeResult scheme : run.result().schemes()) {
        List<Object> cells = new ArrayList<>();
        cells.add(run.label());
        cells.add(run.result().experiment().network());
        cells.add(run.result().experiment().accelerator().name());
        cells.addAll(CsvFiles.schemeCells(run.result(), scheme));
        cells.add(run.step(scheme).stallCycles());
        cells.add(run.step(scheme).dramWords());
        cells.add(cell(cyclesOverFirst(run, scheme)));
        cells.add(cell(energyOverFirst(run, scheme)));
        sheet.row(cells.toArray());
      }
    }
    return sheet.toString();
  }

  private static Object cell(double value) {
    return Double.isNaN(value) ? "" : (Object) value;
  }
}
