package org.backflow.report.result;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.backflow.accelerator.EnergyTable;
import org.backflow.accelerator.StepCost;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.ExperimentDescription;
import org.backflow.experiment.SchemeResult;
import org.backflow.experiment.TrainingResult;
import org.backflow.files.Json;
import org.backflow.quantized.AccumulatorProof;
import org.backflow.quantized.LearningRate;
import org.backflow.statistics.Summary;
import org.backflow.validation.ValidationResult;

/** A comparison as {@code results.json}. */
public final class ResultsJson {

  /** The version of the format; raised when a field changes its meaning or goes. */
  public static final int SCHEMA_VERSION = 1;

  private ResultsJson() {}

  /** Returns the file as text, without errors of fixed point against float. */
  public static String of(ComparisonResult result, Provenance provenance) {
    return of(result, Optional.empty(), provenance);
  }

  /**
   * Returns the file as text.
   *
   * @param stepErrors of fixed point against float; empty where none were measured
   */
  public static String of(
      ComparisonResult result, Optional<ValidationResult> stepErrors, Provenance provenance) {
    Experiment experiment = result.experiment();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("schemaVersion", SCHEMA_VERSION);
    tree.put("toolVersion", provenance.toolVersion());
    provenance.trainedWith().ifPresent(other -> tree.put("trainedWithToolVersion", other));
    tree.put("command", provenance.command());
    tree.put("experiment", experiment.name());
    tree.put("configurationHash", ExperimentDescription.hash(experiment));
    tree.put("seed", experiment.seed());
    tree.put("configuration", ExperimentDescription.of(experiment));
    tree.put("arithmetic", arithmetic(experiment));
    tree.put("baseline", experiment.baseline().name());
    tree.put("schemes", result.schemes().stream().map(scheme -> scheme(result, scheme)).toList());
    stepErrors.ifPresent(errors -> tree.put("fixedAgainstFloat", StepErrors.tree(errors)));
    tree.put("tests", StatisticsFiles.testTrees(result));
    if (!experiment.remarks().isEmpty()) {
      tree.put("remarks", experiment.remarks());
    }
    if (!result.reproductions().isEmpty()) {
      tree.put("sameProtocolAsPublished", experiment.published().sameProtocol());
      tree.put("published", StatisticsFiles.publishedTrees(result));
    }
    return Json.write(tree);
  }

  private static Map<String, Object> arithmetic(Experiment experiment) {
    int bits =
        experiment.schemes().stream()
            .mapToInt(
                scheme ->
                    AccumulatorProof.bitsNeeded(experiment.plan(scheme), experiment.arithmetic()))
            .max()
            .orElseThrow();
    LearningRate eta =
        LearningRate.of(experiment.protocol().eta(experiment.protocol().minibatch()));
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("accumulatorBitsNeeded", bits);
    tree.put("sigmoidMaxAbsoluteError", experiment.arithmetic().sigmoid().maxAbsoluteError());
    tree.put("fixedLearningRate", eta.toDouble());
    return tree;
  }

  private static Map<String, Object> scheme(ComparisonResult result, SchemeResult scheme) {
    Experiment experiment = result.experiment();
    EnergyTable table = experiment.energyTables().get(0);
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("scheme", scheme.scheme().name());
    tree.put("description", scheme.scheme().description());
    tree.put("source", scheme.scheme().publication());
    scheme.trainedFloat().ifPresent(t -> tree.put("floatTestAccuracy", accuracy(t)));
    scheme.trainedFixed().ifPresent(t -> tree.put("fixedTestAccuracy", accuracy(t)));
    tree.put("feedback", totals(result.feedback(scheme, table)));
    tree.put("step", totals(result.step(scheme, table)));
    if (experiment.accelerator().zeroGating()) {
      tree.put("feedbackEffectiveMultiplies", result.feedbackEffectiveMultiplies(scheme));
      tree.put("stepEffectiveMultiplies", scheme.cost().effectiveMultiplies());
    }
    tree.put("timeline", CostTree.timeline(result.timeline(scheme)));
    tree.put("stepGainInCycles", result.stepGainInCycles(scheme));
    tree.put("stepGainInEnergy", result.stepGainInEnergy(scheme, table));
    tree.put(
        "energyByTable",
        experiment.energyTables().stream().map(t -> energy(result, scheme, t)).toList());
    scheme.trainedFloat().ifPresent(t -> tree.put("floatEpochs", EpochSeries.tree(t)));
    scheme.trainedFixed().ifPresent(t -> tree.put("fixedEpochs", EpochSeries.tree(t)));
    tree.put("operations", new CostTree(experiment.accelerator(), table).operations(scheme.cost()));
    return tree;
  }

  public static Map<String, Object> accuracy(TrainingResult trained) {
    Summary summary = trained.finalAccuracy();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("mean", summary.mean());
    summary.standardDeviation().ifPresent(value -> tree.put("standardDeviation", value));
    tree.put("median", summary.median());
    trained
        .finalAccuracyInterval()
        .ifPresent(range -> tree.put("interval95", StatisticsFiles.tree(range)));
    tree.put("runs", summary.runs());
    return tree;
  }

  public static Map<String, Object> totals(StepCost.Totals totals) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("macs", totals.macs());
    tree.put("multiplies", totals.multiplies());
    tree.put("words", totals.words());
    tree.put("cycles", totals.cycles());
    tree.put("stallCycles", totals.stallCycles());
    tree.put("dramWords", totals.dramWords());
    tree.put("energyPicojoules", totals.energy().totalPicojoules());
    return tree;
  }

  private static Map<String, Object> energy(
      ComparisonResult result, SchemeResult scheme, EnergyTable table) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("table", table.name());
    tree.put("feedback", CostTree.energy(result.feedback(scheme, table).energy()));
    tree.put("step", CostTree.energy(result.step(scheme, table).energy()));
    tree.put("stepGain", result.stepGainInEnergy(scheme, table));
    return tree;
  }
}
