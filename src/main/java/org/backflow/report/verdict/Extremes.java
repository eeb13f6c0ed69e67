package org.backflow.report.verdict;

import java.util.Comparator;
import java.util.function.ToDoubleFunction;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.SchemeResult;

/** The schemes of a comparison at either end of a figure, the first where several are alike. */
public final class Extremes {
  private Extremes() {}

  public static SchemeResult least(ComparisonResult result, ToDoubleFunction<SchemeResult> figure) {
    return result.schemes().stream().min(Comparator.comparingDouble(figure)).orElseThrow();
  }

  public static SchemeResult most(ComparisonResult result, ToDoubleFunction<SchemeResult> figure) {
    return least(result, scheme -> -figure.applyAsDouble(scheme));
  }
}
