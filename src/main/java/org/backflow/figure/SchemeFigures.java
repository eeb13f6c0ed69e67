package org.backflow.figure;

import static org.backflow.figure.Goal.MORE;
import static org.backflow.figure.Kind.RATIO;

import java.util.ArrayList;
import java.util.List;
import org.backflow.experiment.SchemeTest;

/** What a comparison says of a scheme. */
public final class SchemeFigures {

  static final Term GAIN =
      Term.of(
          "gain",
          "times",
          "A figure of backprop's whole step over that of the scheme's; above one is better. A step that"
              + " is a share s shorter gains 1 / (1 - s): 1.64 % fewer cycles are a gain of 1.0167x.");

  public static final Figure<ComparedScheme> GAIN_IN_CYCLES =
      Figure.<ComparedScheme>of(
              RATIO,
              "step_gain_in_cycles",
              GAIN,
              each -> (double) each.baseline().step().cycles() / each.step().step().cycles())
          .titled("in cycles")
          .better(MORE)
          .saying("Cycles of the baseline's step over those of this one.");

  public static final Figure<ComparedScheme> GAIN_IN_ENERGY =
      Figure.<ComparedScheme>of(
              RATIO,
              "step_gain_in_energy",
              GAIN,
              each ->
                  each.baseline().step().energy().totalPicojoules()
                      / each.step().step().energy().totalPicojoules())
          .titled("in energy")
          .better(MORE)
          .saying("Energy of the baseline's step over that of this one.");

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
