package org.backflow.report.result;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.backflow.accelerator.EnergyTable;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.SchemeResult;
import org.backflow.experiment.TrainingResult;
import org.backflow.experiment.file.ExperimentCodec;
import org.backflow.figure.AccuracyFigures;
import org.backflow.figure.ComparedScheme;
import org.backflow.figure.FigureTable;
import org.backflow.figure.SchemeFigures;
import org.backflow.figure.StepPart;
import org.backflow.figure.TotalFigures;
import org.backflow.files.Json;
import org.backflow.fixedpoint.LearningRate;
import org.backflow.quantized.AccumulatorProof;
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
    tree.put("experiment", experiment.presentation().name());
    tree.put("configurationHash", ExperimentCodec.hash(experiment));
    tree.put("seed", experiment.training().seed());
    tree.put("configuration", ExperimentCodec.describe(experiment));
    tree.put("arithmetic", arithmetic(experiment));
    tree.put("baseline", experiment.baseline().name());
    tree.put(
        "schemes", ComparedScheme.of(result).stream().map(each -> scheme(result, each)).toList());
    stepErrors.ifPresent(errors -> tree.put("fixedAgainstFloat", StepErrors.tree(errors)));
    tree.put("tests", TestTrees.of(result));
    if (!experiment.remarks().isEmpty()) {
      tree.put("remarks", experiment.remarks());
    }
    if (!result.reproductions().isEmpty()) {
      tree.put("sameProtocolAsPublished", experiment.presentation().published().sameProtocol());
      tree.put("published", TestTrees.published(result));
    }
    return Json.write(tree);
  }

  private static Map<String, Object> arithmetic(Experiment experiment) {
    int bits =
        experiment.schemes().stream()
            .mapToInt(
                scheme ->
                    AccumulatorProof.bitsNeeded(
                        experiment.plan(scheme), experiment.hardware().arithmetic()))
            .max()
            .orElseThrow();
    LearningRate eta =
        LearningRate.of(
            experiment.training().protocol().eta(experiment.training().protocol().minibatch(), 0));
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("accumulatorBitsNeeded", bits);
    tree.put(
        "sigmoidMaxAbsoluteError", experiment.hardware().arithmetic().sigmoid().maxAbsoluteError());
    tree.put("fixedLearningRate", eta.toDouble());
    return tree;
  }

  private static Map<String, Object> scheme(ComparisonResult result, ComparedScheme compared) {
    Experiment experiment = result.experiment();
    SchemeResult scheme = compared.scheme();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("scheme", compared.name());
    tree.put("description", scheme.scheme().description());
    tree.put("source", scheme.scheme().publication());
    putAccuracies(tree, scheme);
    putTotals(tree, compared);
    if (experiment.hardware().accelerator().zeroGating()) {
      tree.put("feedbackEffectiveMultiplies", result.feedbackEffectiveMultiplies(scheme));
      tree.put("stepEffectiveMultiplies", scheme.cost().effectiveMultiplies());
    }
    tree.put("timeline", CostTree.timeline(compared.step().timeline()));
    tree.put("trainingMemory", CostTree.memory(compared.step().memory()));
    tree.putAll(FigureTable.tree(SchemeFigures.GAINS, compared));
    tree.put(
        "energyByTable",
        experiment.hardware().energyTables().stream().map(t -> energy(result, scheme, t)).toList());
    scheme.trainedFloat().ifPresent(t -> tree.put("floatEpochs", EpochSeries.tree(t)));
    scheme.trainedFixed().ifPresent(t -> tree.put("fixedEpochs", EpochSeries.tree(t)));
    tree.put(
        "operations",
        new CostTree(
                experiment.hardware().accelerator(), experiment.hardware().energyTables().get(0))
            .operations(scheme.cost()));
    return tree;
  }

  /** Adds the accuracies after the last epoch of the arithmetics that were trained. */
  public static void putAccuracies(Map<String, Object> tree, SchemeResult scheme) {
    for (TrainedIn arithmetic : TrainedIn.ALL) {
      arithmetic
          .results()
          .apply(scheme)
          .ifPresent(t -> tree.put(arithmetic.key() + "TestAccuracy", accuracy(t)));
    }
  }

  private static Map<String, Object> accuracy(TrainingResult trained) {
    Map<String, Object> tree = FigureTable.tree(AccuracyFigures.SUMMARY, trained);
    trained
        .finalAccuracyInterval()
        .ifPresent(range -> tree.put("interval95", TestTrees.tree(range)));
    tree.put("runs", trained.finalAccuracy().runs());
    return tree;
  }

  /** Adds the sums over the parts of the step. */
  public static void putTotals(Map<String, Object> tree, ComparedScheme scheme) {
    for (StepPart part : StepPart.values()) {
      tree.put(part.label(), FigureTable.tree(TotalFigures.ALL, part.totals(scheme.step())));
    }
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
