package org.backflow.report.verdict;

import java.util.OptionalDouble;
import org.backflow.experiment.SchemeTest;
import org.backflow.report.text.Phrases;

/** How sure a difference between a scheme and the baseline is, in words that name the test. */
public final class Certainty {

  private Certainty() {}

  /** Returns {@code more than chance by Wilcoxon's signed ranks after Holm, p = 0.0004}. */
  public static String of(SchemeTest test) {
    OptionalDouble p = test.decidingP();
    if (p.isEmpty()) {
      return test.difference().differences().runs().size() < 2
          ? "one run, so it may be chance"
          : "the same in every run";
    }
    return "%s by %s after Holm, p %s"
        .formatted(
            test.isSignificant() ? "more than chance" : "may be chance",
            test.decision().label(),
            Phrases.comparedProbability(p.getAsDouble()));
  }
}
