package org.backflow.accelerator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/**
 * The FPGA resources of a systolic array of any shape and width, fitted to synthesised arrays.
 *
 * <p>Look-up tables and flip-flops are sums of terms with a reason each, their coefficients found
 * by least squares: bits of accumulators (R C of them), bits that pass operands on from element to
 * element, bits that delay operands into the skew, elements, edges (R + C), and a constant for the
 * control. A DSP block per element holds the multiplier while an operand has no more bits than the
 * block takes.
 */
public final class ResourceModel {

  /** The narrower port of the multiplier in a DSP48E1 (Xilinx UG479), sign included. */
  public static final int DSP_BITS = 18;

  private final boolean operandsStay;
  private final double[] luts;
  private final double[] flipFlops;
  private final List<SynthesisRow> rows;

  private ResourceModel(boolean operandsStay, List<SynthesisRow> rows) {
    this.operandsStay = operandsStay;
    this.rows = List.copyOf(rows);
    this.luts = fit(rows, row -> row.resources().luts());
    this.flipFlops = fit(rows, row -> row.resources().flipFlops());
  }

  /**
   * Fits a model to the rows of one kind of array.
   *
   * @param dataflow which array: {@code IS} is the weight-stationary one with operands exchanged
   * @throws IllegalArgumentException when {@code rows} holds too few such arrays
   */
  public static ResourceModel fit(Dataflow dataflow, List<SynthesisRow> rows) {
    String module = dataflow == Dataflow.OS ? "os_array" : "ws_array";
    String option = dataflow == Dataflow.OS ? "OverlapDrain" : "DoubleBuffer";
    List<SynthesisRow> chosen =
        rows.stream()
            .filter(row -> row.module().equals(module) && row.parameter(option) == 0)
            .toList();
    if (chosen.size() <= TERMS) {
      throw new IllegalArgumentException(
          chosen.size() + " rows of " + module + "; expected more than " + TERMS);
    }
    return new ResourceModel(dataflow != Dataflow.OS, chosen);
  }

  /** Returns the rows that the model was fitted to. */
  public List<SynthesisRow> rows() {
    return rows;
  }

  /**
   * Returns what an array takes.
   *
   * @param operandBits bits of either operand, 1 to {@value #DSP_BITS}
   * @param accumulatorBits bits of the sums
   * @throws IllegalArgumentException when an operand does not fit the multiplier of a DSP block
   */
  public FpgaResources estimate(ArrayShape array, int operandBits, int accumulatorBits) {
    if (operandBits < 1 || operandBits > DSP_BITS) {
      throw new IllegalArgumentException(
          "operands of " + operandBits + " bits; expected 1 to " + DSP_BITS + ", one DSP block");
    }
    double[] terms = terms(array, operandBits, accumulatorBits);
    return new FpgaResources(
        Math.max(0.0, dot(luts, terms)),
        Math.max(0.0, dot(flipFlops, terms)),
        array.elements(),
        0.0);
  }

  /**
   * How far estimates are from synthesis.
   *
   * @param rows how many arrays were estimated, each by a model fitted without it
   * @param largestLutPercent the largest difference in look-up tables, in percent of synthesis
   * @param largestFlipFlopPercent the largest difference in flip-flops, in percent of synthesis
   */
  public record FitError(int rows, double largestLutPercent, double largestFlipFlopPercent) {}

  /** Returns the error over all rows, each left out of the fit that estimates it. */
  public FitError leaveOneOutError() {
    double lutPercent = 0.0;
    double flipFlopPercent = 0.0;
    for (SynthesisRow left : rows) {
      List<SynthesisRow> others = rows.stream().filter(row -> !row.equals(left)).toList();
      FpgaResources estimate = new ResourceModel(operandsStay, others).estimate(left);
      lutPercent = Math.max(lutPercent, percent(estimate.luts(), left.resources().luts()));
      flipFlopPercent =
          Math.max(flipFlopPercent, percent(estimate.flipFlops(), left.resources().flipFlops()));
    }
    return new FitError(rows.size(), lutPercent, flipFlopPercent);
  }

  /** Returns the estimate for the array of {@code row}. */
  FpgaResources estimate(SynthesisRow row) {
    return estimate(
        new ArrayShape(row.parameter("Rows"), row.parameter("Columns")),
        row.parameter("AWidth"),
        row.parameter("AccWidth"));
  }

  private static double percent(double estimate, double synthesised) {
    return 100.0 * Math.abs(estimate - synthesised) / synthesised;
  }

  private static final int TERMS = 6;

  private double[] terms(ArrayShape array, int operandBits, int accumulatorBits) {
    double rows = array.rows();
    double columns = array.columns();
    // Weights stay where they were loaded, so only the other operand travels and is skewed.
    double passing = rows * (columns - 1) + (operandsStay ? 0.0 : columns * (rows - 1));
    double delays = rows * (rows - 1) + (operandsStay ? 0.0 : columns * (columns - 1));
    return new double[] {
      rows * columns * accumulatorBits,
      passing * operandBits,
      delays / 2.0 * operandBits,
      rows * columns,
      rows + columns,
      1.0
    };
  }

  /** Least squares in relative terms, so that a small array counts as much as a large one. */
  private double[] fit(List<SynthesisRow> rows, ToDoubleFunction<SynthesisRow> figure) {
    List<double[]> equations = new ArrayList<>();
    for (SynthesisRow row : rows) {
      double[] terms =
          terms(
              new ArrayShape(row.parameter("Rows"), row.parameter("Columns")),
              row.parameter("AWidth"),
              row.parameter("AccWidth"));
      double weight = 1.0 / figure.applyAsDouble(row);
      for (int term = 0; term < terms.length; term++) {
        terms[term] *= weight;
      }
      equations.add(terms);
    }
    double[] ones = new double[equations.size()];
    java.util.Arrays.fill(ones, 1.0);
    return new SingularValueDecomposition(
            new Array2DRowRealMatrix(equations.toArray(double[][]::new)))
        .getSolver()
        .solve(new ArrayRealVector(ones))
        .toArray();
  }

  private static double dot(double[] coefficients, double[] terms) {
    double sum = 0.0;
    for (int i = 0; i < terms.length; i++) {
      sum += coefficients[i] * terms[i];
    }
    return sum;
  }
}
