package org.backflow.plan;

import java.util.List;
import org.backflow.function.ElementFunction;
import org.backflow.function.GatedDifference;
import org.backflow.function.GatedError;
import org.backflow.function.Logistic;
import org.backflow.function.RateScaling;

/** The operations of dense logistic layers, one by one. */
public final class LogisticOperations {
  private static final Logistic LOGISTIC = new Logistic();

  private LogisticOperations() {}

  /** Returns a product of M x K by K x N words. */
  public static Product product(
      String name, Phase phase, int layer, Tensor left, Tensor right, Tensor result, Extent sums) {
    return new Product(
        name,
        phase,
        layer,
        View.of(left, sums.m(), sums.k()),
        View.of(right, sums.k(), sums.n()),
        result,
        Ending.SET);
  }

  /** Returns a = f(z). */
  public static Elementwise activate(int layer, Extent extent) {
    return elementwise(
        "activate.",
        Phase.FORWARD,
        LOGISTIC.function(),
        Tensor.activation(layer),
        extent,
        Tensor.preactivation(layer));
  }

  /** Returns delta = (a - t) f'(z). */
  public static Elementwise outputError(int layer, Extent extent) {
    return elementwise(
        "error.",
        Phase.OUTPUT_ERROR,
        new GatedDifference(LOGISTIC.slope()),
        Tensor.delta(layer),
        extent,
        Tensor.activation(layer),
        Tensor.target(layer));
  }

  /** Returns delta = e f'(z). */
  public static Elementwise hiddenDelta(int layer, Extent extent) {
    return elementwise(
        "delta.",
        Phase.FEEDBACK,
        new GatedError(LOGISTIC.slope()),
        Tensor.delta(layer),
        extent,
        Tensor.error(layer),
        Tensor.activation(layer));
  }

  /** Returns g = eta delta. */
  public static Elementwise scaleDelta(int layer, Extent extent, boolean shift) {
    return elementwise(
        "scale.",
        Phase.UPDATE,
        new RateScaling(shift),
        Tensor.gradient(layer),
        extent,
        Tensor.delta(layer));
  }

  /** Returns W -= a transposed g, M rows of W, a minibatch of K. */
  public static Product update(int layer, Extent sums) {
    return new Product(
        "update." + layer,
        Phase.UPDATE,
        layer,
        View.of(Tensor.activation(layer - 1), sums.k(), sums.m() - 1).withOne().transpose(),
        View.of(Tensor.gradient(layer), sums.k(), sums.n()),
        Tensor.weight(layer),
        Ending.SUBTRACT);
  }

  private static Elementwise elementwise(
      String name,
      Phase phase,
      ElementFunction function,
      Tensor result,
      Extent extent,
      Tensor... inputs) {
    int layer = result.layer();
    return new Elementwise(name + layer, phase, layer, function, List.of(inputs), result, extent);
  }
}
