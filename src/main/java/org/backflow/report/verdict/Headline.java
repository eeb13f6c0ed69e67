package org.backflow.report.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.SchemeResult;
import org.backflow.experiment.SchemeTest;
import org.backflow.report.result.TrainedIn;
import org.backflow.report.text.Decimals;
import org.backflow.report.text.Phrases;

/** What was found, in the few sentences that stand first on the page and last in the terminal. */
public final class Headline {

  private final ComparisonResult result;
  private final Standing standing;
  private final List<TrainedIn> trained;

  public Headline(ComparisonResult result) {
    this.result = result;
    this.standing = new Standing(result);
    this.trained = TrainedIn.trained(result.experiment());
  }

  /** Returns one sentence or more; what did not learn comes first. */
  public List<String> sentences() {
    if (standing.feedbackCycles(result.baseline()) == 0) {
      return List.of(
          "Nothing is fed back in a network without hidden layers: every scheme is the same.");
    }
    List<String> sentences = new ArrayList<>();
    for (TrainedIn arithmetic : trained) {
      sentences.addAll(failures(arithmetic));
    }
    Optional<TrainedIn> deciding = standing.deciding();
    if (deciding.isEmpty()) {
      sentences.add("What a step costs below is the cost of learning nothing.");
      return sentences;
    }
    if (result.schemes().size() == 1) {
      sentences.add(alone());
      return sentences;
    }
    Optional<SchemeResult> shortest = standing.shortest(deciding.get());
    shortest.ifPresent(
        scheme -> {
          sentences.add(step(deciding.get(), scheme) + accuracies(scheme) + ".");
          equallyShort(deciding.get(), scheme).ifPresent(sentences::add);
        });
    sentences.add(unbeaten(deciding.get()));
    return sentences;
  }

  private List<String> failures(TrainedIn arithmetic) {
    List<String> failures = new ArrayList<>();
    failed(scheme -> standing.isChance(arithmetic, scheme))
        .ifPresent(
            schemes ->
                failures.add(
                    "%s in %s: mean test accuracy %s, by chance %s %%, %s outputs dead."
                        .formatted(
                            learnedNothing(schemes),
                            arithmetic.name(),
                            accuracies(arithmetic, schemes),
                            Decimals.fixed(100.0 * standing.chance(), 2),
                            deadOutputs(arithmetic, schemes))));
    failed(s -> !standing.isChance(arithmetic, s) && standing.isDead(arithmetic, s))
        .ifPresent(
            schemes ->
                failures.add(
                    ("Every output of %s is dead in %s, in every run: above 0.5 for no test"
                            + " image (mean test accuracy %s).")
                        .formatted(
                            names(schemes), arithmetic.name(), accuracies(arithmetic, schemes))));
    failed(s -> standing.learned(arithmetic, s) && standing.isMostlyDead(arithmetic, s))
        .ifPresent(
            schemes ->
                failures.add(
                    "Most outputs of %s are dead in %s: %s, mean test accuracy %s."
                        .formatted(
                            names(schemes),
                            arithmetic.name(),
                            deadOutputs(arithmetic, schemes),
                            accuracies(arithmetic, schemes))));
    return failures;
  }

  private Optional<List<SchemeResult>> failed(Predicate<SchemeResult> how) {
    return Optional.of(result.schemes().stream().filter(how).toList())
        .filter(schemes -> !schemes.isEmpty());
  }

  private String learnedNothing(List<SchemeResult> schemes) {
    return schemes.size() == result.schemes().size() && schemes.size() > 1
        ? "No scheme learned anything"
        : names(schemes) + " learned nothing";
  }

  private static String names(List<SchemeResult> schemes) {
    return Phrases.listed(schemes.stream().map(Phrases::name).toList());
  }

  private static String accuracies(TrainedIn arithmetic, List<SchemeResult> schemes) {
    double lowest = schemes.stream().mapToDouble(arithmetic::meanAccuracy).min().orElseThrow();
    double highest = schemes.stream().mapToDouble(arithmetic::meanAccuracy).max().orElseThrow();
    String from = Decimals.fixed(100.0 * lowest, 2);
    String to = Decimals.fixed(100.0 * highest, 2);
    return (from.equals(to) ? to : from + " to " + to) + " %";
  }

