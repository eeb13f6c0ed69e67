package org.backflow.accelerator.resources;

import org.backflow.accelerator.ArrayShape;
import org.backflow.accelerator.Dataflow;
import org.backflow.accelerator.FoldSequence;
import org.backflow.accelerator.array.WordWidths;

/**
 * Arrays that differ in numbers only: rows, columns, bits. Says which resources of such an array
 * are counted and for what reason others are fitted.
 *
 * @param family what it is synthesised for
 * @param operandStays whether weights or inputs stay in the elements; otherwise sums stay
 * @param folds whether elements have the second register that lets folds overlap
 */
public record ArrayKind(FpgaFamily family, boolean operandStays, FoldSequence folds) {

  /** Returns the kind that serves {@code dataflow}. */
  public static ArrayKind of(FpgaFamily family, Dataflow dataflow, FoldSequence folds) {
    return new ArrayKind(family, dataflow != Dataflow.OS, folds);
  }

  /** Returns the module of {@code hdl-ref/rtl}. */
  public String module() {
    return operandStays ? "ws_array" : "os_array";
  }

  /** Returns whether {@code row} is a synthesised array of this kind. */
  public boolean includes(SynthesisRow row) {
    return row.module().equals(module())
        && row.parameter(operandStays ? "DoubleBuffer" : "OverlapDrain") == secondRegisters()
        && (!operandStays || row.parameter("OutputRegister") == 0);
  }

  private int secondRegisters() {
    return folds == FoldSequence.OVERLAPPED ? 1 : 0;
  }

  /** Returns what look-up tables are needed for: one term per reason. */
  double[] lutTerms(ArrayShape shape, WordWidths widths) {
    // Sums are formed and shifted in logic where they stay, and inside the blocks where they move.
    double bits = operandStays ? widths.b() : widths.sum();
    double adders = shape.elements() * bits; // or multiplexers of weights
    double edges = shape.rows() + (double) shape.columns();
    double control = 1.0;
    if (operandStays && folds == FoldSequence.SEQUENTIAL) {
      // One register of weights needs no multiplexer: nothing grows with the elements.
      return new double[] {edges, control};
    }
    // A four-input table holds an adder or the multiplexer that takes the sum of the row above.
    return family.lutInputs() > 4
        ? new double[] {adders, edges, control}
        : new double[] {adders, (shape.rows() - 1.0) * shape.columns() * bits, edges, control};
  }

  /**
   * Returns the flip-flops that the structure says: sums or weights, and operands on their way,
   * less what a multiplier block takes in. It takes in the weight that it multiplies by if there is
   * but one, the sums that move, and the last registers of a row or a column of operands, as many
   * as it has itself.
   */
  double countedFlipFlops(ArrayShape shape, WordWidths widths) {
    double rows = shape.rows();
    double columns = shape.columns();
    double second = secondRegisters();
    double kept =
        (operandStays ? 2.0 * second * widths.b() : (1.0 + second) * widths.sum())
            * shape.elements();
    double right = rows * widths.a() * hops(shape.columns());
    double down = operandStays ? 0.0 : columns * widths.b() * hops(shape.rows());
    double skew = (rows * (rows - 1.0) * widths.a() + columns * (columns - 1.0) * widths.b()) / 2.0;
    return kept + right + down + skew;
  }

  /**
   * Returns the registers in logic between the first and the last of {@code elements} in a line.
   */
  private int hops(int elements) {
    return Math.max(0, elements - 1 - family.operandRegisters());
  }

  /** Returns what further flip-flops are needed for: one term per reason. */
  double[] flipFlopTerms(ArrayShape shape) {
    return new double[] {
      shape.rows() + (double) shape.columns(), // tokens and counters
      1.0 // control
    };
  }
}
