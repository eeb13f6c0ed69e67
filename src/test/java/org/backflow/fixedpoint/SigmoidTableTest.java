package org.backflow.fixedpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backflow.fixedpoint.FixedPointFormat.fixed;
import static org.backflow.fixedpoint.FixedPointFormat.ufixed;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigmoidTableTest {
  private static SigmoidTable table(int words, int domain, FixedPointFormat activation) {
    return new SigmoidTable(words, domain, Rounding.RND, activation);
  }

  static Stream<SigmoidTable> tables() {
    return Stream.of(
        table(2, 1, ufixed(1, 1)),
        table(4, 64, fixed(2, 2)),
        table(64, 4, fixed(3, 2)),
        table(256, 8, fixed(8, 2)),
        table(2048, 8, fixed(16, 2)),
        table(65_536, 16, fixed(32, 2)));
  }

  @Test
  void word_byHand_isTheNearestCodeOfTheFunction() {
    // step 1, one code is 1/64: sigmoid(0) = 0.5 -> 32, sigmoid(1) = 0.731059 -> 46.79,
    // sigmoid(2) = 0.880797 -> 56.37, sigmoid(3) = 0.952574 -> 60.96.
    SigmoidTable table = table(4, 4, fixed(8, 2));
    assertThat(table.addressFormat()).isEqualTo(fixed(3, 3));
    assertThat(table.one()).isEqualTo(64);
    assertThat(IntStream.range(0, 4).map(table::word)).containsExactly(32, 47, 56, 61);
    assertThat(IntStream.rangeClosed(-3, 3).map(table::lookup))
        .containsExactly(3, 8, 17, 32, 47, 56, 61);
  }

  @Test
  void addressFormat_ofWordsAndDomain_countsStepsOfTheDomain() {
    // 2048 words for 0 <= z < 8: a step of 1/256.
    assertThat(table(2048, 8, fixed(16, 2)).addressFormat()).isEqualTo(fixed(12, 4));
    assertThat(table(2, 64, fixed(16, 2)).addressFormat()).isEqualTo(fixed(2, 7));
    assertThat(table(65_536, 1, fixed(16, 2)).addressFormat()).isEqualTo(fixed(17, 1));
  }

  @Test
  void address_ofAnAccumulator_isLimitedSymmetrically() {
    SigmoidTable table = new SigmoidTable(4, 4, Rounding.TRN, fixed(8, 2));
    assertThat(table.address())
        .isEqualTo(new Quantization(fixed(3, 3), Rounding.TRN, Overflow.SAT_SYM));
    Conversion toAddress = table.address().from(1);
    RandomBits unused = RandomBits.of(1, 1, 1);
    assertThat(IntStream.of(-100, -8, -7, -6, -1, 0, 5, 6, 7, 100))
        .extracting(halves -> toAddress.apply(halves, unused, 0))
        .containsExactly(-3L, -3L, -3L, -3L, -1L, 0L, 2L, 3L, 3L, 3L);
  }

  @ParameterizedTest
  @MethodSource("tables")
  void lookup_ofEveryAddress_isSymmetricAroundOneHalf(SigmoidTable table) {
    for (int address = 1; address < table.words(); address++) {
      assertThat(table.lookup(address) + table.lookup(-address)).isEqualTo(table.one());
    }
    assertThat(table.lookup(0)).isEqualTo((table.one() + 1) / 2);
  }

  @ParameterizedTest
  @MethodSource("tables")
  void lookup_ofEveryAddress_neverFallsAndStaysBetweenZeroAndOne(SigmoidTable table) {
    int before = 0;
    for (int address = 1 - table.words(); address < table.words(); address++) {
      assertThat(table.lookup(address)).isBetween(before, table.one());
      before = table.lookup(address);
    }
  }

  @ParameterizedTest
  @MethodSource("tables")
  void word_ofEveryIndex_isWithinHalfACodeOfTheFunction(SigmoidTable table) {
    double half = table.activation().toDouble(1) / 2;
    for (int index = 0; index < table.words(); index++) {
      double z = (double) index * table.domain() / table.words();
      double exact = 1 / (1 + Math.exp(-z));
      assertThat(Math.abs(table.activation().toDouble(table.word(index)) - exact))
          .isLessThanOrEqualTo(half * (1 + 1e-6));
    }
  }

  @Test
  void sigmoid_atBothEnds_reachesZeroAndOne() {
    assertThat(SigmoidTable.sigmoid(0)).isEqualTo(0.5);
    assertThat(SigmoidTable.sigmoid(Double.NEGATIVE_INFINITY)).isEqualTo(0.0);
    assertThat(SigmoidTable.sigmoid(Double.POSITIVE_INFINITY)).isEqualTo(1.0);
    assertThat(SigmoidTable.sigmoid(-1000)).isEqualTo(0.0);
    // 1 / (1 + e^-1), to the last digit.
    assertThat(SigmoidTable.sigmoid(1)).isEqualTo(0.7310585786300049);
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -2, 0, 1, 3, 6, 2047, 131_072})
  void table_ofWordsThatAreNoPowerOfTwoInRange_isRefused(int words) {
    assertThatThrownBy(() -> table(words, 8, fixed(16, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "words of the sigmoid table is %d; expected a power of two from 2 to 65536", words);
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 3, 65, 128})
  void table_ofDomainThatIsNoPowerOfTwoInRange_isRefused(int domain) {
    assertThatThrownBy(() -> table(2048, domain, fixed(16, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "domain of the sigmoid table is %d; expected a power of two from 1 to 64", domain);
  }

  @Test
  void table_ofStochasticAddresses_isRefused() {
    assertThatThrownBy(() -> new SigmoidTable(2048, 8, Rounding.STOCHASTIC, fixed(16, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the address of the sigmoid table cannot be rounded by STOCHASTIC: evaluation would"
                + " depend on its order; expected one of TRN, TRN_ZERO, RND, RND_CONV, RND_ZERO");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          fixed<16,1>  | fixed<16,2>
          fixed<8,-3>  | fixed<8,2>
          fixed<8,9>   | fixed<8,2>
          ufixed<8,0>  | ufixed<8,1>
          ufixed<8,9>  | ufixed<8,1>
          fixed<1,1>   | fixed<2,2>
          """)
  void table_ofWordsThatCannotHoldOne_isRefusedWithAFormatThatCan(String found, String better) {
    assertThatThrownBy(() -> table(2048, 8, FixedPointFormat.parse(found)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the activation format %s cannot hold 1.0, the constant input of the bias; try %s",
            found, better);
    table(2048, 8, FixedPointFormat.parse(better));
  }

  @Test
  void table_ofWordsWhoseOneIsNoInt_isRefused() {
    assertThatThrownBy(() -> table(2048, 8, ufixed(32, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the activation format ufixed<32,1> has 31 fraction bits; expected at most 30");
  }
}
