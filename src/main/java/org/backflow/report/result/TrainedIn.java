package org.backflow.report.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.SchemeResult;
import org.backflow.experiment.SchemeTest;
import org.backflow.experiment.TrainingResult;
import org.backflow.report.text.Phrases;
import org.backflow.statistics.PairedDifference;

/**
 * An arithmetic that was trained.
 *
 * @param name {@code float} or {@code fixed point}
 * @param dashed how its lines are drawn
 * @param results where its results are
 */
public record TrainedIn(
    String name, boolean dashed, Function<SchemeResult, Optional<TrainingResult>> results) {

  private static final TrainedIn FLOAT = new TrainedIn("float", false, SchemeResult::trainedFloat);
  private static final TrainedIn FIXED =
      new TrainedIn("fixed point", true, SchemeResult::trainedFixed);

  /** Those that there are. */
  public static final List<TrainedIn> ALL = List.of(FLOAT, FIXED);

  /** Returns those that {@code experiment} trains; at least one. */
  public static List<TrainedIn> trained(Experiment experiment) {
    List<TrainedIn> trained = new ArrayList<>();
    if (experiment.training().numerics().trainsFloat()) {
      trained.add(FLOAT);
    }
    if (experiment.training().numerics().trainsFixed()) {
      trained.add(FIXED);
    }
    return trained;
  }

  /** Returns what tests and columns call it: {@code float} or {@code fixed}. */
  public String key() {
    return dashed ? SchemeTest.FIXED : SchemeTest.FLOAT;
  }

  public TrainingResult of(SchemeResult scheme) {
    return results.apply(scheme).orElseThrow();
  }

  /** Returns the name of {@code scheme} trained in this arithmetic. */
  public String nameOf(SchemeResult scheme) {
    return Phrases.name(scheme) + " (" + name + ")";
  }

  /** Returns how many outputs of all runs are dead after the last epoch. */
  public int deadOutputs(SchemeResult scheme) {
    return of(scheme).finalDeadOutputs().stream().mapToInt(Integer::intValue).sum();
  }

  public double meanAccuracy(SchemeResult scheme) {
    return of(scheme).finalAccuracy().mean();
  }

  /**
   * Returns by how much {@code one} is more accurate than {@code other}, run by run in the mean: in
   * the last bit, too, the difference that the tests are of.
   */
  public double lead(SchemeResult one, SchemeResult other) {
    return new PairedDifference(of(one).finalAccuracy(), of(other).finalAccuracy()).mean();
  }
}
