package org.backflow.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.FixedPointFormat;
import org.backflow.fixedpoint.LearningRate;
import org.backflow.fixedpoint.Overflow;
import org.backflow.fixedpoint.Quantization;
import org.backflow.fixedpoint.Role;
import org.backflow.fixedpoint.Rounding;
import org.backflow.fixedpoint.SigmoidTable;
import org.backflow.random.RandomStream;
import org.junit.jupiter.api.Test;

/** The two functions of softmax: one row worked by hand, and random formats. */
final class SoftmaxByHandTest {
  private static final long SEED = 62;
  private static final LearningRate UNUSED = LearningRate.of(1.0);
  private static final List<Role> EXPONENTIAL = List.of(Role.PREACTIVATION, Role.MAXIMUM);
  private static final List<Role> ERROR = List.of(Role.EXPONENTIAL, Role.TOTAL, Role.TARGET);

  private static FixedPointArithmetic arithmetic(Quantization delta, SigmoidTable table) {
    Quantization word = Quantization.parse("fixed<8,4>", Rounding.RND, Overflow.SAT);
    return new FixedPointArithmetic(word, word, word, delta, word, word, table, 48);
  }

  // z and the table in quarters, exponentials in 128ths, delta in 64ths. z = 2, 1.5, -6:
  // d = 0, 1/2, 8 gives 128, exp(-1/2) = 77.64, 128 exp(-7.75) = 0.06; their sum is 206.
  // 128/206 = 39.77/64, less 1 as the target; 78/206 = 24.23/64; 0.
  @Test
  void row_ofThreeSums_byHand() {
    FixedPointArithmetic arithmetic =
        arithmetic(
            Quantization.parse("fixed<8,2,RND,SAT>", Rounding.RND, Overflow.SAT),
            new SigmoidTable(16, 4, Rounding.RND, FixedPointFormat.fixed(8, 2)));
    FunctionFormats formats = RoleFormats.of(arithmetic, EXPONENTIAL, Role.EXPONENTIAL);
    Exponential exponential = new Exponential();
    CheckedLane lane = new CheckedLane(exponential.bound(formats), "exponential");
    FixedPointFunction codes = exponential.fixedPoint(formats, UNUSED);
    assertThat(arithmetic.format(Role.PREACTIVATION)).hasToString("fixed<5,3>");
    long[] x = {
      codes.apply(new long[] {8, 8}, lane),
      codes.apply(new long[] {6, 8}, lane),
      codes.apply(new long[] {-24, 8}, lane)
    };
    assertThat(x).containsExactly(128, 78, 0);
    FunctionFormats errors = RoleFormats.of(arithmetic, ERROR, Role.DELTA);
    ShareError share = new ShareError();
    CheckedLane second = new CheckedLane(share.bound(errors), "share error");
    FixedPointFunction delta = share.fixedPoint(errors, UNUSED);
    assertThat(delta.apply(new long[] {128, 206, 1}, second)).isEqualTo(40 - 64);
    assertThat(delta.apply(new long[] {78, 206, 0}, second)).isEqualTo(24);
    assertThat(delta.apply(new long[] {0, 206, 0}, second)).isZero();
  }

  @Test
  void row_ofRandomFormats_isThatOfDoublesWithinItsSteps() {
    RandomStream random = RandomStream.of(SEED, "softmax");
    for (int i = 0; i < 500; i++) {
      int width = 6 + random.nextInt(11);
      FixedPointArithmetic arithmetic =
          arithmetic(
              new Quantization(
                  FixedPointFormat.fixed(width, 2),
                  Rounding.valueOf(List.of("TRN", "RND", "RND_CONV").get(random.nextInt(3))),
                  Overflow.SAT),
              new SigmoidTable(
                  1024 << random.nextInt(4), 8, Rounding.RND, FixedPointFormat.fixed(width, 2)));
      int outputs = 1 + random.nextInt(12);
      requireRow(arithmetic, random, outputs, "seed %d, row %d".formatted(SEED, i));
    }
  }

