package org.backflow.fixedpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.backflow.fixedpoint.FixedPointFormat.fixed;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SigmoidTableErrorTest {
  // Two words, domain 4: step 2, the words are 0.5 and 56/64 = 0.875.
  // RND: 0.5 stands for -1 <= z < 1, worst at 1: 0.731059 - 0.5 = 0.231059; 0.875 stands for z >=
  // 1,
  // worst at 1: 0.875 - 0.731059 = 0.143941.
  // TRN_ZERO: 0.5 stands for -2 < z < 2.
  // TRN: 0.5 stands for 0 <= z < 2, worst just below 2: 0.880797 - 0.5 = 0.380797.
  @ParameterizedTest
  @CsvSource({
    "RND, 0.231059",
    "RND_CONV, 0.231059",
    "RND_ZERO, 0.231059",
    "TRN, 0.380797",
    "TRN_ZERO, 0.380797"
  })
  void maxAbsoluteError_byHand_isAtTheEdgeOfACell(Rounding rounding, double expected) {
    assertThat(new SigmoidTable(2, 4, rounding, fixed(8, 2)).maxAbsoluteError())
        .isCloseTo(expected, within(5e-7));
  }

  // Two words, domain 1: the last one, sigmoid(0.5) = 0.622 -> 40/64 = 0.625, stands for all
  // greater
  // z too, whose sigmoid tends to 1.
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STOCHASTIC")
  void maxAbsoluteError_ofANarrowDomain_isThatOfTheTail(Rounding rounding) {
    assertThat(new SigmoidTable(2, 1, rounding, fixed(8, 2)).maxAbsoluteError()).isEqualTo(0.375);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STOCHASTIC")
  void maxAbsoluteError_ofManyTables_isWhatDenseSamplingFinds(Rounding rounding) {
    int tables = 0;
    for (int words = 2; words <= 256; words *= 4) {
      for (int domain = 1; domain <= 64; domain *= 4) {
        for (int width : new int[] {3, 8, 16}) {
          SigmoidTable table = new SigmoidTable(words, domain, rounding, fixed(width, 2));
          double spacing = (double) domain / words / 32;
          double sampled = sampled(table);
          // Between samples the function moves by at most its slope, 1/4.
          assertThat(table.maxAbsoluteError())
              .as("%d words, domain %d, %d bits, %s", words, domain, width, rounding)
              .isBetween(sampled, sampled + spacing / 4);
          tables++;
        }
      }
    }
    assertThat(tables).isEqualTo(4 * 4 * 3);
  }

  /** Returns the largest error over z = k / 32 of a step, and far outside of the domain. */
  private static double sampled(SigmoidTable table) {
    Conversion toAddress = table.address().from(table.addressFormat().fractionBits() + 5);
    RandomBits unused = RandomBits.of(1, 1, 1);
    double largest = 0;
    for (int k = -50 * table.words(); k <= 50 * table.words(); k++) {
      largest = Math.max(largest, error(table, toAddress, k, unused));
    }
    for (long far : new long[] {1L << 40, -(1L << 40)}) {
      largest = Math.max(largest, error(table, toAddress, far, unused));
    }
    return largest;
  }

  private static double error(
      SigmoidTable table, Conversion toAddress, long accumulator, RandomBits unused) {
    int address = (int) toAddress.apply(accumulator, unused, 0);
    double z = Math.scalb((double) accumulator, -toAddress.sourceFractionBits());
    return Math.abs(table.activation().toDouble(table.lookup(address)) - 1 / (1 + Math.exp(-z)));
  }
}
