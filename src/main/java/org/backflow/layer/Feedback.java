package org.backflow.layer;

import org.backflow.feedback.FeedbackScheme;
import org.backflow.network.NetworkShape;
import org.backflow.plan.Ending;
import org.backflow.plan.Extent;
import org.backflow.plan.Operation;
import org.backflow.plan.Phase;
import org.backflow.plan.Product;
import org.backflow.plan.Select;
import org.backflow.plan.SignedSum;
import org.backflow.plan.SparseProduct;
import org.backflow.plan.Tensor;
import org.backflow.plan.View;

/**
 * How a scheme carries an error from one tensor to another. It sees how many sources and units a
 * group has, and nothing of the layers; the F of the groups stand side by side.
 *
 * @param scaled whether stored feedback is multiplied by a scale other than one
 */
record Feedback(FeedbackScheme scheme, boolean scaled) {

  private static final int HIDDEN = 1;

  /**
   * A way back.
   *
   * @param layer the layer that receives the error; F carries its number
   * @param rows of both tensors
   * @param source the error that is carried
   * @param sources words of a row of it
   * @param result where it goes
   * @param units words of a row of that
   * @param weights what a scheme reads that stores no F: the units of a group (and a bias row) x
   *     sources
   * @param groups into how many sources and units fall, the units of a group side by side
   */
  record Path(
      int layer,
      int rows,
      Tensor source,
      int sources,
      Tensor result,
      int units,
      Tensor weights,
      int groups) {

    /** Returns the sources and the units of a group. */
    NetworkShape shape() {
      return NetworkShape.of(1, units / groups, sources / groups);
    }
  }

  /** Returns whether every layer receives the error of the output. */
  boolean isDirect() {
    return scheme.source(NetworkShape.of(1, 1, 1, 1), HIDDEN) > HIDDEN + 1;
  }

  /**
   * Emits the operation that carries the error along {@code path}.
   *
   * @throws IllegalArgumentException when the scheme cannot serve so many sources
   */
  void emit(Lowering step, Path path) {
    NetworkShape shape = path.shape();
    scheme.requireFit(shape);
    step.emit(operation(path, shape));
  }

  private Operation operation(Path path, NetworkShape shape) {
    String name = "feedback." + path.layer();
    int layer = path.layer();
    Tensor stored = Tensor.feedback(layer);
    Extent elements = new Extent(path.rows(), path.units(), 1);
    Extent sums = new Extent(path.rows(), path.units(), scheme.terms(shape, HIDDEN));
    return switch (scheme.operator()) {
      case TRANSPOSED_WEIGHTS ->
          product(path, View.of(path.weights(), shape.width(HIDDEN), path.sources()).transpose());
      case STORED_MATRIX -> product(path, View.of(stored, shape.outputs(), path.units()));
      case SELECTION ->
          new Select(
              name,
              layer,
              path.source(),
              path.sources(),
              path.result(),
              elements,
              scaled,
              path.groups());
      case SPARSE ->
          new SparseProduct(
              name, layer, path.source(), path.sources(), path.result(), sums, path.groups());
      case SIGNS -> signs(path, stored, false, shape, scaled, sums);
      case TRANSPOSED_SIGNS -> signs(path, path.weights(), true, shape, false, sums);
    };
  }

  private Operation signs(
      Path path,
      Tensor signs,
      boolean transposed,
      NetworkShape shape,
      boolean isScaled,
      Extent sums) {
    return new SignedSum(
        "feedback." + path.layer(),
        path.layer(),
        path.source(),
        path.result(),
        signs,
        transposed,
        scheme.shift(shape, HIDDEN),
        isScaled,
        sums,
        path.groups());
  }

  private static Product product(Path path, View right) {
    return new Product(
        "feedback." + path.layer(),
        Phase.FEEDBACK,
        path.layer(),
        View.of(path.source(), path.rows(), path.sources()).grouped(path.groups()),
        right.grouped(path.groups()),
        path.result(),
        Ending.SET);
  }
}
