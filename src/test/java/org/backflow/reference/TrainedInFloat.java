package org.backflow.reference;

import org.backflow.function.Precision;
import org.backflow.network.Matrix;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;
import org.backflow.plan.TrainingCase;

/** Sets up interpreters with the weights of a {@link TrainingCase}. */
final class TrainedInFloat {
  private TrainedInFloat() {}

  /** What stands in for the feedback matrix of a layer. */
  interface Feedback {
    Matrix of(int layer);
  }

  /** Returns an interpreter that holds the initial weights and the given feedback matrices. */
  static FloatInterpreter start(
      TrainingCase training, StepPlan plan, Precision precision, Feedback feedback) {
    FloatInterpreter interpreter = new FloatInterpreter(plan, precision);
    for (int layer = 1; layer <= training.network().layers(); layer++) {
      interpreter.put(Tensor.weight(layer), training.weights(layer));
      if (layer < training.network().layers() && plan.scheme().operator().storesFeedback()) {
        interpreter.put(Tensor.feedback(layer), feedback.of(layer));
      }
    }
    return interpreter;
  }
}
