package org.backflow.figure;

import java.util.function.Function;
import org.backflow.accelerator.StepCost;

/** A part of a step that sums are made over. */
public enum StepPart {
  /** The feedback phase. */
  FEEDBACK("feedback", "Feedback phase", "Of the feedback phase of one step", PricedStep::feedback),
  /** All of it. */
  STEP("step", "Whole step", "Of one step", PricedStep::step);

  private final String label;
  private final String title;
  private final String of;
  private final Function<PricedStep, StepCost.Totals> totals;

  StepPart(String label, String title, String of, Function<PricedStep, StepCost.Totals> totals) {
    this.label = label;
    this.title = title;
    this.of = of;
    this.totals = totals;
  }

  /** Returns what names of columns begin with, and its key in JSON. */
  public String label() {
    return label;
  }

  /** Returns its name above rows of a table. */
  public String title() {
    return title;
  }

  /** Returns the sums over this part. */
  public StepCost.Totals totals(PricedStep step) {
    return totals.apply(step);
  }

  /** Returns a figure of sums as one of a step, under a name that begins with that of the part. */
  public Figure<PricedStep> figure(Figure<StepCost.Totals> figure) {
    return figure.<PricedStep>of(totals).prefixed(label, of);
  }
}
