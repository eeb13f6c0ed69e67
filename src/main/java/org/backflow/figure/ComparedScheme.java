package org.backflow.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.backflow.accelerator.EnergyTable;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.SchemeResult;
import org.backflow.experiment.TrainingResult;

/**
 * A scheme of a comparison, priced by one energy table, beside the baseline.
 *
 * @param step of the scheme
 * @param baseline the step that gains are measured against
 */
public record ComparedScheme(SchemeResult scheme, PricedStep step, PricedStep baseline) {

  /** Returns the schemes of {@code result} in their order, with energies by {@code table}. */
  public static List<ComparedScheme> of(ComparisonResult result, EnergyTable table) {
    PricedStep baseline = priced(result, result.baseline(), table);
    List<ComparedScheme> schemes = new ArrayList<>();
    for (SchemeResult scheme : result.schemes()) {
      schemes.add(new ComparedScheme(scheme, priced(result, scheme, table), baseline));
    }
    return schemes;
  }

  /** Returns the same by the first energy table of the experiment. */
  public static List<ComparedScheme> of(ComparisonResult result) {
    return of(result, result.experiment().hardware().energyTables().get(0));
  }

  private static PricedStep priced(
      ComparisonResult result, SchemeResult scheme, EnergyTable table) {
    return PricedStep.of(
        scheme.plan(),
        scheme.cost(),
        result.experiment().hardware().accelerator(),
        result.experiment().hardware().arithmetic(),
        table);
  }

  /** Returns the name of the scheme. */
  public String name() {
    return scheme.scheme().name();
  }

  /** Returns what it costs beside the baseline. */
  CostedScheme costed() {
    return new CostedScheme(name(), step, baseline.step());
  }

  Optional<TrainingResult> trainedFloat() {
    return scheme.trainedFloat();
  }

  Optional<TrainingResult> trainedFixed() {
    return scheme.trainedFixed();
  }
}
