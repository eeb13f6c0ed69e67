package org.backflow.figure;

import static org.backflow.figure.Kind.COUNT;
import static org.backflow.figure.Kind.ENERGY;
import static org.backflow.figure.Kind.PERCENT;
import static org.backflow.figure.Kind.TEXT;
import static org.backflow.figure.TotalFigures.TRAFFIC;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.backflow.accelerator.OperationCost;
import org.backflow.accelerator.memory.Level;

/** What one operation costs. */
public final class OperationFigures {

  private static final Term EXTENT =
      Term.of(
          "extent",
          "Rows of the result (M), columns of the result (N) and length of the sums (K). In a forward"
              + " product M is the minibatch, N the units, K the inputs with the bias.");

  public static final Term UTILIZATION_TERM =
      Term.of(
              "utilization",
              "percent",
              "Useful element-cycles over all element-cycles: mapping efficiency, less the cycles that"
                  + " fill and drain the array. Of a whole step, what the vector unit and the router"
                  + " do is no work of an array, but the arrays wait meanwhile.")
          .formula("100 M N K / (R C cycles); off the array 100 M N K / (lanes cycles)");

  public static final Figure<PricedOperation> TOTAL_CYCLES =
      of(COUNT, "total_cycles", TotalFigures.CYCLES.term(), OperationCost::totalCycles);

  public static final Figure<PricedOperation> EFFECTIVE_MULTIPLIES =
      Figure.<PricedOperation>of(
              COUNT,
              "effective_multiplies",
              TotalFigures.MULTIPLIES.term(),
              operation ->
                  Optional.of(operation.cost().work().effectiveMultiplies())
                      .filter(count -> operation.accelerator().zeroGating()))
          .saying("Those that zero gating does not hold back; there where multipliers are gated.")
          .optional();

  /** In JSON; the causes of stalls and the traffic stand beside them. */
  public static final List<Figure<PricedOperation>> ALL =
      List.of(
          RowNames.<PricedOperation>operation(each -> each.cost().name()).keyed("name"),
          RowNames.phase(each -> each.cost().what().phaseLabel()),
          extent("m", "Rows of the result.", cost -> cost.what().extent().m()),
          extent("n", "Columns of the result.", cost -> cost.what().extent().n()),
          extent("k", "The length of a sum.", cost -> cost.what().extent().k()),
          of(
                  TEXT,
                  "dataflow",
                  Term.of(
                      "dataflow",
                      "What stays in the array while a fold runs: os sums, ws weights (B), is inputs"
                          + " (A). vector and router are units off the array."),
                  cost -> cost.what().mapping().label())
              .oneOf(List.of("os", "ws", "is", "vector", "router")),
          of(
                  COUNT,
                  "folds",
                  Term.of(
                          "fold",
                          "One filling of the array; a product larger than the array takes several."
                              + " Off the array, one filling of the lanes.")
                      .formula(
                          "os ceil(M/R) ceil(N/C); ws ceil(K/R) ceil(N/C); is ceil(K/R) ceil(M/C)"),
                  cost -> cost.when().folds())
              .in("folds"),
          of(
              COUNT,
              "compute_cycles",
              TotalFigures.COMPUTE_CYCLES.term(),
              cost -> cost.when().computeCycles()),
          of(
              COUNT,
              "stall_cycles",
              TotalFigures.STALL_CYCLES.term(),
              cost -> cost.when().stallCycles()),
          TOTAL_CYCLES,
          of(COUNT, "macs", TotalFigures.MACS.term(), cost -> cost.work().macs()),
          of(COUNT, "multiplies", TotalFigures.MULTIPLIES.term(), cost -> cost.work().multiplies()),
          EFFECTIVE_MULTIPLIES,
          of(
              PERCENT,
              "mapping_efficiency_percent",
              Term.of(
                      "mapping efficiency",
                      "percent",
                      "The share of array elements that a fold uses, averaged over the folds.")
                  .formula("os 100 M N / (folds R C)"),
              cost -> cost.used().mappingEfficiencyPercent()),
          of(
              PERCENT,
              "utilization_percent",
              UTILIZATION_TERM,
              cost -> cost.used().utilizationPercent()),
          of(
                  COUNT,
                  "scale_sim_total_cycles",
                  Term.of(
                          "scale-sim total cycles",
                          "clock cycles",
                          "What SCALE-Sim v2 and v3 print for the same product: the index of the last"
                              + " cycle, without the drain of output-stationary folds. To compare with"
                              + " its users' figures; there is none off the arrays.")
                      .formula(
                          "os folds (R + C + K - 2) - 1; ws folds (2R + C + M - 2) - 1; is folds (2R"
                              + " + C + N - 2) - 1"),
                  cost -> cost.when().scaleSimTotalCycles())
              .optional(),
          Figure.of(
              ENERGY,
              "energy_picojoules",
              TotalFigures.ENERGY_TERM,
              each -> each.table().energy(each.cost(), each.accelerator()).totalPicojoules()));

  private static final List<Figure<PricedOperation>> MOVED =
      List.of(
          moved(
              "sram_words",
              "words",
              "Words between on-chip memory and units.",
              c -> c.moved().words(Level.SRAM)),
          moved(
              "sram_bits",
              "bits",
              "Bits between on-chip memory and units.",
              c -> c.moved().bits(Level.SRAM)),
          moved(
              "dram_words",
              "words",
              "Words between DRAM and chip.",
              c -> c.moved().words(Level.DRAM)),
          moved(
              "dram_bits", "bits", "Bits between DRAM and chip.", c -> c.moved().bits(Level.DRAM)));

  public static final FigureTable<PricedOperation> TABLE =
      new FigureTable<>(
          "operations",
          "operations.csv and backflow cost --format csv: a line per scheme and operation",
          Stream.concat(
                  Stream.of(
                      RowNames.<PricedOperation>scheme(PricedOperation::scheme)
                          .optional()
                          .saying(
                              "The feedback scheme; empty for a plain product and a forward pass.")),
                  Stream.concat(
                      ALL.stream().filter(figure -> !figure.equals(EFFECTIVE_MULTIPLIES)),
                      MOVED.stream()))
              .toList(),
          List.of());

  private OperationFigures() {}

  private static Figure<PricedOperation> of(
      Kind kind, String column, Term term, Function<OperationCost, ?> reader) {
    return Figure.of(kind, column, term, each -> reader.apply(each.cost()));
  }

  private static Figure<PricedOperation> extent(
      String column, String meaning, Function<OperationCost, ?> reader) {
    return of(COUNT, column, EXTENT, reader).saying(meaning);
  }

  private static Figure<PricedOperation> moved(
      String column, String unit, String meaning, Function<OperationCost, ?> reader) {
    return of(COUNT, column, TRAFFIC, reader).in(unit).saying(meaning);
  }
}
