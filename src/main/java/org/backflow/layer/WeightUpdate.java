package org.backflow.layer;

import java.util.List;
import org.backflow.fixedpoint.Role;
import org.backflow.function.ElementFunction;
import org.backflow.function.LinearCombination;
import org.backflow.function.RateDecay;
import org.backflow.plan.Elementwise;
import org.backflow.plan.Ending;
import org.backflow.plan.Extent;
import org.backflow.plan.Phase;
import org.backflow.plan.Product;
import org.backflow.plan.Tensor;
import org.backflow.plan.View;

/** The update of the weights of a layer while an optimiser lowers itself to it. */
public final class WeightUpdate {

  private final Lowering step;
  private final int layer;
  private final View inputs;
  private final View errors;

  /**
   * Creates an update.
   *
   * @param inputs a row per word of a column of the weights
   * @param errors eta times the errors of the sums, a column per column of the weights
   */
  WeightUpdate(Lowering step, int layer, View inputs, View errors) {
    this.step = step;
    this.layer = layer;
    this.inputs = inputs;
    this.errors = errors;
  }

  /** Returns W. */
  public Tensor weights() {
    return Tensor.weight(layer);
  }

  /** Returns v, which is zero before the first step. */
  public Tensor velocity() {
    return new Tensor(Role.VELOCITY, layer);
  }

  /** Returns eta (g + lambda W), once {@link #gradient(double)} has computed it. */
  public Tensor gradient() {
    return new Tensor(Role.WEIGHT_GRADIENT, layer);
  }

  /** Computes eta (g + lambda W), g summed or averaged over the samples as eta is. */
  public void gradient(double lambda) {
    if (lambda == 0.0) {
      product("gradient", gradient(), Ending.SET);
      return;
    }
    elementwise(
        "decay", new RateDecay(lambda * step.samplesInRate()), List.of(weights()), gradient());
    product("gradient", gradient(), Ending.ADD);
  }

  /**
   * Emits the product of inputs and errors, eta g.
   *
   * @param name the name of the operation, to which the layer is added
   * @param ending what becomes of {@code result}
   */
  public void product(String name, Tensor result, Ending ending) {
    step.emit(new Product(name + "." + layer, Phase.UPDATE, layer, inputs, errors, result, ending));
  }

  /**
   * Emits a sum of tensors of the shape of the weights, each times a constant.
   *
   * @param name the name of the operation, to which the layer is added
   */
  public void combine(String name, List<Double> factors, List<Tensor> tensors, Tensor result) {
    elementwise(name, new LinearCombination(name, factors), tensors, result);
  }

  private void elementwise(
      String name, ElementFunction function, List<Tensor> tensors, Tensor result) {
    step.emit(
        new Elementwise(
            name + "." + layer,
            Phase.UPDATE,
            layer,
            function,
            tensors,
            result,
            new Extent(inputs.rows(), Math.multiplyExact(errors.columns(), errors.groups()), 1)));
  }
}
