package org.backflow.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * e<sub>l</sub>[i][j] = sum over the K connections c of unit j of delta[i][selection(j, c)]
 * F<sub>l</sub>[selection(j, c)][j], selections ascending: a router with a multiplier-adder per
 * lane.
 *
 * @param source the delta from which the elements are taken
 * @param sources elements of it in a row, one of which a connection takes
 * @param result e<sub>l</sub>, or what is folded to it
 * @param extent K is the number of connections per unit
 * @param groups into how many the sources and the units fall, in their order; a unit takes elements
 *     of its group
 */
public record SparseProduct(
    String name, int layer, Tensor source, int sources, Tensor result, Extent extent, int groups)
    implements Operation {

  /** Checks that the groups are equal. */
  public SparseProduct {
    Groups.requireEqual(name, extent.n(), sources, groups);
  }

  /** Creates one of a single group. */
  public SparseProduct(
      String name, int layer, Tensor source, int sources, Tensor result, Extent extent) {
    this(name, layer, source, sources, result, extent, 1);
  }

  /** Returns the first source of the group of {@code unit}, by which selections count. */
  public int firstSource(int unit) {
    return Groups.firstSource(unit, extent.n(), sources, groups);
  }

  @Override
  public List<Tensor> reads() {
    return List.of(source, Tensor.feedback(layer));
  }

  @Override
  public Phase phase() {
    return Phase.FEEDBACK;
  }

  /**
   * Returns selection(j, c) for every unit j and connection c, ascending: the rows of the non-zeros
   * in column j of F<sub>l</sub>. A column that a scale or a narrow format left with fewer is
   * filled up with the first rows that hold zero, which add nothing to the sum.
   *
   * @param rows the rows of F<sub>l</sub>
   * @throws IllegalArgumentException when a column has more than K non-zeros
   */
  public int[][] selections(int rows, Select.Occupancy feedback) {
    int[][] selections = new int[extent.n()][];
    for (int unit = 0; unit < selections.length; unit++) {
      selections[unit] = selection(rows, feedback, unit);
    }
    return selections;
  }

  private int[] selection(int rows, Select.Occupancy feedback, int unit) {
    List<Integer> occupied = new ArrayList<>();
    List<Integer> empty = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      (feedback.at(row, unit) ? occupied : empty).add(row);
    }
    if (occupied.size() > extent.k()) {
      throw new IllegalArgumentException(
          Tensor.feedback(layer)
              + " has "
              + occupied.size()
              + " elements for unit "
              + unit
              + " of layer "
              + layer
              + "; expected at most "
              + extent.k());
    }
    occupied.addAll(empty.subList(0, extent.k() - occupied.size()));
    return occupied.stream().mapToInt(Integer::intValue).sorted().toArray();
  }

  @Override
  public long macs() {
    return extent.products();
  }

  @Override
  public long multiplies() {
    return extent.products();
  }

  @Override
  public long adds() {
    return extent.products();
  }

  @Override
  public boolean appliesFeedback() {
    return true;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.visit(this);
  }
}
