package org.backflow.report.verdict;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.SchemeResult;
import org.backflow.report.result.TrainedIn;

/**
 * How the schemes stand by what a step of each costs, in cycles, and by how well its networks
 * answer. A scheme that learned nothing has no standing: a short step that teaches nothing is worth
 * nothing.
 */
public record Standing(ComparisonResult result) {

  /** Better than chance by less may be a class that has more samples than the others. */
  private static final double CHANCE_MARGIN = 1.2;

  /** Returns the accuracy of an answer by chance. */
  double chance() {
    return 1.0 / result.experiment().model().network().outputs();
  }

  /**
   * Returns whether {@code scheme} is no better than an answer that never changes: at most a fifth
   * above {@link #chance}. One output has no wrong answer, so nothing is said of it.
   */
  boolean isChance(TrainedIn arithmetic, SchemeResult scheme) {
    return outputs() > 1 && arithmetic.meanAccuracy(scheme) <= CHANCE_MARGIN * chance();
  }

  /** Returns whether every output of every run of {@code scheme} is dead. */
  boolean isDead(TrainedIn arithmetic, SchemeResult scheme) {
    return arithmetic.of(scheme).finalDeadOutputs().stream().allMatch(dead -> dead == outputs());
  }

  /** Returns whether at least half of the outputs of all runs are dead. */
  boolean isMostlyDead(TrainedIn arithmetic, SchemeResult scheme) {
    return 2L * arithmetic.deadOutputs(scheme)
        >= (long) result.experiment().training().runs() * outputs();
  }

  boolean learned(TrainedIn arithmetic, SchemeResult scheme) {
    return !isChance(arithmetic, scheme) && !isDead(arithmetic, scheme);
  }

  private int outputs() {
    return result.experiment().model().network().outputs();
  }

  /**
   * Returns the arithmetic whose accuracies decide: fixed point, as the accelerator computes, where
   * it was trained and learned something, else float; nothing where no scheme learned in either.
   */
  public Optional<TrainedIn> deciding() {
    List<TrainedIn> trained = TrainedIn.trained(result.experiment());
    return trained.stream()
        .filter(arithmetic -> result.schemes().stream().anyMatch(s -> learned(arithmetic, s)))
        .reduce((first, last) -> last);
  }

  /** Returns the schemes that learned something in {@code arithmetic}. */
  public List<SchemeResult> standing(TrainedIn arithmetic) {
    return result.schemes().stream().filter(scheme -> learned(arithmetic, scheme)).toList();
  }

  /** Returns, of the schemes other than the baseline, the one with the shortest step. */
  Optional<SchemeResult> shortest(TrainedIn arithmetic) {
    return standing(arithmetic).stream()
        .filter(scheme -> !scheme.equals(result.baseline()))
        .min(cheapest(arithmetic, this::cycles));
  }

  /** Returns the order by {@code cycles}, fewest first; of equal ones the most accurate. */
  public static Comparator<SchemeResult> cheapest(
      TrainedIn arithmetic, ToLongFunction<SchemeResult> cycles) {
    return Comparator.comparingLong(cycles)
        .thenComparing(Comparator.comparingDouble(arithmetic::meanAccuracy).reversed());
  }

  /** Returns the others, but for the baseline, whose step takes as many cycles as {@code one}. */
  List<SchemeResult> equallyShort(TrainedIn arithmetic, SchemeResult one) {
    return standing(arithmetic).stream()
        .filter(scheme -> !scheme.equals(one) && !scheme.equals(result.baseline()))
        .filter(scheme -> cycles(scheme) == cycles(one))
        .toList();
  }

  /** Returns the schemes that no other beats, as they were given. */
  List<SchemeResult> unbeaten(TrainedIn arithmetic) {
    List<SchemeResult> standing = standing(arithmetic);
    return standing.stream()
        .filter(scheme -> standing.stream().noneMatch(o -> beats(arithmetic, o, scheme)))
        .toList();
  }

  /**
   * Returns whether {@code one} is as short and as accurate as {@code other}, and better in one.
   */
  private boolean beats(TrainedIn arithmetic, SchemeResult one, SchemeResult other) {
    long cycles = cycles(one) - cycles(other);
    double accuracy = arithmetic.meanAccuracy(one) - arithmetic.meanAccuracy(other);
    return cycles <= 0 && accuracy >= 0.0 && (cycles < 0 || accuracy > 0.0);
  }

  /** Returns the cycles of a step of {@code scheme}. */
  public long cycles(SchemeResult scheme) {
    return result.step(scheme, result.experiment().hardware().energyTables().get(0)).cycles();
  }

  /** Returns the cycles of its feedback phase. */
  public long feedbackCycles(SchemeResult scheme) {
    return result.feedback(scheme, result.experiment().hardware().energyTables().get(0)).cycles();
  }
}
