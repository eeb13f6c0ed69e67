package org.backflow.accelerator.resources;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.backflow.accelerator.ArrayShape;
import org.backflow.accelerator.array.WordWidths;

/**
 * Estimates the FPGA resources of an array of any shape and width from those of synthesised ones.
 *
 * <p>Every array takes one multiplier block per element and no block RAM. Registers of words are
 * counted; look-up tables and the flip-flops of control are weighted sums of the terms that {@link
 * ArrayKind} gives a reason for, their weights found by least squares of the relative errors, so
 * that a small array counts as much as a large one.
 */
public final class ResourceModel {

  /** Counts below it are control logic, whose relative error says nothing of an array. */
  public static final int SMALLEST_COMPARED = 100;

  /** The fewest rows: more than there are terms, when one of them is left out. */
  private static final int FEWEST_ROWS = 6;

  private final ArrayKind kind;
  private final List<SynthesisRow> rows;
  private final double[] lutWeights;
  private final double[] flipFlopWeights;

  private ResourceModel(ArrayKind kind, List<SynthesisRow> rows) {
    this.kind = kind;
    this.rows = List.copyOf(rows);
    this.lutWeights =
        fit(
            row -> kind.lutTerms(shape(row), widths(row)),
            row -> 0.0,
            row -> row.resources().luts());
    this.flipFlopWeights =
        fit(
            row -> kind.flipFlopTerms(shape(row)),
            row -> kind.countedFlipFlops(shape(row), widths(row)),
            row -> row.resources().flipFlops());
  }

  /**
   * Fits a model to the rows of one kind of array.
   *
   * @param rows what was synthesised for the family of {@code kind}; other rows are passed over
   * @return empty when too few such arrays were synthesised to leave one out
   */
  public static Optional<ResourceModel> fit(ArrayKind kind, List<SynthesisRow> rows) {
    List<SynthesisRow> chosen = rows.stream().filter(kind::includes).toList();
    return chosen.size() >= FEWEST_ROWS
        ? Optional.of(new ResourceModel(kind, chosen))
        : Optional.empty();
  }

  private double[] fit(
      Function<SynthesisRow, double[]> terms,
      ToDoubleFunction<SynthesisRow> counted,
      ToDoubleFunction<SynthesisRow> synthesised) {
    double[][] equations = new double[rows.size()][];
    double[] targets = new double[rows.size()];
    for (int i = 0; i < equations.length; i++) {
      SynthesisRow row = rows.get(i);
      double count = synthesised.applyAsDouble(row);
      equations[i] = Arrays.stream(terms.apply(row)).map(term -> term / count).toArray();
      targets[i] = (count - counted.applyAsDouble(row)) / count;
    }
    return new SingularValueDecomposition(new Array2DRowRealMatrix(equations))
        .getSolver()
        .solve(new ArrayRealVector(targets))
        .toArray();
  }

  /** Returns the rows that the model was fitted to. */
  public List<SynthesisRow> rows() {
    return rows;
  }

  /** Returns the array with the most elements that the model was fitted to. */
  public ArrayShape largest() {
    return rows.stream()
        .map(ResourceModel::shape)
        .max(Comparator.comparingLong(ArrayShape::elements))
        .orElseThrow();
  }

  /**
   * Returns what an array takes.
   *
   * @throws IllegalArgumentException when an operand does not fit a multiplier block
   */
  public FpgaResources estimate(ArrayShape shape, WordWidths widths) {
    kind.family().requireOneMultiplierBlock(widths);
    return new FpgaResources(
        Math.max(0.0, dot(lutWeights, kind.lutTerms(shape, widths))),
        Math.max(
            0.0,
            kind.countedFlipFlops(shape, widths) + dot(flipFlopWeights, kind.flipFlopTerms(shape))),
        shape.elements(),
        0.0);
  }

  /**
   * How far estimates are from synthesis.
   *
   * @param rows how many arrays were estimated by a model that had not seen them
   * @param largestLutPercent the largest difference in look-up tables, in percent of synthesis;
   *     empty where every count is below {@value #SMALLEST_COMPARED}
   * @param largestFlipFlopPercent the largest difference in flip-flops, likewise
   */
  public record FitError(
      int rows, OptionalDouble largestLutPercent, OptionalDouble largestFlipFlopPercent) {}

  /** Returns the error over all rows, each left out of the fit that estimates it. */
  public FitError leaveOneOutError() {
    return error(rows, left -> rows.stream().filter(row -> !row.equals(left)).toList());
  }

  /**
   * Returns the error over the largest arrays, estimated by a fit to the smaller ones alone: how
   * the model extrapolates.
   */
  public FitError largestArraysError() {
    long most = largest().elements();
    List<SynthesisRow> smaller = rows.stream().filter(row -> shape(row).elements() < most).toList();
    return error(
        rows.stream().filter(row -> shape(row).elements() == most).toList(), left -> smaller);
  }

  private FitError error(
      List<SynthesisRow> unseen, Function<SynthesisRow, List<SynthesisRow>> seen) {
    double[] luts = new double[unseen.size()];
    double[] flipFlops = new double[unseen.size()];
    for (int i = 0; i < luts.length; i++) {
      SynthesisRow row = unseen.get(i);
      FpgaResources estimate =
          new ResourceModel(kind, seen.apply(row)).estimate(shape(row), widths(row));
      luts[i] = percent(estimate.luts(), row.resources().luts());
      flipFlops[i] = percent(estimate.flipFlops(), row.resources().flipFlops());
    }
    return new FitError(unseen.size(), largest(luts), largest(flipFlops));
  }

  private static OptionalDouble largest(double[] percents) {
    return Arrays.stream(percents).filter(percent -> !Double.isNaN(percent)).max();
  }

  private static double percent(double estimated, double synthesised) {
    return synthesised < SMALLEST_COMPARED
        ? Double.NaN
        : 100.0 * Math.abs(estimated - synthesised) / synthesised;
  }

  private static ArrayShape shape(SynthesisRow row) {
    return new ArrayShape(row.parameter("Rows"), row.parameter("Columns"));
  }

  private static WordWidths widths(SynthesisRow row) {
    return new WordWidths(
        row.parameter("AWidth"), row.parameter("BWidth"), row.parameter("AccWidth"));
  }

  private static double dot(double[] weights, double[] terms) {
    double sum = 0.0;
    for (int i = 0; i < terms.length; i++) {
      sum += weights[i] * terms[i];
    }
    return sum;
  }
}
