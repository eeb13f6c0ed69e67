package org.backflow.accelerator.memory;

import java.util.function.IntUnaryOperator;
import org.backflow.plan.Count;

/**
 * How an operation that gathers fills the lanes of its unit: every element of a row is made of as
 * many terms as its row has.
 *
 * <p>The elements of a row fill the lanes ceil(elements / lanes) times, the last time perhaps in
 * part. A filling takes a cycle for each term, and one where there is none, for its result is
 * written all the same; rows follow one another, and the last result leaves after a register.
 */
public final class Gathering {

  private final int images;
  private final int rowsPerImage;
  private final int elements;
  private final int lanes;
  private final IntUnaryOperator terms;
  private final RowSums gathered;

  /**
   * Creates the rows of {@code images} that are alike.
   *
   * @param rowsPerImage windows, or pixels
   * @param elements of a row
   * @param lanes elements that are taken at once
   * @param terms of the elements of a row of an image
   */
  public Gathering(int images, int rowsPerImage, int elements, int lanes, IntUnaryOperator terms) {
    this.images = images;
    this.rowsPerImage = rowsPerImage;
    this.elements = elements;
    this.lanes = lanes;
    this.terms = terms;
    this.gathered = new RowSums(rowsPerImage, row -> (long) elements * terms.applyAsInt(row));
  }

  int rows() {
    return Math.multiplyExact(images, rowsPerImage);
  }

  int rowsPerImage() {
    return rowsPerImage;
  }

  int elements() {
    return elements;
  }

  int terms(int rowOfImage) {
    return terms.applyAsInt(rowOfImage);
  }

  int mostTerms() {
    int most = 0;
    for (int row = 0; row < rowsPerImage; row++) {
      most = Math.max(most, terms(row));
    }
    return most;
  }

  /** Returns how the elements of a row are shared out. */
  FoldedLength fillingsOfRow() {
    return new FoldedLength(elements, lanes);
  }

  /** Returns how often all rows fill the lanes. */
  public long fillings() {
    return Count.product(rows(), fillingsOfRow().parts());
  }

  /** Returns the words that the lanes gather for rows {@code first} to {@code end}, exclusive. */
  public long gatheredWords(int first, int end) {
    return gathered.between(first, end);
  }

  /** Returns the words that the lanes gather for all rows. */
  public long gatheredWords() {
    return gatheredWords(0, rows());
  }

  /** Returns the words that rows {@code first} to {@code end}, exclusive, leave. */
  public long results(int first, int end) {
    return (long) (end - first) * elements;
  }

  /** Returns the words that all rows leave. */
  public long results() {
    return results(0, rows());
  }

  /** Returns the cycles free of stalls. */
  public long computeCycles() {
    long ofImage = 0;
    for (int row = 0; row < rowsPerImage; row++) {
      ofImage += Math.max(1, terms(row));
    }
    long filled = Count.product(ofImage, fillingsOfRow().parts());
    return Count.sum(Count.product(images, filled), 1);
  }

  /** Returns the share of the lanes that have an element, averaged over the fillings. */
  public double filledPercent() {
    return 100.0 * elements / ((double) fillingsOfRow().parts() * lanes);
  }
}
