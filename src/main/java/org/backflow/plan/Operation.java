package org.backflow.plan;

import java.util.List;

/**
 * One operation of a training step. The set is closed; readers handle each kind in a {@link
 * Visitor}, so a new kind cannot be forgotten by any of them.
 */
public sealed interface Operation
    permits Product, Elementwise, Reduce, Fold, Select, SparseProduct, SignedSum {

  /** Returns a name that is unique within the step: {@code forward.1}. */
  String name();

  /** Returns the phase it belongs to. */
  Phase phase();

  /** Returns the layer it computes, 1 to L. */
  int layer();

  /** Returns the tensors it reads, a tensor that it changes among them. */
  List<Tensor> reads();

  /** Returns the tensor it writes. */
  Tensor result();

  /** Returns the tensors it writes, {@link #result} first. */
  default List<Tensor> writes() {
    return List.of(result());
  }

  /** Returns rows of the result (M), columns of the result (N) and length of the sums (K). */
  Extent extent();

  /** Returns the multiply-accumulates it issues: M N K of a product, else zero. */
  long macs();

  /** Returns the multiplications it issues, those inside multiply-accumulates included. */
  long multiplies();

  /**
   * Returns the additions and subtractions it issues, those inside multiply-accumulates included.
   */
  long adds();

  /** Returns whether it applies F: carries errors back by products, sums or selections. */
  default boolean appliesFeedback() {
    return false;
  }

  /** Calls the method of {@code visitor} for this kind. */
  <R> R accept(Visitor<R> visitor);

  /**
   * What each kind of operation means to a reader of the plan.
   *
   * @param <R> what the reader makes of an operation
   */
  interface Visitor<R> {
    /** Handles a matrix product. */
    R visit(Product operation);

    /** Handles a function of single elements. */
    R visit(Elementwise operation);

    /** Handles sums, or the largest, of windows. */
    R visit(Reduce operation);

    /** Handles windows that are added back to images. */
    R visit(Fold operation);

    /** Handles a selection. */
    R visit(Select operation);

    /** Handles a product with a few elements per unit. */
    R visit(SparseProduct operation);

    /** Handles a sum of added and subtracted elements. */
    R visit(SignedSum operation);
  }
}
