package org.backflow.quantized;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backflow.fixedpoint.FixedPointFormat.fixed;

import java.util.List;
import java.util.Optional;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.FixedPointFormat;
import org.backflow.fixedpoint.Overflow;
import org.backflow.fixedpoint.Quantization;
import org.backflow.fixedpoint.Rounding;
import org.backflow.fixedpoint.SigmoidTable;
import org.backflow.plan.Extent;
import org.backflow.plan.Fold;
import org.backflow.plan.LogisticOperations;
import org.backflow.plan.Operation;
import org.backflow.plan.Phase;
import org.backflow.plan.Reduce;
import org.backflow.plan.Select;
import org.backflow.plan.SignedSum;
import org.backflow.plan.SparseProduct;
import org.backflow.plan.Tensor;
import org.backflow.plan.Window;
import org.junit.jupiter.api.Test;

/**
 * The bound of every kind of operation, worked by hand, with a magnitude of its own in each role.
 */
class AccumulatorBoundTest {
  private static final Extent ELEMENTS = new Extent(2, 3, 1);
  private static final Extent SUMS = new Extent(2, 3, 5);

  // Magnitudes: input 8, weight 16, derivative 32, delta and error 64, feedback 128, gradient 256,
  // activation 512 with one = 2^8 = 256.
  private static final FixedPointArithmetic ARITHMETIC =
      new FixedPointArithmetic(
          quantization(fixed(4, 2)),
          quantization(fixed(5, 2)),
          quantization(fixed(6, 0)),
          quantization(fixed(7, 0)),
          quantization(fixed(8, 2)),
          quantization(fixed(9, 0)),
          new SigmoidTable(4, 4, Rounding.RND, fixed(10, 2)),
          48);

  private static Quantization quantization(FixedPointFormat format) {
    return new Quantization(format, Rounding.RND, Overflow.SAT);
  }

  private static long bound(Operation operation) {
    return operation.accept(new AccumulatorBound(ARITHMETIC)).longValueExact();
  }

  private static Operation product(Tensor left, Tensor right) {
    return LogisticOperations.product(
        "p", Phase.FORWARD, 1, left, right, Tensor.preactivation(1), SUMS);
  }

  private static SignedSum signs(boolean scaled) {
    return new SignedSum(
        "s", 1, Tensor.delta(2), Tensor.error(1), Tensor.feedback(1), false, 1, scaled, SUMS);
  }

  @Test
  void bound_ofASumOfProducts_isItsLengthTimesBothMagnitudes() {
    assertThat(bound(product(Tensor.activation(0), Tensor.weight(1)))).isEqualTo(5 * 8 * 16);
    assertThat(bound(product(Tensor.delta(2), Tensor.feedback(1)))).isEqualTo(5 * 64 * 128);
    assertThat(bound(new SparseProduct("s", 1, Tensor.delta(2), 5, Tensor.error(1), SUMS)))
        .isEqualTo(5 * 64 * 128);
  }

  // Two by two words of a window, or four windows that share a pixel.
  @Test
  void bound_ofWindows_isTheirLengthTimesTheMagnitude() {
    Window window = new Window(4, 4, 2, 2, 2, 1, 0);
    assertThat(bound(reduce(Reduce.Kind.SUM, window))).isEqualTo(4 * 8);
    assertThat(bound(reduce(Reduce.Kind.MAX, window))).isEqualTo(8);
    Operation fold =
        new Fold(
            "f",
            Phase.FEEDBACK,
            1,
            Tensor.delta(2),
            3,
            window,
            false,
            1,
            Tensor.error(1),
            Optional.empty());
    assertThat(bound(fold)).isEqualTo(4 * 64);
  }

  private static Operation reduce(Reduce.Kind kind, Window window) {
    return new Reduce(
        "r",
        Phase.FORWARD,
        1,
        kind,
        Tensor.activation(0),
        3,
        window,
        1,
        Tensor.activation(1),
        Optional.empty());
  }

  @Test
  void bound_ofASignedSum_isItsLengthTimesTheErrorAndTheFactor() {
    assertThat(bound(signs(false))).isEqualTo(5 * 64);
    assertThat(bound(signs(true))).isEqualTo(5 * 64 * 128);
  }

  @Test
  void bound_ofWhatAccumulatesNothing_isZero() {
    assertThat(bound(LogisticOperations.activate(1, ELEMENTS))).isZero();
    assertThat(bound(new Select("s", 1, Tensor.delta(2), 5, Tensor.error(1), ELEMENTS, false)))
        .isZero();
  }

  @Test
  void bound_ofAnElementwiseOperation_isItsLargestProduct() {
    assertThat(bound(new Select("s", 1, Tensor.delta(2), 5, Tensor.error(1), ELEMENTS, true)))
        .isEqualTo(64 * 128);
    // a (1 - a): 512 (512 + 256); (a - t) d and e d are smaller.
    assertThat(bound(LogisticOperations.outputError(1, ELEMENTS))).isEqualTo(512 * 768);
    assertThat(bound(LogisticOperations.hiddenDelta(1, ELEMENTS))).isEqualTo(512 * 768);
    assertThat(bound(LogisticOperations.scaleDelta(1, ELEMENTS, true))).isEqualTo(64);
    assertThat(bound(LogisticOperations.scaleDelta(1, ELEMENTS, false))).isEqualTo(64 * 65_535);
  }

  // Derivatives of 2^20: (a - t) d = 768 2^20, e d = 64 2^20.
  @Test
  void bound_withWideDerivatives_isTheProductWithThem() {
    FixedPointArithmetic wide =
        new FixedPointArithmetic(
            ARITHMETIC.input(),
            ARITHMETIC.weight(),
            quantization(fixed(21, 0)),
            ARITHMETIC.delta(),
            ARITHMETIC.feedback(),
            ARITHMETIC.gradient(),
            ARITHMETIC.sigmoid(),
            48);
    List<Operation> operations =
        List.of(
            LogisticOperations.outputError(1, ELEMENTS),
            LogisticOperations.hiddenDelta(1, ELEMENTS));
    assertThat(operations)
        .extracting(o -> o.accept(new AccumulatorBound(wide)).longValueExact())
        .containsExactly(768L << 20, 64L << 20);
  }

  // Activations have 8 fraction bits, gradients 9, weights 3: the weight is shifted by 14. Inputs
  // have 2, so 2 + 9 - 3 = 8.
  @Test
  void bound_ofAnUpdate_addsTheAlignedWeight() {
    assertThat(bound(LogisticOperations.update(2, SUMS))).isEqualTo(5 * 512 * 256 + (16 << 14));
    assertThat(bound(LogisticOperations.update(1, SUMS))).isEqualTo(5 * 8 * 256 + (16 << 8));
  }
}
