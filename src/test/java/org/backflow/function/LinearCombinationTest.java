package org.backflow.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.backflow.fixedpoint.ConversionSpecification;
import org.backflow.fixedpoint.Factor;
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

final class LinearCombinationTest {
  private static final long SEED = 63;
  private static final LearningRate UNUSED = LearningRate.of(1.0);
  private static final List<Role> ROLES =
      List.of(Role.WEIGHT, Role.GRADIENT, Role.DELTA, Role.FEEDBACK);

  private static final List<Rounding> ROUNDINGS =
      List.of(Rounding.TRN, Rounding.TRN_ZERO, Rounding.RND, Rounding.RND_CONV, Rounding.RND_ZERO);

  private static Quantization quantization(RandomStream random) {
    int integerBits = random.nextInt(5);
    return new Quantization(
        FixedPointFormat.fixed(4 + random.nextInt(9), integerBits),
        ROUNDINGS.get(random.nextInt(ROUNDINGS.size())),
        List.of(Overflow.values()).get(random.nextInt(3)));
  }

  private static FixedPointArithmetic arithmetic(RandomStream random) {
    return new FixedPointArithmetic(
        new Quantization(FixedPointFormat.fixed(8, 2), Rounding.RND, Overflow.SAT),
        quantization(random),
        quantization(random),
        quantization(random),
        quantization(random),
        quantization(random),
        new SigmoidTable(16, 4, Rounding.RND, FixedPointFormat.fixed(8, 2)),
        60);
  }

  // 0.9 is 58982 2^-16. 3 x 0.9 = 2.7, and -5: -2.3 quarters of a whole, to quarters -2.
  @Test
  void code_byHand() {
    Quantization quarters = Quantization.parse("fixed<8,6>", Rounding.RND, Overflow.SAT);
    FixedPointArithmetic arithmetic =
        new FixedPointArithmetic(
            quarters,
            quarters,
            quarters,
            quarters,
            quarters,
            quarters,
            new SigmoidTable(16, 4, Rounding.RND, FixedPointFormat.fixed(8, 2)),
            48);
    assertThat(Factor.of(0.9)).isEqualTo(new Factor(58_982, 16));
    FunctionFormats formats =
        RoleFormats.of(arithmetic, List.of(Role.WEIGHT, Role.GRADIENT), Role.WEIGHT);
    LinearCombination step = new LinearCombination("step", List.of(0.9, -1.0));
    CheckedLane lane = new CheckedLane(step.bound(formats), "step");
    assertThat(step.fixedPoint(formats, UNUSED).apply(new long[] {3, 5}, lane)).isEqualTo(-2);
    assertThat(lane.multiplies).isOne();
    assertThat(lane.adds).isOne();
    assertThat(step.value(new double[] {3, 5}, new FloatLane(Precision.SINGLE, 1.0)))
        .isEqualTo((3 * 0.9f) - 5);
  }

  @Test
  void code_ofRandomFormats_isTheExactSumConvertedOnce() {
    RandomStream random = RandomStream.of(SEED, "linear");
    double[] some = {1, -1, 0.5, -2, 0.9, -0.9, 0.99, 1.9, 1e-3, -0.3, 0};
    boolean reached = false;
    for (int i = 0; i < 3_000; i++) {
      FixedPointArithmetic arithmetic = arithmetic(random);
      int terms = 1 + random.nextInt(4);
      List<Double> factors = new ArrayList<>();
      for (int j = 0; j < terms; j++) {
        factors.add(some[random.nextInt(some.length)]);
      }
      FunctionFormats formats =
          RoleFormats.of(arithmetic, ROLES.subList(0, terms), ROLES.get(random.nextInt(4)));
      LinearCombination function = new LinearCombination("sum", factors);
      String what = "seed %d, case %d: %s in %s".formatted(SEED, i, factors, arithmetic);
      long[] codes = new long[terms];
      for (int j = 0; j < terms; j++) {
        FixedPointFormat format = formats.input(j);
        long span = format.maxCode() - format.minCode() + 1;
        codes[j] =
            random.nextInt(2) == 0
                ? format.minCode()
                : format.minCode() + Math.floorMod(random.nextLong(), span);
      }
      CheckedLane lane = new CheckedLane(function.bound(formats), what);
      assertThat(function.fixedPoint(formats, UNUSED).apply(codes, lane))
          .as(what)
          .isEqualTo(specified(factors, codes, formats));
      ActivationsTest.requireCounts(function.work(), function.events(formats), lane, what);
      reached |= terms > 1 && lane.largest().equals(function.bound(formats));
    }
    assertThat(reached).as("a bound of several terms is reached").isTrue();
  }

  /** Every term at 2^-100, summed in whole numbers. */
  private static long specified(List<Double> factors, long[] codes, FunctionFormats formats) {
    BigInteger sum = BigInteger.ZERO;
    for (int j = 0; j < codes.length; j++) {
      Factor factor = Factor.of(factors.get(j));
      sum =
          sum.add(
              BigInteger.valueOf(codes[j])
                  .multiply(BigInteger.valueOf(factor.code()))
                  .shiftLeft(100 - factor.fractionBits() - formats.input(j).fractionBits()));
    }
    Quantization result = formats.resultQuantization();
    int shift = 100 - result.format().fractionBits();
    BigInteger rounded = ConversionSpecification.round(result.rounding(), sum, shift, 0);
    return ConversionSpecification.limit(result.overflow(), rounded, result.format());
  }

  @Test
  void combination_thatCannotBeHeld_isRefused() {
    assertThatThrownBy(() -> new LinearCombination("nothing", List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("nothing combines nothing; expected an input");
    assertThatThrownBy(() -> new LinearCombination("tiny", List.of(1e-30)))
        .hasMessage("factor 1.0E-30; expected 2^-64 to 2^64");
  }
}
