package org.backflow.layer;

import java.util.Optional;
import org.backflow.function.Activation;
import org.backflow.plan.Tensor;

/**
 * The output of a network, as a loss sees it.
 *
 * @param layer the number of the last layer
 * @param title how messages call that layer: {@code dense 10 logistic}
 * @param activation what it applies to its sums; nothing where they are the output
 * @param tensor the output, a row per sample
 * @param values words of a sample
 */
public record Output(
    int layer, String title, Optional<Activation> activation, Tensor tensor, int values) {

  /** Returns how messages name the layer, and that it applies nothing where it does not. */
  String described() {
    return activation.isPresent() ? title : title + " without an activation";
  }
}
