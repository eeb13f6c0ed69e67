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
import org.backflow.statistics.WilcoxonSignedRank;

/**
 * The test accuracy of one scheme after the last epoch against that of the baseline. A probability
 * is left out where a test says nothing: a single run, or runs that do not differ.
 *
 * @param arithmetic {@code float} or {@code fixed}
 * @param difference accuracies as fractions, run by run
 * @param compared how many schemes are compared in this arithmetic
 * @param welchHolm the probabilities of the three tests, corrected for as many schemes
 */
public record SchemeTest(
    FeedbackScheme scheme,
    String arithmetic,
    PairedDifference difference,
    int compared,
    OptionalDouble welchHolm,
    OptionalDouble pairedTHolm,
    OptionalDouble wilcoxonHolm) {

  /** The arithmetic of single precision. */
  public static final String FLOAT = "float";

  /** The arithmetic of fixed point. */
  public static final String FIXED = "fixed";

  /** The test that decides whether a difference is called more than chance. */
  public enum Decision {
    /** Wilcoxon's signed ranks, which hold for any distribution of the differences. */
    SIGNED_RANKS("Wilcoxon's signed ranks"),
    /** The paired t test, where so few runs cannot be decided by their ranks. */
    PAIRED_T("the paired t test");

    private final String label;

    Decision(String label) {
      this.label = label;
    }

    /** Returns the name of the test in a sentence. */
    public String label() {
      return label;
    }

    /**
     * Returns the test that decides: the signed ranks where they can find a difference at all, so
     * that the design of the experiment chooses the test and not what came out.
     *
     * @param runs how many pairs there are
     * @param compared how many schemes the probabilities are corrected for
     */
    public static Decision of(int runs, int compared) {
      return compared * WilcoxonSignedRank.smallestP(runs) < TestOutcome.SIGNIFICANT
          ? SIGNED_RANKS
          : PAIRED_T;
    }
  }

  /** Returns the test that decides here. */
  public Decision decision() {
    return Decision.of(difference.treated().runs().size(), compared);
  }

  /** Returns the probability by the test that decides, after Holm's correction. */
  public OptionalDouble decidingP() {
    return decision() == Decision.SIGNED_RANKS ? wilcoxonHolm : pairedTHolm;
  }

  /** Returns whether the difference is more than chance by the test that decides. */
  public boolean isSignificant() {
    return decidingP().orElse(1.0) < TestOutcome.SIGNIFICANT;
  }

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
              others.size(),
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
