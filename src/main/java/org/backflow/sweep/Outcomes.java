package org.backflow.sweep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.backflow.accelerator.StepCost;
import org.backflow.accelerator.resources.FpgaResources;
import org.backflow.accelerator.timeline.Timeline;
import org.backflow.experiment.SchemeTest;
import org.backflow.experiment.TrainingResult;
import org.backflow.figure.AccuracyFigures;
import org.backflow.figure.Figure;
import org.backflow.figure.Goal;
import org.backflow.figure.Kind;
import org.backflow.figure.MemoryFigures;
import org.backflow.figure.OperationFigures;
import org.backflow.figure.ResourceFigures;
import org.backflow.figure.SchemeFigures;
import org.backflow.figure.StepPart;
import org.backflow.figure.Term;
import org.backflow.figure.TimelineFigures;
import org.backflow.figure.TotalFigures;
import org.backflow.fixedpoint.Role;
import org.backflow.plan.Count;
import org.backflow.plan.StepPlan;
import org.backflow.quantized.AccumulatorProof;
import org.backflow.sweep.PointCost.PointEnergy;

/**
 * The outcomes of a point, in the order of their columns. Names of energy columns end in the name
 * of an energy table, here {@value #TABLE}.
 */
public final class Outcomes {

  /** Stands for the name of an energy table. */
  public static final String TABLE = "TABLE";

  /** The column that says in what estimates of FPGA resources are extrapolated. */
  public static final String EXTRAPOLATED = "resources_extrapolated";

  /** What the columns of gains in energy begin with. */
  static final String GAIN_IN_ENERGY = "gain_in_energy";

  private static final Term SHAPE_TERM =
      Term.of("shape of a design", "Sizes of the network and the accelerator of a point.");

  private static final List<Figure<PointCost>> SHAPE =
      List.of(
          shape(
              "hidden_layers",
              "layers",
              "Hidden layers of the network.",
              point -> (long) point.experiment().model().network().hidden().size()),
          shape(
              "weights",
              "words",
              "Weights and biases of the network, feedback not counted.",
              point -> weights(point.step().plan())),
          shape(
              "weight_bits",
              "bits",
              "Width of a stored weight.",
              point ->
                  (long) point.experiment().hardware().arithmetic().format(Role.WEIGHT).width()),
          shape(
              "array_rows",
              "elements",
              "Rows of the forward array.",
              point -> (long) point.experiment().hardware().accelerator().array().rows()),
          shape(
              "array_columns",
              "elements",
              "Columns of the forward array.",
              point -> (long) point.experiment().hardware().accelerator().array().columns()),
          shape(
                  "accumulator_bits_needed",
                  "bits",
                  "The widest sum of the step, proven from the formats, its sign included.",
                  point ->
                      (long)
                          AccumulatorProof.bitsNeeded(
                              point.step().plan(), point.experiment().hardware().arithmetic()))
              .better(Goal.LESS));

  static final List<Figure<PointCost>> COST = cost();

  /** By an energy table. */
  static final List<Figure<PointEnergy>> ENERGY =
      List.of(
          energy(
              "feedback_energy_picojoules",
              "of the feedback phase",
              PointEnergy::feedbackPicojoules),
          energy("step_energy_picojoules", "of one step", PointEnergy::stepPicojoules),
          energy(
              "sample_energy_picojoules",
              "of one step over the minibatch",
              each -> each.stepPicojoules() / each.minibatch()),
          Figure.<PointEnergy>of(
                  Kind.RATIO,
                  GAIN_IN_ENERGY,
                  SchemeFigures.GAIN_IN_ENERGY.term(),
                  each ->
                      each.baselinePicojoules().map(baseline -> baseline / each.stepPicojoules()))
              .better(Goal.MORE)
              .saying("Step energy of backprop in the same configuration over that of the point")
              .optional());

  private static final List<Figure<PointCost>> RESOURCES = resources();

  /** What training comes to, by arithmetic. */
  static final Map<String, List<Figure<TrainingResult>>> ACCURACY = accuracies();

  private Outcomes() {}

  private static Figure<PointCost> shape(
      String column, String unit, String meaning, Function<PointCost, Long> reader) {
    return Figure.<PointCost>of(Kind.COUNT, column, SHAPE_TERM, reader).in(unit).saying(meaning);
  }

  private static long weights(StepPlan plan) {
    return plan.weights().stream()
        .mapToLong(weight -> plan.shape(weight).elements())
        .reduce(0, Count::sum);
  }

