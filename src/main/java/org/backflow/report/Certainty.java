package org.backflow.report;

import java.util.OptionalDouble;
import org.backflow.experiment.SchemeTest;

/** How sure a difference between a scheme and the baseline is, in words that name the test. */
final class Certainty {

  private Certainty() {}

  /** Returns {@code more than chance by Wilcoxon's signed ranks after Holm, p = 0.0004}. */
  static String of(SchemeTest test) {
    OptionalDouble p = test.decidingP();
    if (p.isEmpty()) {
      return test.difference().differences().runs().size() < 2
          ? "one run, so it may be chance"
          : "the same in every run";
    }
    return (test.isSignificant() ? "more than chance" : "may be chance")
        + " by "
        + test.decision().label()
        + " after Holm, p "
        + StatisticsTable.comparedProbability(p.getAsDouble());
  }
}
