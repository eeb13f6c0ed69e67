package org.backflow.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.statistics.Holm;
import org.backflow.statistics.PairedDifference;
import org.backflow.statistics.TestOutcome;

/**
 * The test accuracy of one scheme after the last epoch against that of the baseline. A probability
 * is left out where a test says nothing: a single run, or runs that do not differ.
 *
 * @param arithmetic {@code float} or {@code fixed}
 * @param difference accuracies as fractions, run by run
 * @param welchHolm the probabilities of the three tests, corrected for as many schemes as are
 *     compared in this arithmetic
 */
public record SchemeTest(
    FeedbackScheme scheme,
    String arithmetic,
    PairedDifference difference,
    OptionalDouble welchHolm,
    OptionalDouble pairedTHolm,
    OptionalDouble wilcoxonHolm) {

  /** The arithmetic of single precision. */
  public static final String FLOAT = "float";

  /** The arithmetic of fixed point. */
  public static final String FIXED = "fixed";

  /** Returns a test for every scheme but the baseline. */
  static List<SchemeTest> of(
      ComparisonResult result,
      String arithmetic,
      Function<SchemeResult, Optional<TrainingResult>> trained) {
    List<SchemeResult> others =
        result.schemes().stream()
            .filter(
                scheme -> !scheme.equals(result.baseline()) && trained.apply(scheme).isPresent())
            .toList();
    List<PairedDifference> differences =
        others.stream()
            .map(
                scheme ->
                    new PairedDifference(
                        trained.apply(scheme).orElseThrow().finalAccuracy(),
                        trained.apply(result.baseline()).orElseThrow().finalAccuracy()))
            .toList();
    List<OptionalDouble> welch = holm(differences, PairedDifference::welch);
    List<OptionalDouble> pairedT = holm(differences, PairedDifference::pairedT);
    List<OptionalDouble> wilcoxon = holm(differences, PairedDifference::wilcoxon);
    List<SchemeTest> tests = new ArrayList<>();
    for (int i = 0; i < others.size(); i++) {
      tests.add(
          new SchemeTest(
              others.get(i).scheme(),
              arithmetic,
              differences.get(i),
              welch.get(i),
              pairedT.get(i),
              wilcoxon.get(i)));
    }
    return tests;
  }

  private static List<OptionalDouble> holm(
      List<PairedDifference> differences, Function<PairedDifference, Optional<TestOutcome>> test) {
    return Holm.adjust(
        differences.stream()
            .map(
                difference -> test.apply(difference).stream().mapToDouble(TestOutcome::p).findAny())
            .toList());
  }
}
