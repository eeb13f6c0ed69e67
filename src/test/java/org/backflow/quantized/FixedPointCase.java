package org.backflow.quantized;

import java.util.Arrays;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.LearningRate;
import org.backflow.fixedpoint.Role;
import org.backflow.network.Matrix;
import org.backflow.plan.StepPlan;
import org.backflow.plan.TrainingCase;

/** A network, an arithmetic and a scheme; it prints as what repeats it. */
record FixedPointCase(TrainingCase training, FeedbackScheme scheme) {
  private static final double[] RATES = {0.5, 0.07, 4, 0.3, 1};

  /** Returns {@code seeds} cases of every scheme. */
  static Stream<FixedPointCase> all(int seeds) {
    return LongStream.range(0, seeds)
        .boxed()
        .flatMap(
            seed ->
                TrainingCase.of(seed).schemes().stream()
                    .map(scheme -> new FixedPointCase(TrainingCase.of(seed), scheme)));
  }

  FixedPointArithmetic arithmetic() {
    return TrainedInFixedPoint.random(training.seed());
  }

  double rate() {
    return RATES[(int) (training.seed() % RATES.length)];
  }

  double scale() {
    return training.seed() % 2 == 0 ? 1.0 : 1.75;
  }

  StepPlan plan() {
    StepPlan.Options options =
        new StepPlan.Options(scale() != 1.0, LearningRate.of(rate()).isShift());
    return training.plan(scheme, options);
  }

  Matrix feedback(int layer) {
    return training.feedback(scheme, layer, scale());
  }

  FixedPointInterpreter interpreter() {
    return TrainedInFixedPoint.start(training, plan(), arithmetic(), rate(), this::feedback);
  }

  SpelledOutStep spelledOut() {
    SpelledOutStep step =
        new SpelledOutStep(
            training.network(),
            arithmetic(),
            scheme,
            scale() != 1.0,
            LearningRate.of(rate()),
            training.seed());
    for (int layer = 1; layer <= training.network().layers(); layer++) {
      step.w[layer] = codes(training.weights(layer), Role.WEIGHT);
      if (layer < training.network().layers()) {
        step.f[layer] = codes(feedback(layer), Role.FEEDBACK);
      }
    }
    return step;
  }

  /** Returns the input codes of a step with their constant one. */
  long[][] inputs(int step) {
    long[][] codes = codes(training.inputs(step), Role.INPUT);
    long[][] extended = new long[codes.length][];
    for (int n = 0; n < codes.length; n++) {
      extended[n] = Arrays.copyOf(codes[n], codes[n].length + 1);
      extended[n][codes[n].length] = 1L << arithmetic().format(Role.INPUT).fractionBits();
    }
    return extended;
  }

  long[][] targets(int step) {
    return codes(training.targets(step), Role.TARGET);
  }

  private long[][] codes(Matrix matrix, Role role) {
    FixedPointArithmetic arithmetic = arithmetic();
    long[][] codes = new long[matrix.rows()][matrix.columns()];
    for (int row = 0; row < codes.length; row++) {
      for (int column = 0; column < codes[row].length; column++) {
        codes[row][column] = arithmetic.quantization(role).nearestCode(matrix.get(row, column));
      }
    }
    return codes;
  }

  @Override
  public String toString() {
    return training + ", " + scheme.name();
  }
}
