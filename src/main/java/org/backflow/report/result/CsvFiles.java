package org.backflow.report.result;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.backflow.accelerator.Accelerator;
import org.backflow.accelerator.EnergyTable;
import org.backflow.accelerator.OperationCost;
import org.backflow.accelerator.StepCost;
import org.backflow.accelerator.Traffic;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.SchemeResult;
import org.backflow.experiment.TrainingResult;
import org.backflow.files.SpreadsheetText;
import org.backflow.report.text.Decimals;
import org.backflow.statistics.Interval;
import org.backflow.statistics.Summary;
import org.backflow.training.FeedbackAlignment;

/** Results as CSV, units in the header, fractions and picojoules unrounded to twelve digits. */
public final class CsvFiles {

  private static final int DIGITS = 12;

  private CsvFiles() {}

  /** Operations that were priced under one scheme; the name is empty for a plain product. */
  public record Priced(String scheme, StepCost cost) {}

  public static final class Sheet {
    private final StringWriter text = new StringWriter();
    private final CsvWriter csv =
        CsvWriter.builder().lineDelimiter(LineDelimiter.LF).bufferSize(0).build(text);

    public void row(Object... cells) {
      List<String> texts =
          Arrays.stream(cells)
              .map(
                  cell ->
                      cell instanceof Double d
                          ? Decimals.fixed(d, DIGITS)
                          : SpreadsheetText.defused(cell.toString()))
              .toList();
      csv.writeRecord(texts);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }

  /** The columns of {@code schemes.csv}. */
  public static final List<String> SCHEME_COLUMNS =
      List.of(
          "scheme",
          "float_test_accuracy_mean",
          "float_test_accuracy_standard_deviation",
          "float_test_accuracy_median",
          "float_test_accuracy_low",
          "float_test_accuracy_high",
          "float_dead_outputs",
          "fixed_test_accuracy_mean",
          "fixed_test_accuracy_standard_deviation",
          "fixed_test_accuracy_median",
          "fixed_test_accuracy_low",
          "fixed_test_accuracy_high",
          "fixed_dead_outputs",
          "feedback_macs",
          "feedback_multiplies",
          "feedback_words",
          "feedback_cycles",
          "feedback_energy_picojoules",
          "step_macs",
          "step_multiplies",
          "step_words",
          "step_cycles",
          "step_energy_picojoules",
          "step_gain_in_cycles",
          "step_gain_in_energy");

  /** Returns a line per scheme: the table of the comparison. */
  public static String schemes(ComparisonResult result) {
    Sheet sheet = new Sheet();
    sheet.row(SCHEME_COLUMNS.toArray());
    for (SchemeResult scheme : result.schemes()) {
      sheet.row(schemeCells(result, scheme).toArray());
    }
    return sheet.toString();
  }

  /** Returns the cells of {@link #SCHEME_COLUMNS}. */
  public static List<Object> schemeCells(ComparisonResult result, SchemeResult scheme) {
    EnergyTable table = result.experiment().energyTables().get(0);
    StepCost.Totals feedback = result.feedback(scheme, table);
    StepCost.Totals step = result.step(scheme, table);
    return List.of(
        scheme.scheme().name(),
        mean(scheme.trainedFloat()),
        standardDeviation(scheme.trainedFloat()),
        median(scheme.trainedFloat()),
        bound(scheme.trainedFloat(), Interval::low),
        bound(scheme.trainedFloat(), Interval::high),
        dead(scheme.trainedFloat()),
        mean(scheme.trainedFixed()),
        standardDeviation(scheme.trainedFixed()),
        median(scheme.trainedFixed()),
        bound(scheme.trainedFixed(), Interval::low),
        bound(scheme.trainedFixed(), Interval::high),
        dead(scheme.trainedFixed()),
        feedback.macs(),
        feedback.multiplies(),
        feedback.words(),
        feedback.cycles(),
        feedback.energy().totalPicojoules(),
        step.macs(),
        step.multiplies(),
        step.words(),
        step.cycles(),
        step.energy().totalPicojoules(),
        result.stepGainInCycles(scheme),
        result.stepGainInEnergy(scheme, table));
  }

  private static Object mean(Optional<TrainingResult> trained) {
    return trained.<Object>map(t -> t.finalAccuracy().mean()).orElse("");
  }

  private static Object median(Optional<TrainingResult> trained) {
    return trained.<Object>map(t -> t.finalAccuracy().median()).orElse("");
  }

  private static Object bound(Optional<TrainingResult> trained, Function<Interval, Double> end) {
    return trained.flatMap(TrainingResult::finalAccuracyInterval).<Object>map(end).orElse("");
  }

