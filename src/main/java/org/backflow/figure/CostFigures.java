package org.backflow.figure;

import static org.backflow.figure.Goal.LESS;
import static org.backflow.figure.Goal.MORE;
import static org.backflow.figure.Kind.PERCENT;
import static org.backflow.figure.Kind.RATIO;

import java.util.ArrayList;
import java.util.List;

/** What carrying the error back is of a step, and what a scheme saves of it. */
public final class CostFigures {

  private static final Term GAIN =
      Term.of(
          "gain",
          "times",
          "A figure of backprop's whole step over that of the scheme's; above one is better. A step that"
              + " is a share s shorter gains 1 / (1 - s): 1.64 % fewer cycles are a gain of 1.0167x.");

  private static final Term SHARE =
      Term.of(
          "feedback share",
          "%",
          "What the feedback phase is of a whole step. More than it is no scheme can save.");

  public static final Figure<CostedScheme> SHARE_OF_CYCLES =
      Figure.<CostedScheme>of(
              PERCENT,
              "feedback_share_of_cycles_percent",
              SHARE,
              each -> 100.0 * each.step().feedback().cycles() / each.step().step().cycles())
          .titled("share")
          .better(LESS)
          .saying("Cycles of the feedback phase in those of the step.");

  public static final Figure<CostedScheme> SHARE_OF_ENERGY =
      Figure.<CostedScheme>of(
              PERCENT,
              "feedback_share_of_energy_percent",
              SHARE,
              each ->
                  100.0
                      * each.step().feedback().energy().totalPicojoules()
                      / each.step().step().energy().totalPicojoules())
          .titled("share")
          .better(LESS)
          .saying("Energy of the feedback phase in that of the step.");

  public static final Figure<CostedScheme> GAIN_IN_CYCLES =
      Figure.<CostedScheme>of(
              RATIO,
              "step_gain_in_cycles",
              GAIN,
              each -> (double) each.baseline().cycles() / each.step().step().cycles())
          .titled("in cycles")
          .better(MORE)
          .saying("Cycles of the baseline's step over those of this one.");

  public static final Figure<CostedScheme> GAIN_IN_ENERGY =
      Figure.<CostedScheme>of(
              RATIO,
              "step_gain_in_energy",
              GAIN,
              each ->
                  each.baseline().energy().totalPicojoules()
                      / each.step().step().energy().totalPicojoules())
          .titled("in energy")
          .better(MORE)
          .saying("Energy of the baseline's step over that of this one.");

  /** A row of what several schemes cost. */
  public static final FigureTable<CostedScheme> TABLE =
      new FigureTable<>(
          "cost-schemes",
          "backflow cost --layers --format csv of several schemes: a line per scheme",
          columns(),
          List.of("scheme"));

  private CostFigures() {}

  private static List<Figure<CostedScheme>> columns() {
    List<Figure<CostedScheme>> columns = new ArrayList<>();
    columns.add(RowNames.scheme(CostedScheme::name));
    for (StepPart part : StepPart.values()) {
      columns.add(part.figure(TotalFigures.CYCLES).of(CostedScheme::step));
      columns.add(part.figure(TotalFigures.ENERGY_PICOJOULES).of(CostedScheme::step));
    }
    columns.addAll(List.of(SHARE_OF_CYCLES, SHARE_OF_ENERGY, GAIN_IN_CYCLES, GAIN_IN_ENERGY));
    return columns;
  }
}
