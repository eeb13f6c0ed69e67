package org.backflow.cosim;

import java.util.Map;
import java.util.TreeMap;
import org.backflow.accelerator.ArrayShape;
import org.backflow.accelerator.Dataflow;
import org.backflow.accelerator.FoldSequence;
import org.backflow.accelerator.array.OutputStationaryArray;
import org.backflow.accelerator.array.SystolicArray;
import org.backflow.accelerator.array.WeightStationaryArray;
import org.backflow.accelerator.array.WordWidths;

/**
 * One array as it is built: what the parameters of its testbench fix.
 *
 * @param kind which of the two arrays it is
 * @param shape rows and columns
 * @param widths operands and sums
 * @param wordBits the words that sums are converted to
 * @param sequence whether folds overlap
 * @param outputRegister whether sums of a weight-stationary array pass a register behind the bottom
 *     row
 */
record ArrayDesign(
    Kind kind,
    ArrayShape shape,
    WordWidths widths,
    int wordBits,
    FoldSequence sequence,
    boolean outputRegister) {

  /** The two arrays of the hardware reference. */
  enum Kind {
    OUTPUT_STATIONARY("tb_os_array", "OverlapDrain"),
    WEIGHT_STATIONARY("tb_ws_array", "DoubleBuffer");

    private final String testbench;
    private final String option;

    Kind(String testbench, String option) {
      this.testbench = testbench;
      this.option = option;
    }

    /** Returns the array that {@code dataflow} runs on. */
    static Kind of(Dataflow dataflow) {
      return dataflow == Dataflow.OS ? OUTPUT_STATIONARY : WEIGHT_STATIONARY;
    }
  }

  ArrayDesign {
    if (outputRegister && kind == Kind.OUTPUT_STATIONARY) {
      throw new IllegalArgumentException("an output-stationary array has no output register");
    }
  }

  boolean weightStationary() {
    return kind == Kind.WEIGHT_STATIONARY;
  }

  boolean overlapped() {
    return sequence == FoldSequence.OVERLAPPED;
  }

  String testbench() {
    return kind.testbench;
  }

  /** Returns the parameters of the testbench. */
  Map<String, Integer> parameters() {
    Map<String, Integer> parameters = new TreeMap<>();
    parameters.put("Rows", shape.rows());
    parameters.put("Columns", shape.columns());
    parameters.put("AWidth", widths.a());
    parameters.put("BWidth", widths.b());
    parameters.put("AccWidth", widths.sum());
    parameters.put("WordWidth", wordBits);
    parameters.put(kind.option, overlapped() ? 1 : 0);
    if (weightStationary()) {
      parameters.put("OutputRegister", outputRegister ? 1 : 0);
    }
    return parameters;
  }

  /** Returns the stepped model of this array, after its reset. */
  SystolicArray model() {
    return weightStationary()
        ? new WeightStationaryArray(shape, widths, overlapped(), outputRegister)
        : new OutputStationaryArray(shape, widths, overlapped());
  }

  /** Returns, as an example, {@code ws 4x3, 16 x 16 to 16 bits, overlapped}. */
  String label() {
    return "%s %s, %d x %d to %d bits, %s%s"
        .formatted(
            weightStationary() ? "ws" : "os",
            shape,
            widths.a(),
            widths.b(),
            wordBits,
            sequence.label(),
            outputRegister ? ", registered" : "");
  }

  @Override
  public String toString() {
    return testbench() + " " + parameters();
  }
}