  private static Object dead(Optional<TrainingResult> trained) {
    return trained
        .<Object>map(t -> t.finalDeadOutputs().stream().mapToInt(Integer::intValue).sum())
        .orElse("");
  }

  private static Object standardDeviation(Optional<TrainingResult> trained) {
    return trained
        .map(t -> t.finalAccuracy())
        .map(Summary::standardDeviation)
        .<Object>map(s -> s.isPresent() ? s.getAsDouble() : "")
        .orElse("");
  }

  /**
   * Returns a line per scheme, arithmetic, run and epoch, with the alignment of every hidden layer.
   */
  public static String epochs(ComparisonResult result) {
    Sheet sheet = new Sheet();
    List<Object> header =
        new ArrayList<>(
            List.of(
                "scheme",
                "arithmetic",
                "run",
                "epoch",
                "test_accuracy",
                "dead_outputs",
                "training_loss"));
    for (int layer = 1; layer < result.experiment().network().layers(); layer++) {
      for (AlignmentFigure figure : AlignmentFigure.ALL) {
        header.add(figure.column() + "_layer_" + layer);
      }
    }
    sheet.row(header.toArray());
    for (SchemeResult scheme : result.schemes()) {
      scheme.trainedFloat().ifPresent(t -> epochs(sheet, scheme, "float", t));
      scheme.trainedFixed().ifPresent(t -> epochs(sheet, scheme, "fixed", t));
    }
    return sheet.toString();
  }

  private static void epochs(
      Sheet sheet, SchemeResult scheme, String arithmetic, TrainingResult trained) {
    for (int run = 0; run < trained.testAccuracy().size(); run++) {
      List<Double> accuracy = trained.testAccuracy().get(run);
      for (int epoch = 0; epoch < accuracy.size(); epoch++) {
        List<Object> cells = new ArrayList<>();
        cells.add(scheme.scheme().name());
        cells.add(arithmetic);
        cells.add(run);
        cells.add(epoch);
        cells.add(accuracy.get(epoch));
        cells.add(trained.deadOutputs().get(run).get(epoch));
        cells.add(trained.trainingLoss().get(run).get(epoch));
        for (FeedbackAlignment alignment : trained.alignment().get(run).get(epoch)) {
          AlignmentFigure.ALL.forEach(figure -> cells.add(figure.cell(alignment)));
        }
        sheet.row(cells.toArray());
      }
    }
  }

  /** Returns a line per scheme and operation. */
  public static String operations(List<Priced> priced, Accelerator accelerator, EnergyTable table) {
    Sheet sheet = new Sheet();
    sheet.row(
        "scheme",
        "operation",
        "phase",
        "m",
        "n",
        "k",
        "dataflow",
        "folds",
        "compute_cycles",
        "stall_cycles",
        "total_cycles",
        "macs",
        "multiplies",
        "mapping_efficiency_percent",
        "utilization_percent",
        "scale_sim_total_cycles",
        "energy_picojoules",
        "sram_words",
        "sram_bits",
        "dram_words",
        "dram_bits");
    for (Priced step : priced) {
      for (OperationCost operation : step.cost().operations()) {
        sheet.row(
            step.scheme(),
            operation.name(),
            operation.phase(),
            operation.extent().m(),
            operation.extent().n(),
            operation.extent().k(),
            operation.unit(),
            operation.folds(),
            operation.computeCycles(),
            operation.stallCycles(),
            operation.totalCycles(),
            operation.macs(),
            operation.multiplies(),
            operation.mappingEfficiencyPercent(),
            operation.utilizationPercent(),
            operation.scaleSimTotalCycles().isPresent()
                ? operation.scaleSimTotalCycles().getAsLong()
                : "",
            table.energy(operation, accelerator).totalPicojoules(),
            operation.words(Traffic.SRAM),
            operation.bits(Traffic.SRAM),
            operation.words(Traffic.DRAM),
            operation.bits(Traffic.DRAM));
      }
    }
    return sheet.toString();
  }

  /** Returns a line per scheme, operation and tensor. */
  public static String traffic(List<Priced> priced) {
    Sheet sheet = new Sheet();
    sheet.row(
        "scheme",
        "operation",
        "phase",
        "level",
        "tensor",
        "reads_words",
        "writes_words",
        "word_bits",
        "moved_bits");
    for (Priced step : priced) {
      for (OperationCost operation : step.cost().operations()) {
        for (Traffic traffic : operation.traffic()) {
          sheet.row(
              step.scheme(),
              operation.name(),
              operation.phase(),
              traffic.level(),
              traffic.tensor().toString(),
              traffic.reads(),
              traffic.writes(),
              traffic.wordBits(),
              traffic.bits());
        }
      }
    }
    return sheet.toString();
  }
}
