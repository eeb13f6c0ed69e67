package org.backflow.plan;

import java.util.List;
import java.util.stream.IntStream;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.layer.DensePlan;
import org.backflow.network.Initialization;
import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;
import org.backflow.random.RandomStream;

/**
 * A small training problem that one seed determines: a network of one to four layers, a minibatch,
 * weights, feedback matrices and data. It prints as what repeats it.
 */
public record TrainingCase(long seed, NetworkShape network, int batch) {

  /** Returns the problem of {@code seed}. */
  public static TrainingCase of(long seed) {
    RandomStream random = RandomStream.of(seed, "training-case");
    int layers = 1 + random.nextInt(4);
    Integer[] widths =
        IntStream.rangeClosed(0, layers)
            .mapToObj(layer -> 1 + random.nextInt(6))
            .toArray(Integer[]::new);
    return new TrainingCase(seed, NetworkShape.of(widths), 1 + random.nextInt(4));
  }

  /** Returns the plan of a step by {@code scheme}. */
  public StepPlan plan(FeedbackScheme scheme, StepPlan.Options options) {
    return DensePlan.of(network, scheme, batch, options);
  }

  /** Returns the plan of a step by {@code scheme}, without a scale and with a plain rate. */
  public StepPlan plan(FeedbackScheme scheme) {
    return plan(scheme, StepPlan.Options.PLAIN);
  }

  /** Returns the initial W<sub>layer</sub>. */
  public Matrix weights(int layer) {
    return Initialization.NORMAL_FAN_IN_PLUS_ONE.weights(
        network, layer, RandomStream.of(seed, "weights", layer));
  }

  /** Returns every scheme, the sparse one with as many connections as its layers have room for. */
  public List<FeedbackScheme> schemes() {
    int narrowest = IntStream.rangeClosed(2, network.layers()).map(network::width).min().orElse(2);
    return FeedbackSchemes.all().stream()
        .map(
            s ->
                s.equals(FeedbackSchemes.SPARSE)
                    ? FeedbackSchemes.sparse(Math.min(narrowest, 2 + (int) (seed % 2)))
                    : s)
        .toList();
  }

  /** Returns the random F<sub>layer</sub>. */
  public Matrix randomFeedback(int layer) {
    return feedback(FeedbackSchemes.RANDOM, layer, 1.0);
  }

  /** Returns the one-hot F<sub>layer</sub>, multiplied by {@code scale}. */
  public Matrix oneHotFeedback(int layer, double scale) {
    return feedback(FeedbackSchemes.ONE_HOT, layer, scale);
  }

  /**
   * Returns the F<sub>layer</sub> that {@code scheme} draws, multiplied by {@code scale}; the
   * random one, which is then not used, where it reads the weights.
   */
  public Matrix feedback(FeedbackScheme scheme, int layer, double scale) {
    RandomStream random = RandomStream.of(seed, "feedback", layer);
    FeedbackScheme drawn = scheme.operator().storesFeedback() ? scheme : FeedbackSchemes.RANDOM;
    Matrix feedback =
        drawn.draw(network, layer, Initialization.NORMAL_FAN_IN_PLUS_ONE, random).orElseThrow();
    for (int i = 0; i < feedback.values().length; i++) {
      feedback.values()[i] *= scale;
    }
    return feedback;
  }

  /**
   * Returns the inputs of a step: uniform in [0, 1), a third of them zero as in MNIST's margins.
   */
  public Matrix inputs(int step) {
    RandomStream random = RandomStream.of(seed, "inputs", step);
    Matrix inputs = Matrix.zeros(batch, network.inputs());
    for (int i = 0; i < inputs.values().length; i++) {
      inputs.values()[i] = random.nextInt(3) == 0 ? 0.0 : random.nextDouble();
    }
    return inputs;
  }

  /** Returns the targets of a step: zeros and ones. */
  public Matrix targets(int step) {
    RandomStream random = RandomStream.of(seed, "targets", step);
    Matrix targets = Matrix.zeros(batch, network.outputs());
    for (int i = 0; i < targets.values().length; i++) {
      targets.values()[i] = random.nextInt(2);
    }
    return targets;
  }

  /** Returns the transpose of W<sub>layer + 1</sub> without its bias row. */
  public static Matrix transposedWithoutBias(Matrix weights) {
    Matrix transposed = Matrix.zeros(weights.columns(), weights.rows() - 1);
    for (int row = 0; row < transposed.rows(); row++) {
      for (int column = 0; column < transposed.columns(); column++) {
        transposed.set(row, column, weights.get(column, row));
      }
    }
    return transposed;
  }

  @Override
  public String toString() {
    return "TrainingCase.of(" + seed + "): " + network + ", minibatch " + batch;
  }
}
