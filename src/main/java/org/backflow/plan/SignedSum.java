package org.backflow.plan;

import java.util.List;
import org.backflow.fixedpoint.Role;

/**
 * e<sub>l</sub>[i][j] = f 2<sup>-shift</sup> sum over k of +-delta[i][k]: the elements of the array
 * add or subtract every element as the sign of its feedback weight says, and multiply nothing. A
 * zero counts as plus, like its sign bit.
 *
 * @param source the delta that is summed
 * @param result e<sub>l</sub>, or what is folded to it
 * @param signs what the signs are of: stored feedback, or weights
 * @param signsTransposed whether {@code signs} is stored with rows and columns exchanged; rows or
 *     columns beyond the extent (the bias row) take no part
 * @param shift the bits by which the sum is shifted right on its conversion
 * @param scaled whether f is a number that grows over the epochs and not the constant one; each
 *     element then costs a multiplication by the magnitude of the stored feedback
 * @param groups into how many the elements of a row of the source and the units fall, in their
 *     order; a unit sums the K elements of its group
 */
public record SignedSum(
    String name,
    int layer,
    Tensor source,
    Tensor result,
    Tensor signs,
    boolean signsTransposed,
    int shift,
    boolean scaled,
    Extent extent,
    int groups)
    implements Operation {

  /** Checks that the groups are equal, and that weights are not scaled. */
  public SignedSum {
    Groups.requireEqual(name, extent.n(), Math.multiplyExact(extent.k(), groups), groups);
    if (scaled && signs.role() != Role.FEEDBACK) {
      throw new IllegalArgumentException(
          name + " scales " + signs + ", which are not stored feedback");
    }
  }

  /** Creates one of a single group. */
  public SignedSum(
      String name,
      int layer,
      Tensor source,
      Tensor result,
      Tensor signs,
      boolean signsTransposed,
      int shift,
      boolean scaled,
      Extent extent) {
    this(name, layer, source, result, signs, signsTransposed, shift, scaled, extent, 1);
  }

  /** Returns the elements of a row of the source. */
  public int sources() {
    return Math.multiplyExact(extent.k(), groups);
  }

  /** Returns the first source of the group of {@code unit}. */
  public int firstSource(int unit) {
    return Groups.firstSource(unit, extent.n(), sources(), groups);
  }

  /** Returns the index in the signs, row by row, of that of term {@code k} of {@code unit}. */
  public int sign(int k, int unit) {
    return signsTransposed
        ? unit % (extent.n() / groups) * sources() + firstSource(unit) + k
        : k * extent.n() + unit;
  }

  @Override
  public List<Tensor> reads() {
    return List.of(source, signs);
  }

  @Override
  public Phase phase() {
    return Phase.FEEDBACK;
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
