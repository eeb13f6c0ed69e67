package org.backflow.sweep;

import static org.backflow.sweep.Column.Goal.LEAST;
import static org.backflow.sweep.Column.Goal.MOST;
import static org.backflow.sweep.Column.Goal.NONE;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The outcomes of a point, in the order of their columns. Names of energy columns end in the name
 * of an energy table, here {@value #TABLE}.
 */
public final class Outcomes {

  /** Stands for the name of an energy table. */
  public static final String TABLE = "TABLE";

  /** The column that says in what estimates of FPGA resources are extrapolated. */
  public static final String EXTRAPOLATED = "resources_extrapolated";

  static final List<Column> SHAPE =
      List.of(
          Column.count("hidden_layers", NONE, "layers", "hidden layers of the network"),
          Column.count(
              "weights", NONE, "words", "weights and biases of the network, feedback not counted"),
          Column.count("weight_bits", NONE, "bits", "width of a stored weight"),
          Column.count("array_rows", NONE, "elements", "rows of the forward array"),
          Column.count("array_columns", NONE, "elements", "columns of the forward array"),
          Column.count(
              "accumulator_bits_needed",
              LEAST,
              "bits",
              "the widest sum of the step, proven from the formats, its sign included"));

  static final List<Column> COST =
      List.of(
          Column.count("feedback_cycles", LEAST, "cycles", "feedback phase, stalls included"),
          Column.count(
              "step_cycles", LEAST, "cycles", "whole step, one operation after the other, stalls"),
          Column.count(
              "step_latency_cycles",
              LEAST,
              "cycles",
              "whole step, operations of different units at once"),
          Column.count(
              "initiation_interval_cycles",
              LEAST,
              "cycles",
              "from the start of a step to the start of the next"),
          Column.number(
              "samples_per_second",
              MOST,
              "1/s",
              "minibatch and clock over the initiation interval"),
          Column.count(
              "feedback_macs", LEAST, "MACs", "multiply-accumulates of the feedback phase"),
          Column.count("step_macs", LEAST, "MACs", "multiply-accumulates of the whole step"),
          Column.count(
              "feedback_multiplies", LEAST, "multiplies", "multiplications of the feedback phase"),
          Column.count("step_multiplies", LEAST, "multiplies", "multiplications of the whole step"),
          Column.count(
              "feedback_words", LEAST, "words", "words of W, B or selections read for feedback"),
          Column.count(
              "step_words", LEAST, "words", "words of W, B or selections read in the whole step"),
          Column.count(
              "feedback_dram_words", LEAST, "words", "words to and from DRAM for feedback"),
          Column.count(
              "step_dram_words", LEAST, "words", "words to and from DRAM in the whole step"),
          Column.count("feedback_stall_cycles", LEAST, "cycles", "waits for memory for feedback"),
          Column.count("step_stall_cycles", LEAST, "cycles", "waits for memory in the whole step"),
          Column.number(
              "utilization_percent",
              MOST,
              "%",
              "useful cycles of the elements of all arrays over their elements times step_cycles"),
          Column.number(
              "gain_in_cycles",
              MOST,
              "ratio",
              "step_cycles of backprop in the same configuration over those of the point"));

  static final List<Column> ENERGY =
      List.of(
          Column.number(
              "feedback_energy_picojoules_" + TABLE, LEAST, "pJ", "energy of the feedback phase"),
          Column.number("step_energy_picojoules_" + TABLE, LEAST, "pJ", "energy of the whole step"),
          Column.number(
              "sample_energy_picojoules_" + TABLE, LEAST, "pJ", "step energy over the minibatch"),
          Column.number(
              "gain_in_energy_" + TABLE,
              MOST,
              "ratio",
              "step energy of backprop in the same configuration over that of the point"));

  /** The energies of the table that a point has first, where points have different ones. */
  static final List<Column> OWN_ENERGY =
      ENERGY.stream()
          .map(
              column ->
                  new Column(
                      column.name().replace("_" + TABLE, ""),
                      column.kind(),
                      column.goal(),
                      false,
                      column.unit(),
                      column.meaning() + ", by the first energy table of the point"))
          .toList();

  static final List<Column> RESOURCES =
      List.of(
          Column.number(
              "luts",
              LEAST,
              "LUTs",
              "look-up tables of arrays, vector unit, control and the router of the feedback,"
                  + " Xilinx 7 series"),
          Column.number(
              "flip_flops", LEAST, "FFs", "flip-flops of arrays, vector unit and control"),
          Column.number(
              "dsps",
              LEAST,
              "DSPs",
              "multiplier blocks of arrays, vector unit and the router of the feedback"),
          Column.number(
              "block_rams",
              LEAST,
              "BRAMs",
              "block RAMs of the on-chip memories and the vector unit's tables"),
          Column.text(
              EXTRAPOLATED,
              "in what the accelerator leaves the range that was synthesised, so that the four"
                  + " estimates before are extrapolated; empty where it does not"));

  static final List<Column> ACCURACY =
      List.of(
          Column.number(
              "float_accuracy_mean",
              MOST,
              "fraction",
              "test accuracy after the last epoch in float, mean over the runs"),
          Column.number(
              "float_accuracy_sd", LEAST, "fraction", "its standard deviation over the runs"),
          Column.number(
              "fixed_accuracy_mean",
              MOST,
              "fraction",
              "test accuracy after the last epoch in fixed point, mean over the runs"),
          Column.number(
              "fixed_accuracy_sd", LEAST, "fraction", "its standard deviation over the runs"));

  private Outcomes() {}

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
    List<Column> columns = new ArrayList<>();
    columns.addAll(SHAPE);
    columns.addAll(ACCURACY);
    columns.addAll(COST);
    if (tablesDiffer) {
      columns.addAll(OWN_ENERGY);
    }
    for (String table : energyTables) {
      for (Column column : ENERGY) {
        columns.add(
            new Column(
                column.name().replace(TABLE, named(table)),
                column.kind(),
                column.goal(),
                false,
                column.unit(),
                column.meaning() + ", by " + table));
      }
    }
    columns.addAll(RESOURCES);
    return columns;
  }

  /** Returns the name of an energy table as it ends the name of a column. */
  static String named(String table) {
    return table.equals(TABLE)
        ? TABLE
        : table.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
  }
}
