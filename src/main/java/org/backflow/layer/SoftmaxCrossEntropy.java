package org.backflow.layer;

import java.util.Arrays;
import java.util.List;
import org.backflow.fixedpoint.Role;
import org.backflow.function.Exponential;
import org.backflow.function.ShareError;
import org.backflow.plan.Elementwise;
import org.backflow.plan.Extent;
import org.backflow.plan.Phase;
import org.backflow.plan.Reduce;
import org.backflow.plan.Tensor;

/**
 * Minus the sum of t ln p, where p = exp(z) / sum of exp(z) over all sums z of the last layer,
 * which activates nothing. The targets of a sample add up to one, so the error of a sum is p - t.
 *
 * <p>The largest sum is subtracted first, which changes no p. In fixed point the exponential is a
 * table, their sum is exact, and every p takes one exact division.
 */
public record SoftmaxCrossEntropy() implements Loss {

  @Override
  public String name() {
    return "softmax-cross-entropy";
  }

  @Override
  public void requireFit(Output output) {
    if (output.activation().isPresent()) {
      throw new IllegalArgumentException(
          name() + " after " + output.described() + "; expected no activation, for softmax is one");
    }
  }

  @Override
  public void emit(Lowering step, Output output) {
    int layer = output.layer();
    int rows = step.batch();
    int columns = output.values();
    Extent elements = new Extent(rows, columns, 1);
    Tensor maximum = new Tensor(Role.MAXIMUM, layer);
    Tensor exponential = new Tensor(Role.EXPONENTIAL, layer);
    Tensor total = new Tensor(Role.TOTAL, layer);
    Phase phase = Phase.OUTPUT_ERROR;
    step.emit(
        Reduce.ofRows(
            "maximum." + layer,
            phase,
            layer,
            Reduce.Kind.MAX,
            output.tensor(),
            rows,
            columns,
            maximum));
    step.emit(
        new Elementwise(
            "exponential." + layer,
            phase,
            layer,
            new Exponential(),
            List.of(output.tensor(), maximum),
            exponential,
            elements));
    step.emit(
        Reduce.ofRows(
            "total." + layer, phase, layer, Reduce.Kind.SUM, exponential, rows, columns, total));
    step.emit(
        new Elementwise(
            "error." + layer,
            phase,
            layer,
            new ShareError(),
            List.of(exponential, total, Tensor.target(layer)),
            Tensor.delta(layer),
            elements));
  }

  @Override
  public double value(double[] output, double[] target) {
    double largest = Arrays.stream(output).max().orElseThrow();
    double logarithm = StrictMath.log(total(output, largest));
    double loss = 0.0;
    for (int i = 0; i < output.length; i++) {
      loss -= target[i] * (output[i] - largest - logarithm);
    }
    return loss;
  }

  @Override
  public double[] likelihoods(double[] output) {
    double largest = Arrays.stream(output).max().orElseThrow();
    double total = total(output, largest);
    return Arrays.stream(output).map(sum -> StrictMath.exp(sum - largest) / total).toArray();
  }

  private static double total(double[] output, double largest) {
    double total = 0.0;
    for (double sum : output) {
      total += StrictMath.exp(sum - largest);
    }
    return total;
  }
}
