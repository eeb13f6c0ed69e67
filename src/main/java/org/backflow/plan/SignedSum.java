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
    Extent extent)
    implements Operation {

  /** Checks that weights are not scaled. */
  public SignedSum {
    if (scaled && signs.role() != Role.FEEDBACK) {
      throw new IllegalArgumentException(
          name + " scales " + signs + ", which are not stored feedback");
    }
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
  public <R> R accept(Visitor<R> visitor) {
    return visitor.visit(this);
  }
}
