package org.backflow.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.backflow.network.Matrix;
import org.junit.jupiter.api.Test;

final class ErrorSumsTest {

  private static OperationError error(double[] reference, double[] found) {
    ErrorSums sums = new ErrorSums();
    sums.add(new Matrix(1, reference.length, reference), new Matrix(1, found.length, found));
    return sums.of("forward.1", 0.25, 10, 1);
  }

  @Test
  void of_errorsWorkedByHand_givesTheirFigures() {
    // Errors 1 and -2: squares 1 + 4 = 5 against 9 + 16 = 25.
    OperationError error = error(new double[] {3, 4}, new double[] {4, 2});
    assertThat(error.sqnrDecibels()).isCloseTo(10 * StrictMath.log10(5), within(1e-12));
    assertThat(error.rmsError()).hasValueCloseTo(Math.sqrt(2.5), within(1e-12));
    assertThat(error.largestError()).isEqualTo(2.0);
    assertThat(error.meanError()).isEqualTo(-0.5);
    assertThat(error.cosine()).isCloseTo(20 / (5 * Math.sqrt(20)), within(1e-12));
    assertThat(error.values()).isEqualTo(2);
    assertThat(error.saturationPercent()).isEqualTo(10.0);
  }

  @Test
  void of_noError_isTheMostThatIsShown() {
    OperationError error = error(new double[] {3, -4}, new double[] {3, -4});
    assertThat(error.sqnrDecibels()).isEqualTo(OperationError.MOST_DECIBELS);
    assertThat(error.cosine()).isCloseTo(1.0, within(1e-12));
  }

  @Test
  void of_errorsWithoutASignal_isTheLeast() {
    OperationError error = error(new double[] {0, 0}, new double[] {1, 0});
    assertThat(error.sqnrDecibels()).isEqualTo(-OperationError.MOST_DECIBELS);
    assertThat(error.cosine()).isZero();
  }

  @Test
  void of_zerosOnBothSides_isExact() {
    OperationError error = error(new double[] {0, 0}, new double[] {0, 0});
    assertThat(error.sqnrDecibels()).isEqualTo(OperationError.MOST_DECIBELS);
    assertThat(error.cosine()).isEqualTo(1.0);
  }
}