  private static void requireRow(
      FixedPointArithmetic arithmetic, RandomStream random, int outputs, String what) {
    FunctionFormats formats = RoleFormats.of(arithmetic, EXPONENTIAL, Role.EXPONENTIAL);
    FunctionFormats errors = RoleFormats.of(arithmetic, ERROR, Role.DELTA);
    Exponential exponential = new Exponential();
    ShareError share = new ShareError();
    FixedPointFormat sum = arithmetic.format(Role.PREACTIVATION);
    long[] z = new long[outputs];
    long largest = Long.MIN_VALUE;
    for (int j = 0; j < outputs; j++) {
      z[j] = ((long) (random.nextDouble() * sum.maxCode())) * (random.nextInt(2) == 0 ? -1 : 1);
      largest = Math.max(largest, z[j]);
    }
    long total = 0;
    double exactTotal = 0;
    long[] x = new long[outputs];
    for (int j = 0; j < outputs; j++) {
      CheckedLane lane = new CheckedLane(exponential.bound(formats), what);
      x[j] = exponential.fixedPoint(formats, UNUSED).apply(new long[] {z[j], largest}, lane);
      ActivationsTest.requireCounts(exponential.work(), exponential.events(formats), lane, what);
      total += x[j];
      exactTotal += Math.exp(sum.toDouble(z[j] - largest));
    }
    FixedPointFormat delta = arithmetic.format(Role.DELTA);
    double step = arithmetic.format(Role.EXPONENTIAL).toDouble(1);
    for (int j = 0; j < outputs; j++) {
      int target = random.nextInt(2);
      CheckedLane lane = new CheckedLane(share.bound(errors), what);
      long found = share.fixedPoint(errors, UNUSED).apply(new long[] {x[j], total, target}, lane);
      ActivationsTest.requireCounts(share.work(), share.events(errors), lane, what);
      double exact = Math.exp(sum.toDouble(z[j] - largest)) / exactTotal - target;
      assertThat(delta.toDouble(found))
          .as(what)
          .isBetween(
              exact - outputs * step - delta.toDouble(1),
              exact + outputs * step + delta.toDouble(1));
    }
  }

  @Test
  void value_ofRandomRows_addsUpToZero() {
    FloatLane lane = new FloatLane(Precision.DOUBLE, 1.0);
    double[] z = {700, 701, -800};
    double total = 0;
    double sum = -1;
    for (double each : z) {
      total += new Exponential().value(new double[] {each, 701}, lane);
    }
    for (double each : z) {
      double x = new Exponential().value(new double[] {each, 701}, lane);
      sum += new ShareError().value(new double[] {x, total, 0}, lane);
    }
    assertThat(sum).isBetween(-1e-15, 1e-15);
    assertThat(new Exponential().value(new double[] {-1, 0}, new FloatLane(Precision.SINGLE, 1.0)))
        .isEqualTo((float) Math.exp(-1));
  }

  @Test
  void shareError_inFormatsThatDoNotServe_isRefused() {
    FixedPointArithmetic coarse =
        arithmetic(
            Quantization.parse("fixed<8,9,RND,SAT>", Rounding.RND, Overflow.SAT),
            new SigmoidTable(16, 4, Rounding.RND, FixedPointFormat.fixed(8, 2)));
    assertThatThrownBy(
            () -> new ShareError().fixedPoint(RoleFormats.of(coarse, ERROR, Role.DELTA), UNUSED))
        .hasMessage(
            "a target of ufixed<1,1> is finer than its error of fixed<8,9>; expected at least 0"
                + " fraction bits");
    assertThatThrownBy(
            () ->
                new ShareError()
                    .fixedPoint(
                        RoleFormats.of(
                            coarse,
                            List.of(Role.EXPONENTIAL, Role.DELTA, Role.TARGET),
                            Role.WEIGHT),
                        UNUSED))
        .hasMessage(
            "the sum of exponentials has the format fixed<8,9>, in which it could be zero; expected"
                + " one that holds 1.0, as fixed<8,2>");
  }
}