  private String deadOutputs(TrainedIn arithmetic, List<SchemeResult> schemes) {
    long dead = schemes.stream().mapToLong(arithmetic::deadOutputs).sum();
    long all =
        (long) schemes.size()
            * result.experiment().training().runs()
            * result.experiment().model().network().outputs();
    return Decimals.grouped(dead) + " of " + Decimals.grouped(all);
  }

  private String alone() {
    return ("%s was compared with nothing: its feedback phase takes %s of the %s"
            + " cycles of a training step.")
        .formatted(
            Phrases.name(result.baseline()),
            Decimals.grouped(standing.feedbackCycles(result.baseline())),
            Decimals.grouped(standing.cycles(result.baseline())));
  }

  private String step(TrainedIn arithmetic, SchemeResult scheme) {
    SchemeResult baseline = result.baseline();
    if (standing.cycles(scheme) >= standing.cycles(baseline)) {
      return ("%s shortens the training step of %s on this accelerator; %s feedback"
              + " changes the mean test accuracy by ")
          .formatted(
              standing.standing(arithmetic).size() == result.schemes().size()
                  ? "No scheme"
                  : "No scheme that learned",
              Phrases.name(baseline),
              Phrases.name(scheme));
    }
    return ("%s feedback shortens the feedback phase of %s from %s to %s cycles, the"
            + " whole training step by %s (gain %s), and changes the mean test accuracy"
            + " by ")
        .formatted(
            Phrases.name(scheme),
            Phrases.name(baseline),
            Decimals.grouped(standing.feedbackCycles(baseline)),
            Decimals.grouped(standing.feedbackCycles(scheme)),
            Phrases.percentChange(
                (double) standing.cycles(baseline), (double) standing.cycles(scheme)),
            gain(scheme));
  }

  private String accuracies(SchemeResult scheme) {
    return Phrases.listed(
        trained.stream()
            .map(
                arithmetic ->
                    "%s points in %s (%s)"
                        .formatted(
                            Phrases.signedPoints(test(scheme, arithmetic).difference().mean()),
                            arithmetic.name(),
                            Certainty.of(test(scheme, arithmetic))))
            .toList());
  }

  private SchemeTest test(SchemeResult scheme, TrainedIn arithmetic) {
    return result.tests().stream()
        .filter(each -> each.scheme().equals(scheme.scheme()))
        .filter(each -> each.arithmetic().equals(arithmetic.key()))
        .findFirst()
        .orElseThrow();
  }

  private Optional<String> equallyShort(TrainedIn arithmetic, SchemeResult scheme) {
    List<String> others =
        standing.equallyShort(arithmetic, scheme).stream()
            .map(other -> Phrases.name(other) + below(arithmetic.lead(scheme, other)))
            .toList();
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(
            ("Of the schemes whose step takes as many cycles it has the highest mean"
                    + " accuracy in %s: %s.")
                .formatted(arithmetic.name(), Phrases.listed(others)));
  }

  private static String below(double difference) {
    return difference == 0.0
        ? " has the same"
        : " is " + Decimals.fixed(100.0 * difference, 2) + " points lower";
  }

  private String unbeaten(TrainedIn arithmetic) {
    return "By cycles of the step and mean accuracy in "
        + arithmetic.name()
        + " no other scheme beats "
        + Phrases.listed(
            standing.unbeaten(arithmetic).stream()
                .map(
                    scheme ->
                        Phrases.name(scheme)
                            + " ("
                            + Decimals.fixed(100.0 * arithmetic.meanAccuracy(scheme), 2)
                            + " %, gain "
                            + gain(scheme)
                            + ")")
                .toList())
        + ".";
  }

  private String gain(SchemeResult scheme) {
    return Decimals.fixed(result.stepGainInCycles(scheme), 4) + "x";
  }
}
