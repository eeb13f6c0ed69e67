package org.backflow.cosim;

import java.util.Optional;
import org.backflow.accelerator.Accelerator;
import org.backflow.accelerator.ArrayShape;
import org.backflow.accelerator.Dataflow;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.LearningRate;
import org.backflow.layer.DensePlan;
import org.backflow.network.Initialization;
import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;
import org.backflow.plan.StepPlan;
import org.backflow.quantized.CodeMatrix;
import org.backflow.random.RandomStream;

/** Small trainings on random data, each determined by its arguments. */
final class RandomTraining {

  private RandomTraining() {}

  /**
   * Returns a training on inputs of [0, 1), a third of them zero as in the margins of an image.
   *
   * @param network inputs, hidden units, outputs
   * @param array the array, with a vector lane per column
   */
  static CoreTraining of(
      long seed,
      NetworkShape network,
      FeedbackScheme scheme,
      int batch,
      int steps,
      FixedPointArithmetic arithmetic,
      double learningRate,
      ArrayShape array) {
    LearningRate eta = LearningRate.of(learningRate);
    Optional<Matrix> feedback =
        scheme.draw(
            network, 1, Initialization.NORMAL_FAN_IN_PLUS_ONE, RandomStream.of(seed, "feedback"));
    return new CoreTraining(
        DensePlan.of(network, scheme, batch, new StepPlan.Options(false, eta.isShift())),
        arithmetic,
        eta,
        accelerator(array),
        weights(seed, network, 1, arithmetic),
        weights(seed, network, 2, arithmetic),
        feedback.map(matrix -> CodeMatrix.nearest(matrix, arithmetic.feedback())),
        seed,
        new Data(seed, network, batch, steps));
  }

  private static CodeMatrix weights(
      long seed, NetworkShape network, int layer, FixedPointArithmetic arithmetic) {
    Matrix values =
        Initialization.NORMAL_FAN_IN_PLUS_ONE.weights(
            network, layer, RandomStream.of(seed, "weights", layer));
    return CodeMatrix.nearest(values, arithmetic.weight());
  }

  private static Accelerator accelerator(ArrayShape array) {
    return new Accelerator(
        "core-" + array,
        "hdl-ref/rtl/train_core.sv",
        array,
        array,
        Accelerator.Dataflows.all(Dataflow.OS),
        array.columns(),
        1.0,
        new Accelerator.Memories(1, 1, 1, 1));
  }

  private record Data(long seed, NetworkShape network, int batch, int steps)
      implements CoreTraining.Batches {

    private static final int ONE_IN_SO_MANY_IS_ZERO = 3;

    @Override
    public Matrix inputs(int step) {
      RandomStream random = RandomStream.of(seed, "inputs", step);
      Matrix inputs = Matrix.zeros(batch, network.inputs());
      for (int i = 0; i < inputs.values().length; i++) {
        inputs.values()[i] =
            random.nextInt(ONE_IN_SO_MANY_IS_ZERO) == 0 ? 0.0 : random.nextDouble();
      }
      return inputs;
    }

    @Override
    public Matrix targets(int step) {
      RandomStream random = RandomStream.of(seed, "targets", step);
      Matrix targets = Matrix.zeros(batch, network.outputs());
      for (int sample = 0; sample < batch; sample++) {
        targets.set(sample, random.nextInt(network.outputs()), 1.0);
      }
      return targets;
    }
  }
}
