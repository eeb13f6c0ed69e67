package org.backflow.layer;

import java.util.List;
import java.util.Optional;
import org.backflow.function.Activation;
import org.backflow.function.RateScaling;
import org.backflow.plan.Elementwise;
import org.backflow.plan.Ending;
import org.backflow.plan.Extent;
import org.backflow.plan.Phase;
import org.backflow.plan.Product;
import org.backflow.plan.Tensor;
import org.backflow.plan.View;

/** A layer that multiplies its input by weights, the bias in their last row, and activates. */
interface WeightedLayer extends Layer {

  /** Returns what is applied to the sums; nothing where they are the output. */
  Optional<Activation> activation();

  /** Returns the input as the left operand, without the constant one of the bias. */
  View left(Lowering step, Value input);

  /** Returns the columns of the weights. */
  int units();

  /** Returns what a layer is called that applies the activation to what {@code sums} is called. */
  default String titled(String sums) {
    return activation().map(function -> sums + " " + function.name()).orElse(sums);
  }

  /** Returns into how many groups they fall. */
  int groups();

  @Override
  default boolean hasWeights() {
    return true;
  }

  @Override
  default Value forward(Lowering step, int layer, Value input) {
    View left = left(step, input).withOne();
    step.emit(
        new Product(
            "forward." + layer,
            Phase.FORWARD,
            layer,
            left,
            View.of(Tensor.weight(layer), left.columns(), units()).grouped(groups()),
            sums(layer),
            Ending.SET));
    activation()
        .ifPresent(
            function ->
                step.emit(
                    new Elementwise(
                        "activate." + layer,
                        Phase.FORWARD,
                        layer,
                        function.function(),
                        List.of(sums(layer)),
                        Tensor.activation(layer),
                        sums(step, input))));
    return new Value(result(layer), output(input.shape()));
  }

  /** Returns what it makes as layer {@code layer}: its activations, or its sums. */
  default Tensor result(int layer) {
    return activation().isPresent() ? Tensor.activation(layer) : sums(layer);
  }

  /** Returns z of {@code layer}: an address where a table is looked up. */
  private Tensor sums(int layer) {
    return activation().filter(Activation::isLookUp).isPresent()
        ? Tensor.preactivation(layer)
        : Tensor.sum(layer);
  }

  /** Returns rows and columns of the sums. */
  private Extent sums(Lowering step, Value input) {
    return new Extent(left(step, input).rows(), units(), 1);
  }

  @Override
  default void update(Lowering step, int layer, Value input, Value output) {
    Extent sums = sums(step, input);
    step.emit(
        new Elementwise(
            "scale." + layer,
            Phase.UPDATE,
            layer,
            new RateScaling(step.shiftedLearningRate()),
            List.of(step.errorOfSums(layer)),
            Tensor.gradient(layer),
            sums));
    step.optimiser()
        .emit(
            new WeightUpdate(
                step,
                layer,
                left(step, input).withOne().transpose(),
                View.of(Tensor.gradient(layer), sums.m(), sums.n()).grouped(groups())));
  }
}
