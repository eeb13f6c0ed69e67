package org.backflow.report.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.backflow.accelerator.EnergyTable;
import org.backflow.accelerator.StepCost;
import org.backflow.figure.CostFigures;
import org.backflow.figure.CostedScheme;
import org.backflow.figure.Figure;
import org.backflow.figure.FigureTable;
import org.backflow.figure.PricedStep;
import org.backflow.figure.TotalFigures;
import org.backflow.report.text.Decimals;
import org.backflow.report.text.Listing;
import org.backflow.report.text.TextTable;

/** What the phases of a step are of it, and what is to be gained in the feedback phase. */
final class FeedbackShare {

  private static final List<Figure<StepCost.Totals>> OF_PHASE =
      List.of(
          TotalFigures.CYCLES.keyed("totalCycles"),
          TotalFigures.MULTIPLIES,
          TotalFigures.ENERGY_PICOJOULES);

  private FeedbackShare() {}

  /** Returns the phases of {@code step} below each other, and what each is of the whole. */
  static TextTable phases(PricedStep step, EnergyTable table) {
    StepCost.Totals whole = step.step();
    Listing<CostRow> columns =
        CostRow.cycles(CostRow.listing("phase"))
            .column("share", row -> percent((double) row.sums().cycles(), (double) whole.cycles()));
    return CostRow.energy(columns)
        .column(
            "share",
            row -> percent(row.sums().energy().totalPicojoules(), whole.energy().totalPicojoules()))
        .table(CostRow.phases(step.cost(), table, step.accelerator()));
  }

  /** Returns the same as trees that become JSON. */
  static List<Map<String, Object>> trees(PricedStep step, EnergyTable table) {
    List<Map<String, Object>> trees = new ArrayList<>();
    for (CostRow phase : CostRow.phases(step.cost(), table, step.accelerator())) {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("phase", phase.name());
      tree.putAll(FigureTable.tree(OF_PHASE, phase.sums()));
      trees.add(tree);
    }
    return trees;
  }

  /** Returns the figures of a scheme, its name first. */
  static Map<String, Object> tree(CostedScheme scheme) {
    return FigureTable.tree(CostFigures.TABLE.columns(), scheme);
  }

  /**
   * Says in a sentence what feedback is of the step of {@code backprop}, and which of {@code
   * schemes} gains most.
   */
  static String sentence(CostedScheme backprop, List<CostedScheme> schemes) {
    String share =
        "feedback is %s of the cycles and %s of the energy of %s"
            .formatted(
                percent(CostFigures.SHARE_OF_CYCLES.number(backprop)),
                percent(CostFigures.SHARE_OF_ENERGY.number(backprop)),
                backprop.name());
    return schemes.stream()
        .filter(scheme -> !scheme.name().equals(backprop.name()))
        .max(Comparator.comparingDouble(CostFigures.GAIN_IN_CYCLES::number))
        .map(best -> share + "; " + best.name() + " gains " + gains(best))
        .orElse(share);
  }

  private static String gains(CostedScheme scheme) {
    return times(CostFigures.GAIN_IN_CYCLES.number(scheme))
        + " in cycles, "
        + times(CostFigures.GAIN_IN_ENERGY.number(scheme))
        + " in energy";
  }

  static String times(double gain) {
    return Decimals.fixed(gain, 4) + "x";
  }

  static String percent(double share) {
    return Decimals.fixed(share, share < 9.95 ? 2 : 1) + " %";
  }

  private static String percent(double part, double whole) {
    return percent(100.0 * part / whole);
  }
}
