package org.backflow.quantized;

import java.util.List;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.FixedPointFormat;
import org.backflow.fixedpoint.LearningRate;
import org.backflow.fixedpoint.Overflow;
import org.backflow.fixedpoint.Quantization;
import org.backflow.fixedpoint.Rounding;
import org.backflow.fixedpoint.SigmoidTable;
import org.backflow.network.Matrix;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;
import org.backflow.plan.TrainingCase;
import org.backflow.random.RandomStream;

/** Sets up interpreters with the weights of a {@link TrainingCase}, and arithmetics for them. */
public final class TrainedInFixedPoint {
  private static final List<Rounding> ROUNDINGS = List.of(Rounding.values());
  private static final List<Overflow> OVERFLOWS = List.of(Overflow.values());

  private TrainedInFixedPoint() {}

  /** What stands in for the feedback matrix of a layer. */
  interface Feedback {
    Matrix of(int layer);
  }

  /** Returns an interpreter that holds the initial weights and the given feedback matrices. */
  static FixedPointInterpreter start(
      TrainingCase training,
      StepPlan plan,
      FixedPointArithmetic arithmetic,
      double eta,
      Feedback feedback) {
    FixedPointInterpreter interpreter =
        new FixedPointInterpreter(plan, arithmetic, LearningRate.of(eta), training.seed());
    for (int layer = 1; layer <= training.network().layers(); layer++) {
      interpreter.put(Tensor.weight(layer), training.weights(layer));
      if (layer < training.network().layers() && plan.scheme().operator().storesFeedback()) {
        interpreter.put(Tensor.feedback(layer), feedback.of(layer));
      }
    }
    return interpreter;
  }

  /** Returns an arithmetic of about 12 bits, the weights and the feedback in one format. */
  static FixedPointArithmetic twelveBits(Rounding rounding, Overflow overflow) {
    return new FixedPointArithmetic(
        new Quantization(FixedPointFormat.fixed(8, 2), rounding, overflow),
        new Quantization(FixedPointFormat.fixed(12, 3), rounding, overflow),
        new Quantization(FixedPointFormat.fixed(10, 0), rounding, overflow),
        new Quantization(FixedPointFormat.fixed(12, 0), rounding, overflow),
        new Quantization(FixedPointFormat.fixed(12, 3), rounding, overflow),
        new Quantization(FixedPointFormat.fixed(12, 0), rounding, overflow),
        new SigmoidTable(64, 4, Rounding.RND, FixedPointFormat.fixed(10, 2)),
        48);
  }

  /**
   * Returns the arithmetic of {@code seed}: every role has a narrow format and modes of its own.
   */
  public static FixedPointArithmetic random(long seed) {
    RandomStream random = RandomStream.of(seed, "arithmetic");
    FixedPointFormat activation =
        random.nextInt(2) == 0
            ? FixedPointFormat.fixed(4 + random.nextInt(9), 2)
            : FixedPointFormat.ufixed(4 + random.nextInt(9), 1);
    return new FixedPointArithmetic(
        quantization(random, true, 4, 12, 2, 3),
        quantization(random, true, 6, 16, 1, 3),
        quantization(random, random.nextInt(2) == 0, 5, 12, -1, 1),
        quantization(random, true, 6, 14, -2, 1),
        quantization(random, true, 4, 10, 2, 4),
        quantization(random, true, 6, 16, -4, 1),
        new SigmoidTable(
            2 << random.nextInt(7),
            1 << random.nextInt(4),
            ROUNDINGS.get(random.nextInt(ROUNDINGS.indexOf(Rounding.STOCHASTIC))),
            activation),
        60);
  }

  private static Quantization quantization(
      RandomStream random, boolean signed, int narrow, int wide, int low, int high) {
    int width = narrow + random.nextInt(wide - narrow + 1);
    int integerBits = low + random.nextInt(high - low + 1);
    return new Quantization(
        new FixedPointFormat(signed, width, integerBits),
        ROUNDINGS.get(random.nextInt(ROUNDINGS.size())),
        OVERFLOWS.get(random.nextInt(3)));
  }
}
