package org.backflow.quantized;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.FixedPointFormat;
import org.backflow.fixedpoint.Overflow;
import org.backflow.fixedpoint.Quantization;
import org.backflow.fixedpoint.Rounding;
import org.backflow.fixedpoint.SigmoidTable;
import org.backflow.function.Precision;
import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;
import org.backflow.plan.Operation;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;
import org.backflow.plan.TrainingCase;
import org.backflow.reference.FloatInterpreter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** As formats widen, the fixed-point step becomes the float step, within {@link ErrorBound}. */
class ConvergenceTest {
  private static final TrainingCase TRAINING = new TrainingCase(9, NetworkShape.of(6, 5, 4, 3), 3);
  private static final double ETA = 0.3;
  private static final int STEPS = 3;

  record Case(FeedbackScheme scheme, Rounding rounding) {
    @Override
    public String toString() {
      return scheme.name() + ", " + rounding;
    }
  }

  static Stream<Case> cases() {
    return FeedbackSchemes.all().stream()
        .flatMap(scheme -> Arrays.stream(Rounding.values()).map(r -> new Case(scheme, r)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void step_ofWiderFormats_comesAsCloseToFloatAsItsCodesAllow(Case test) {
    double coarse = largestError(test, 12, 256);
    double middle = largestError(test, 16, 4096);
    double fine = largestError(test, 20, 65_536);
    // Each time codes and the steps of the table are 16 times finer.
    assertThat(middle).isLessThan(coarse / 6);
    assertThat(fine).isLessThan(middle / 6).isLessThan(2e-4);
  }

  /** Returns the largest difference from float in any tensor; each is within its bound. */
  private static double largestError(Case test, int fractionBits, int words) {
    StepPlan plan = TRAINING.plan(test.scheme());
    FixedPointArithmetic arithmetic = arithmetic(test.rounding(), fractionBits, words);
    FixedPointInterpreter fixedPoint =
        TrainedInFixedPoint.start(
            TRAINING, plan, arithmetic, ETA, layer -> feedback(test.scheme(), layer));
    FloatInterpreter reference = new FloatInterpreter(plan, Precision.DOUBLE);
    ErrorBound bound = new ErrorBound(plan, arithmetic, ETA);
    for (int layer = 1; layer <= 3; layer++) {
      reference.put(Tensor.weight(layer), TRAINING.weights(layer));
      bound.put(Tensor.weight(layer), TRAINING.weights(layer));
      if (plan.uses(Tensor.feedback(layer))) {
        reference.put(Tensor.feedback(layer), feedback(test.scheme(), layer));
        bound.put(Tensor.feedback(layer), feedback(test.scheme(), layer));
      }
    }
    double largest = 0;
    for (int step = 0; step < STEPS; step++) {
      fixedPoint.step(TRAINING.inputs(step), TRAINING.targets(step));
      reference.step(TRAINING.inputs(step), TRAINING.targets(step), ETA);
      bound.step(reference);
      for (Operation operation : plan.operations()) {
        Tensor result = operation.result();
        Matrix found = fixedPoint.get(result).toMatrix(arithmetic.format(result.role()));
        Matrix expected = reference.get(result);
        for (int i = 0; i < expected.values().length; i++) {
          double difference = Math.abs(found.values()[i] - expected.values()[i]);
          assertThat(difference)
              .as("element %d of %s, step %d, %d fraction bits", i, result, step, fractionBits)
              .isLessThanOrEqualTo(bound.of(result).values()[i]);
          largest = Math.max(largest, difference);
        }
      }
    }
    assertThat(fixedPoint.tallies().values()).allMatch(tally -> tally.saturations() == 0);
    return largest;
  }

  private static Matrix feedback(FeedbackScheme scheme, int layer) {
    return TRAINING.feedback(scheme, layer, 1.0);
  }

  private static FixedPointArithmetic arithmetic(Rounding rounding, int fractionBits, int words) {
    Quantization all =
        new Quantization(FixedPointFormat.fixed(fractionBits + 4, 4), rounding, Overflow.SAT);
    return new FixedPointArithmetic(
        all,
        all,
        all,
        all,
        all,
        all,
        new SigmoidTable(words, 16, Rounding.RND, FixedPointFormat.fixed(fractionBits + 2, 2)),
        60);
  }
}
