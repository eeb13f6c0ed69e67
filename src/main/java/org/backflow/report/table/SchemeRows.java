package org.backflow.report.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.backflow.accelerator.EnergyTable;
import org.backflow.accelerator.StepCost;
import org.backflow.accelerator.TrainingFootprint;
import org.backflow.experiment.ComparisonResult;
import org.backflow.figure.ComparedScheme;
import org.backflow.figure.Figure;
import org.backflow.figure.MemoryFigures;
import org.backflow.figure.PricedStep;
import org.backflow.figure.SchemeFigures;
import org.backflow.figure.StepPart;
import org.backflow.figure.TotalFigures;
import org.backflow.report.result.TrainedIn;
import org.backflow.report.text.Decimals;
import org.backflow.report.text.Phrases;
import org.backflow.report.text.Shown;

/** The rows of a comparison, for terminal and page alike. */
public final class SchemeRows {

  /** What needs more words than its name, and the number of the footnote that has them. */
  private static final Map<Figure<StepCost.Totals>, Integer> NOTES =
      Map.of(TotalFigures.MULTIPLIES, 1, TotalFigures.WORDS, 2);

  private static final int EFFECTIVE_NOTE = 3;

  /** What is left out where it is zero under every scheme, as it is while all is on chip. */
  private static final Set<Figure<StepCost.Totals>> OF_WAITING =
      Set.of(TotalFigures.STALL_CYCLES, TotalFigures.DRAM_WORDS);

  private final ComparisonResult result;
  private final boolean everyTable;
  private final List<ComparedScheme> schemes;
  private final List<Row> rows = new ArrayList<>();

  /**
   * A figure of every scheme, or a heading.
   *
   * @param depth below how many headings
   * @param note the number of its footnote; 0 for none
   * @param cells by scheme; none of a heading
   * @param best the schemes that are best, where it marks them and they differ
   */
  public record Row(String name, int depth, int note, List<String> cells, List<Integer> best) {
    /** Copies the lists. */
    public Row {
      cells = List.copyOf(cells);
      best = List.copyOf(best);
    }

    /** Returns whether it heads the rows below it. */
    public boolean isHeading() {
      return cells.isEmpty();
    }
  }

  private SchemeRows(ComparisonResult result, boolean everyTable) {
    this.result = result;
    this.everyTable = everyTable;
    this.schemes = ComparedScheme.of(result);
  }

  /**
   * Returns the rows.
   *
   * @param everyTable whether the energies of parts are shown by every table, not by the first only
   */
  public static List<Row> of(ComparisonResult result, boolean everyTable) {
    SchemeRows rows = new SchemeRows(result, everyTable);
    rows.accuracies();
    for (StepPart part : StepPart.values()) {
      rows.part(part);
    }
    rows.heading("Training memory");
    for (Figure<TrainingFootprint> figure : MemoryFigures.ALL) {
      rows.plain(figure.title(), 1, 0, shown(figure.of(PricedStep::memory), rows.schemes));
    }
    rows.gains();
    return rows.rows;
  }

  private void accuracies() {
    for (TrainedIn arithmetic : TrainedIn.trained(result.experiment())) {
      best(
          "Test accuracy, " + arithmetic.key(),
          0,
          schemes,
          each -> Phrases.accuracy(arithmetic.of(each.scheme())),
          each -> arithmetic.meanAccuracy(each.scheme()));
    }
  }

  private void part(StepPart part) {
    heading(part.title());
    for (Figure<StepCost.Totals> figure : TotalFigures.ALL) {
      if (figure.equals(TotalFigures.ENERGY_PICOJOULES) && everyTable) {
        for (EnergyTable table : result.experiment().hardware().energyTables()) {
          List<ComparedScheme> priced = ComparedScheme.of(result, table);
          plain("energy, " + table.name(), 1, 0, shown(part.figure(figure), priced));
        }
      } else {
        List<String> cells = shown(part.figure(figure), schemes);
        if (!OF_WAITING.contains(figure) || !cells.stream().allMatch("0"::equals)) {
          plain(figure.title(), 1, NOTES.getOrDefault(figure, 0), cells);
        }
      }
      if (figure.equals(TotalFigures.MULTIPLIES)
          && result.experiment().hardware().accelerator().zeroGating()) {
        effective(part);
      }
    }
  }

  private void effective(StepPart part) {
    plain(
        "of which effective",
        2,
        EFFECTIVE_NOTE,
        result.schemes().stream()
            .map(
                scheme ->
                    part == StepPart.STEP
                        ? scheme.cost().effectiveMultiplies()
                        : result.feedbackEffectiveMultiplies(scheme))
            .map(Decimals::grouped)
            .toList());
  }

  private void gains() {
    heading("Whole-step gain against " + Phrases.name(result.baseline()));
    gain(SchemeFigures.GAIN_IN_CYCLES, "in cycles", schemes);
    for (EnergyTable table : result.experiment().hardware().energyTables()) {
      gain(
          SchemeFigures.GAIN_IN_ENERGY,
          "in energy, " + table.name(),
          ComparedScheme.of(result, table));
    }
  }

  private void gain(Figure<ComparedScheme> figure, String name, List<ComparedScheme> priced) {
    best(name, 1, priced, each -> Shown.of(figure, each), figure::number);
  }

  private static List<String> shown(Figure<PricedStep> figure, List<ComparedScheme> priced) {
    return priced.stream().map(each -> Shown.of(figure, each.step())).toList();
  }

  private void heading(String title) {
    plain(title, 0, 0, List.of());
  }

  private void plain(String name, int depth, int note, List<String> cells) {
    rows.add(new Row(name, depth, note, cells, List.of()));
  }

  /** Adds a row of which the largest stand out, unless all are alike. */
  private void best(
      String name,
      int depth,
      List<ComparedScheme> priced,
      Function<ComparedScheme, String> cell,
      ToDoubleFunction<ComparedScheme> figure) {
    double[] values = priced.stream().mapToDouble(figure).toArray();
    double highest = priced.stream().mapToDouble(figure).max().orElseThrow();
    double lowest = priced.stream().mapToDouble(figure).min().orElseThrow();
    List<Integer> best =
        IntStream.range(0, values.length)
            .filter(i -> highest > lowest && values[i] == highest)
            .boxed()
            .toList();
    rows.add(new Row(name, depth, 0, priced.stream().map(cell).toList(), best));
  }
}
