package org.backflow.plan;

import java.util.List;
import org.backflow.fixedpoint.FixedPointArithmetic;

/**
 * e<sub>l</sub>[i][j] = s delta[i][selection(j)]: a router.
 *
 * @param source the delta from which the elements are taken
 * @param sources elements of it in a row, one of which a connection takes
 * @param result e<sub>l</sub>, or what is folded to it
 * @param scaled whether s is a number that grows over the epochs and not the constant one; each
 *     element then costs a multiplication
 * @param groups into how many the sources and the units fall, in their order; a unit takes an
 *     element of its group
 */
public record Select(
    String name,
    int layer,
    Tensor source,
    int sources,
    Tensor result,
    Extent extent,
    boolean scaled,
    int groups)
    implements Operation {

  /** Checks that the groups are equal. */
  public Select {
    Groups.requireEqual(name, extent.n(), sources, groups);
  }

  /** Creates one of a single group. */
  public Select(
      String name,
      int layer,
      Tensor source,
      int sources,
      Tensor result,
      Extent extent,
      boolean scaled) {
    this(name, layer, source, sources, result, extent, scaled, 1);
  }

  /** Returns the first source of the group of {@code unit}, by which selections count. */
  public int firstSource(int unit) {
    return Groups.firstSource(unit, extent.n(), sources, groups);
  }

  @Override
  public List<Tensor> reads() {
    return List.of(source(), Tensor.feedback(layer));
  }

  @Override
  public Phase phase() {
    return Phase.FEEDBACK;
  }

  /** Returns whether a selected word is one of the result as it is: both have one format. */
  public boolean copies(FixedPointArithmetic arithmetic) {
    return !scaled && source.quantization(arithmetic).equals(result.quantization(arithmetic));
  }

  /** Tells where the stored F<sub>l</sub> is not zero. */
  public interface Occupancy {
    /** Returns whether the element of {@code row}, for {@code unit}, is not zero. */
    boolean at(int row, int unit);
  }

  /**
   * Returns selection(j) for every unit j: the row of the one non-zero in column j of
   * F<sub>l</sub>. Row 0 where a scale of zero left none: the product is then zero whatever is
   * selected.
   *
   * @param rows the rows of F<sub>l</sub>
   * @throws IllegalArgumentException when a column selects twice, or nothing without a scale
   */
  public int[] selection(int rows, Occupancy feedback) {
    int[] selection = new int[extent.n()];
    for (int unit = 0; unit < selection.length; unit++) {
      int found = 0;
      for (int row = 0; row < rows; row++) {
        if (feedback.at(row, unit)) {
          selection[unit] = row;
          found++;
        }
      }
      if (found > 1 || (found == 0 && !scaled)) {
        throw new IllegalArgumentException(
            Tensor.feedback(layer)
                + " selects "
                + found
                + " elements for unit "
                + unit
                + " of layer "
                + layer
                + "; expected one");
      }
    }
    return selection;
  }

  @Override
  public long macs() {
    return 0;
  }

  @Override
  public long multiplies() {
    return scaled ? extent.elements() : 0;
  }

  @Override
  public long adds() {
    return 0;
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
