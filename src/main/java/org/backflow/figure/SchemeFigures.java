package org.backflow.figure;

import java.util.ArrayList;
import java.util.List;
import org.backflow.experiment.SchemeTest;

/** What a comparison says of a scheme. */
public final class SchemeFigures {

  public static final Figure<ComparedScheme> GAIN_IN_CYCLES =
      CostFigures.GAIN_IN_CYCLES.of(ComparedScheme::costed);

  public static final Figure<ComparedScheme> GAIN_IN_ENERGY =
      CostFigures.GAIN_IN_ENERGY.of(ComparedScheme::costed);

  public static final List<Figure<ComparedScheme>> GAINS = List.of(GAIN_IN_CYCLES, GAIN_IN_ENERGY);

  /** Of all that is said of a scheme, a row of {@code schemes.csv}. */
  public static final FigureTable<ComparedScheme> TABLE =
      new FigureTable<>(
          "schemes",
          "schemes.csv and backflow compare --format csv: a line per scheme",
          columns(),
          List.of("scheme"));

  private SchemeFigures() {}

  private static List<Figure<ComparedScheme>> columns() {
    List<Figure<ComparedScheme>> columns = new ArrayList<>();
    columns.add(RowNames.scheme(ComparedScheme::name));
    for (var figure : AccuracyFigures.ALL) {
      columns.add(
          figure
              .ofOptional(ComparedScheme::trainedFloat)
              .prefixed(SchemeTest.FLOAT, "Single precision"));
    }
    for (var figure : AccuracyFigures.ALL) {
      columns.add(
          figure
              .ofOptional(ComparedScheme::trainedFixed)
              .prefixed(SchemeTest.FIXED, "Fixed point"));
    }
    for (StepPart part : StepPart.values()) {
      for (var figure : TotalFigures.ALL) {
        columns.add(part.figure(figure).of(ComparedScheme::step));
      }
    }
    columns.addAll(GAINS);
    MemoryFigures.ALL.forEach(figure -> columns.add(figure.of(each -> each.step().memory())));
    return columns;
  }
}
