package org.backflow.quantized;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backflow.feedback.FeedbackSchemes.BACKPROP;
import static org.backflow.feedback.FeedbackSchemes.ONE_HOT;
import static org.backflow.feedback.FeedbackSchemes.RANDOM;

import java.util.Arrays;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.LearningRate;
import org.backflow.fixedpoint.Lfsr;
import org.backflow.fixedpoint.Overflow;
import org.backflow.fixedpoint.Rounding;
import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;
import org.backflow.plan.Tensor;
import org.backflow.plan.TrainingCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the random registers may depend on, and what not. */
class RandomDrawsTest {
  private static final TrainingCase TRAINING = new TrainingCase(3, NetworkShape.of(5, 4, 3), 2);
  private static final double ETA = 0.7;

  private static FixedPointInterpreter start(
      TrainingCase training, FeedbackScheme scheme, Rounding rounding) {
    return TrainedInFixedPoint.start(
        training,
        training.plan(scheme),
        TrainedInFixedPoint.twelveBits(rounding, Overflow.SAT),
        ETA,
        layer -> training.oneHotFeedback(layer, 1.0));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STOCHASTIC")
  void registers_ofOtherRoundings_stayInTheirFirstState(Rounding rounding) {
    FixedPointInterpreter interpreter = start(TRAINING, BACKPROP, rounding);
    interpreter.step(TRAINING.inputs(0), TRAINING.targets(0));
    for (int layer = 1; layer <= 2; layer++) {
      for (int unit = 0; unit < TRAINING.network().width(layer); unit++) {
        assertThat(interpreter.randomState(layer, unit))
            .isEqualTo(Lfsr.firstState(TRAINING.seed(), layer, unit));
      }
    }
  }

  @Test
  void inputsThatAreZero_canBeLeftOutExactly() {
    // Input 2 of five is zero in every sample: the network without it does the same, bit for bit.
    TrainingCase without = new TrainingCase(3, NetworkShape.of(4, 4, 3), 2);
    for (FeedbackScheme scheme : new FeedbackScheme[] {BACKPROP, RANDOM, ONE_HOT}) {
      FixedPointInterpreter five = start(TRAINING, scheme, Rounding.STOCHASTIC);
      FixedPointInterpreter four = start(without, scheme, Rounding.STOCHASTIC);
      four.put(Tensor.weight(1), withoutRow(TRAINING.weights(1), 2));
      four.put(Tensor.weight(2), TRAINING.weights(2));
      long[] untouched = Arrays.copyOfRange(five.get(Tensor.weight(1)).codes(), 8, 12);
      for (int step = 0; step < 6; step++) {
        Matrix inputs = TRAINING.inputs(step);
        for (int sample = 0; sample < 2; sample++) {
          inputs.set(sample, 2, 0.0);
        }
        five.step(inputs, TRAINING.targets(step));
        four.step(withoutColumn(inputs, 2), TRAINING.targets(step));
      }
      long[] codes = five.get(Tensor.weight(1)).codes();
      assertThat(Arrays.copyOfRange(codes, 8, 12)).isEqualTo(untouched);
      assertThat(four.get(Tensor.weight(1)).codes())
          .startsWith(Arrays.copyOfRange(codes, 0, 8))
          .endsWith(Arrays.copyOfRange(codes, 12, 24));
      assertThat(four.get(Tensor.weight(2)).codes()).isEqualTo(five.get(Tensor.weight(2)).codes());
      for (int unit = 0; unit < 4; unit++) {
        assertThat(four.randomState(1, unit))
            .isEqualTo(five.randomState(1, unit))
            .isNotEqualTo(Lfsr.firstState(3, 1, unit));
      }
    }
  }

  @Test
  void unitsAdded_leaveTheOthersAsTheyAre() {
    // Three of four outputs of a single layer: what a unit draws depends on nothing beside it.
    TrainingCase four = new TrainingCase(3, NetworkShape.of(5, 4), 2);
    TrainingCase three = new TrainingCase(3, NetworkShape.of(5, 3), 2);
    FixedPointInterpreter wide = start(four, BACKPROP, Rounding.STOCHASTIC);
    FixedPointInterpreter narrow = start(three, BACKPROP, Rounding.STOCHASTIC);
    narrow.put(Tensor.weight(1), withoutColumn(four.weights(1), 3));
    for (int step = 0; step < 6; step++) {
      wide.step(four.inputs(step), four.targets(step));
      narrow.step(four.inputs(step), withoutColumn(four.targets(step), 3));
    }
    for (int unit = 0; unit < 3; unit++) {
      assertThat(narrow.randomState(1, unit)).isEqualTo(wide.randomState(1, unit));
      for (int row = 0; row < 6; row++) {
        assertThat(narrow.get(Tensor.weight(1)).get(row, unit))
            .isEqualTo(wide.get(Tensor.weight(1)).get(row, unit));
      }
    }
  }

  @Test
  void seeds_thatDiffer_roundDifferently() {
    FixedPointArithmetic arithmetic =
        TrainedInFixedPoint.twelveBits(Rounding.STOCHASTIC, Overflow.SAT);
    FixedPointInterpreter[] interpreters = new FixedPointInterpreter[2];
    for (int seed = 0; seed < 2; seed++) {
      interpreters[seed] =
          new FixedPointInterpreter(
              TRAINING.plan(BACKPROP), arithmetic, LearningRate.of(ETA), seed);
      interpreters[seed].put(Tensor.weight(1), TRAINING.weights(1));
      interpreters[seed].put(Tensor.weight(2), TRAINING.weights(2));
      interpreters[seed].step(TRAINING.inputs(0), TRAINING.targets(0));
    }
    assertThat(interpreters[0].get(Tensor.weight(1)).codes())
        .isNotEqualTo(interpreters[1].get(Tensor.weight(1)).codes());
  }

  private static Matrix withoutRow(Matrix matrix, int left) {
    Matrix result = Matrix.zeros(matrix.rows() - 1, matrix.columns());
    for (int row = 0; row < result.rows(); row++) {
      for (int column = 0; column < result.columns(); column++) {
        result.set(row, column, matrix.get(row < left ? row : row + 1, column));
      }
    }
    return result;
  }

  private static Matrix withoutColumn(Matrix matrix, int left) {
    Matrix result = Matrix.zeros(matrix.rows(), matrix.columns() - 1);
    for (int row = 0; row < result.rows(); row++) {
      for (int column = 0; column < result.columns(); column++) {
        result.set(row, column, matrix.get(row, column < left ? column : column + 1));
      }
    }
    return result;
  }
}