  private static List<Figure<PointCost>> cost() {
    List<Figure<PointCost>> cost = new ArrayList<>(parts(TotalFigures.CYCLES));
    cost.add(TimelineFigures.LATENCY.of(Outcomes::timeline).inColumn("step_latency_cycles"));
    cost.add(TimelineFigures.INITIATION_INTERVAL.of(Outcomes::timeline));
    cost.add(
        Figure.<PointCost>of(
                Kind.NUMBER,
                "samples_per_second",
                Term.of(
                    "samples per second",
                    "1/s",
                    "Minibatch and clock over the initiation interval."),
                point ->
                    point.experiment().training().protocol().minibatch()
                        * point.experiment().hardware().accelerator().clockMegahertz()
                        * 1e6
                        / timeline(point).initiationIntervalCycles())
            .better(Goal.MORE));
    List<Figure<StepCost.Totals>> counts = new ArrayList<>(TotalFigures.ALL);
    // Energies have columns for each table; stalls stand last, as in files of before.
    counts.removeAll(
        List.of(TotalFigures.CYCLES, TotalFigures.STALL_CYCLES, TotalFigures.ENERGY_PICOJOULES));
    counts.add(TotalFigures.STALL_CYCLES);
    counts.forEach(figure -> cost.addAll(parts(figure)));
    cost.add(
        Figure.<PointCost>of(
                Kind.PERCENT,
                "utilization_percent",
                OperationFigures.UTILIZATION_TERM,
                point -> point.step().cost().utilizationPercent(point.step().accelerator()))
            .better(Goal.MORE)
            .saying(
                "Useful cycles of the elements of all arrays over their elements times"
                    + " step_cycles."));
    cost.add(
        Figure.<PointCost>of(
                Kind.RATIO,
                "gain_in_cycles",
                SchemeFigures.GAIN_IN_CYCLES.term(),
                point ->
                    point
                        .baselineCycles()
                        .map(cycles -> (double) cycles / point.step().step().cycles()))
            .better(Goal.MORE)
            .saying("step_cycles of backprop in the same configuration over those of the point.")
            .optional());
    MemoryFigures.ALL.forEach(figure -> cost.add(figure.of(point -> point.step().memory())));
    return List.copyOf(cost);
  }

  private static Timeline timeline(PointCost point) {
    return point.step().timeline();
  }

  private static List<Figure<PointCost>> parts(Figure<StepCost.Totals> figure) {
    return Arrays.stream(StepPart.values())
        .map(part -> part.figure(figure).<PointCost>of(PointCost::step))
        .toList();
  }

  private static Figure<PointEnergy> energy(
      String column, String of, Function<PointEnergy, Double> reader) {
    Figure<StepCost.Totals> energy = TotalFigures.ENERGY_PICOJOULES;
    return Figure.<PointEnergy>of(Kind.ENERGY, column, energy.term(), reader)
        .better(energy.goal())
        .saying("Energy " + of);
  }

  private static List<Figure<PointCost>> resources() {
    List<Figure<PointCost>> resources = new ArrayList<>();
    for (Figure<FpgaResources> figure : ResourceFigures.ALL) {
      resources.add(
          figure
              .<PointCost>ofOptional(PointCost::fpga)
              .saying(
                  "Of arrays, vector unit, control, memories and the router of the feedback, Xilinx"
                      + " 7 series: "
                      + figure.unit()
                      + "."));
    }
    resources.add(
        Figure.<PointCost>of(
                Kind.TEXT,
                EXTRAPOLATED,
                ResourceFigures.LUTS.term(),
                point ->
                    point.resources().map(estimate -> String.join("; ", estimate.extrapolated())))
            .in("")
            .saying(
                "In what the accelerator leaves the range that was synthesised, so that the four"
                    + " estimates before are extrapolated; empty where it does not.")
            .optional());
    return List.copyOf(resources);
  }

  private static Map<String, List<Figure<TrainingResult>>> accuracies() {
    Map<String, List<Figure<TrainingResult>>> accuracies = new LinkedHashMap<>();
    for (String arithmetic : List.of(SchemeTest.FLOAT, SchemeTest.FIXED)) {
      String of = arithmetic.equals(SchemeTest.FLOAT) ? "Single precision" : "Fixed point";
      accuracies.put(
          arithmetic,
          List.of(
              AccuracyFigures.MEAN.prefixed(arithmetic, of).inColumn(arithmetic + "_accuracy_mean"),
              AccuracyFigures.STANDARD_DEVIATION
                  .prefixed(arithmetic, of)
                  .inColumn(arithmetic + "_accuracy_sd")));
    }
    return accuracies;
  }

  /** Returns what is filled in before training but for energies, in the order of the columns. */
  static List<Figure<PointCost>> untrained() {
    return Stream.of(SHAPE, COST, RESOURCES).flatMap(List::stream).toList();
  }

  /** Returns the names of the columns that only training fills. */
  static List<String> trained() {
    return ACCURACY.values().stream().flatMap(List::stream).map(Figure::column).toList();
  }

  /** Returns every outcome, those of energy once. */
  public static List<Column> all() {
    return of(List.of(TABLE), false);
  }

  /**
   * Returns the columns of the outcomes.
   *
   * @param energyTables their names
   * @param tablesDiffer whether points have different energy tables
   */
  static List<Column> of(List<String> energyTables, boolean tablesDiffer) {
    List<Figure<?>> figures = new ArrayList<>(SHAPE);
    ACCURACY.values().forEach(figures::addAll);
    figures.addAll(COST);
    if (tablesDiffer) {
      for (Figure<PointEnergy> figure : ENERGY) {
        figures.add(figure.saying(figure.meaning() + ", by the first energy table of the point."));
      }
    }
    for (String table : energyTables) {
      for (Figure<PointEnergy> figure : ENERGY) {
        figures.add(
            figure
                .inColumn(figure.column() + "_" + named(table))
                .saying(figure.meaning() + ", by " + table + "."));
      }
    }
    figures.addAll(RESOURCES);
    return figures.stream().map(Column::outcome).toList();
  }

  /** Returns the name of an energy table as it ends the name of a column. */
  static String named(String table) {
    return table.equals(TABLE)
        ? TABLE
        : table.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
  }
}
