package org.backflow.accelerator.resources;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.backflow.accelerator.ArrayShape;
import org.backflow.accelerator.array.WordWidths;

/**
 * Estimates the FPGA resources of an array of any shape and width from those of synthesised ones.
 *
 * <p>Multiplier blocks and registers of words are counted; look-up tables and the flip-flops of
 * control are weighted sums of the terms that {@link ArrayKind} gives a reason for, their weights
 * found by least squares of the relative errors, so that a small array counts as much as a large
 * one.
 */
public final class ResourceModel {

  /** The fewest rows: more than there are terms, when one of them is left out. */
  private static final int FEWEST_ROWS = 6;

  private final ArrayKind kind;
  private final List<SynthesisRow> rows;
  private final FittedRange range;
  private final double[] lutWeights;
  private final double[] flipFlopWeights;

  private ResourceModel(ArrayKind kind, List<SynthesisRow> rows) {
    this.kind = kind;
    this.rows = List.copyOf(rows);
    this.range = FittedRange.of(rows);
    this.lutWeights =
        LeastSquares.weights(
            rows,
            row -> kind.lutTerms(row.shape(), row.widths()),
            row -> 0.0,
            row -> row.resources().luts());
    this.flipFlopWeights =
        LeastSquares.weights(
            rows,
            row -> kind.flipFlopTerms(row.shape()),
            row -> kind.countedFlipFlops(row.shape(), row.widths()),
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

  /** Returns the kind of the arrays. */
  public ArrayKind kind() {
    return kind;
  }

  /** Returns the rows that the model was fitted to. */
  public List<SynthesisRow> rows() {
    return rows;
  }

  /** Returns what was synthesised; beyond it estimates are extrapolated. */
  public FittedRange range() {
    return range;
  }

  /** Returns the array with the most elements that the model was fitted to. */
  public ArrayShape largest() {
    return rows.stream()
        .map(SynthesisRow::shape)
        .max(Comparator.comparingLong(ArrayShape::elements))
        .orElseThrow();
  }

  /**
   * Returns what an array takes.
   *
   * @throws IllegalArgumentException when arrays of such widths are of another kind
   */
  public Estimate estimate(ArrayShape shape, WordWidths widths) {
    if (kind.family().mapping(widths) != kind.mapping()) {
      throw new IllegalArgumentException(
          "operands of "
              + widths.a()
              + " and "
              + widths.b()
              + " bits, sums of "
              + widths.sum()
              + "; expected "
              + kind.mapping().title()
              + " on "
              + kind.family().title());
    }
    FpgaResources resources =
        new FpgaResources(
            Math.max(0.0, LeastSquares.sum(lutWeights, kind.lutTerms(shape, widths))),
            Math.max(
                0.0,
                kind.countedFlipFlops(shape, widths)
                    + LeastSquares.sum(flipFlopWeights, kind.flipFlopTerms(shape))),
            shape.elements() * kind.blocksPerProduct(widths),
            0.0);
    return new Estimate(resources, range.leftBy(shape, widths));
  }

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
    List<SynthesisRow> smaller =
        rows.stream().filter(row -> row.shape().elements() < most).toList();
    return error(
        rows.stream().filter(row -> row.shape().elements() == most).toList(), left -> smaller);
  }

  private FitError error(
      List<SynthesisRow> unseen, Function<SynthesisRow, List<SynthesisRow>> seen) {
    return FitError.over(
        unseen,
        row ->
            new ResourceModel(kind, seen.apply(row))
                .estimate(row.shape(), row.widths())
                .resources());
  }
}
