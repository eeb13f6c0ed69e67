package org.backflow.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The constants were computed by a separate Python program from the C code of the WELL paper, the
 * SHA-256 of the name, and the documented conversions; they seal the streams of every experiment.
 */
class RandomStreamTest {
  private static RandomStream sealed() {
    return RandomStream.of(42, "weights", 0, 1);
  }

  @Test
  void nextLong_ofSealedStream_isUnchanged() {
    RandomStream stream = sealed();
    assertThat(LongStream.generate(stream::nextLong).limit(4))
        .containsExactly(
            0x86a550a8f4fcfd2eL, 0x542c1a3331dc9a06L, 0x5492cafaaae07e57L, 0xcc2f31ba872f4e72L);
  }

  @Test
  void nextLong_ofNegativeSeedWithoutIndex_isUnchanged() {
    assertThat(RandomStream.of(-1, "split").nextLong()).isEqualTo(0x127e44987d17258bL);
  }

  @Test
  void nextDouble_ofSealedStream_isUnchanged() {
    RandomStream stream = sealed();
    assertThat(IntStream.range(0, 4).mapToDouble(i -> stream.nextDouble()))
        .containsExactly(
            0x1.0d4aa17a7e7e8p-1, 0x1.50b06831dc9a0p-2, 0x1.524b2baae07e4p-2, 0x1.985e634397a72p-1);
  }

  @Test
  void nextInt_ofSealedStream_isUnchanged() {
    RandomStream ten = sealed();
    assertThat(IntStream.range(0, 12).map(i -> ten.nextInt(10)))
        .containsExactly(6, 5, 7, 7, 1, 3, 3, 7, 8, 4, 3, 8);
    RandomStream powerOfTwo = sealed();
    assertThat(IntStream.range(0, 12).map(i -> powerOfTwo.nextInt(16)))
        .containsExactly(8, 15, 5, 3, 5, 10, 12, 8, 3, 12, 3, 1);
  }

  @Test
  void nextGaussian_ofSealedStream_isUnchanged() {
    RandomStream stream = sealed();
    double[] found = IntStream.range(0, 4).mapToDouble(i -> stream.nextGaussian()).toArray();
    double[] python = {
      -1.4717200259709682, -0.24220638144461587, -0.32534829720284125, 0.5886058438817489
    };
    assertThat(found).containsExactly(python, within(1e-15));
    assertThat(found)
        .as("the exact bits, as commons-math3 computes them")
        .containsExactly(
            -0x1.78c2a4c469e05p+0,
            -0x1.f009e6397f3c2p-3,
            -0x1.4d281aa12e955p-2,
            0x1.2d5dbec369c69p-1);
  }

  @Test
  void shuffle_ofSealedStream_isUnchanged() {
    int[] elements = IntStream.range(0, 10).toArray();
    sealed().shuffle(elements);
    assertThat(elements).containsExactly(7, 0, 1, 4, 8, 5, 9, 2, 3, 6);
  }

  @Test
  void shuffle_ofNoneOrOneElement_drawsNothing() {
    RandomStream stream = sealed();
    stream.shuffle(new int[0]);
    stream.shuffle(new int[] {7});
    assertThat(stream.nextLong()).isEqualTo(sealed().nextLong());
  }

  @Test
  void shuffle_ofThreeElements_makesAllSixOrdersEquallyLikely() {
    int[] seen = new int[6];
    RandomStream stream = RandomStream.of(7, "shuffle-test");
    for (int i = 0; i < 60_000; i++) {
      int[] elements = {0, 1, 2};
      stream.shuffle(elements);
      seen[2 * elements[0] + (elements[1] > elements[2] ? 1 : 0)]++;
    }
    // Six standard deviations of a binomial count: 6 sqrt(60000 / 6 * 5 / 6) = 548.
    assertThat(Arrays.stream(seen).boxed())
        .allSatisfy(count -> assertThat(count).isBetween(9_452, 10_548));
  }

  @Test
  void of_differentSeedsPurposesOrIndices_givesDifferentStreams() {
    Set<Long> firsts = new HashSet<>();
    int streams = 0;
    for (long seed : new long[] {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
      for (String purpose : new String[] {"weights", "split", "feedback-weights"}) {
        long[][] indices = {{}, {0}, {1}, {-1}, {11}, {0, 0}, {0, 1}, {1, 0}, {1, 1}, {1, 1, 1}};
        for (long[] index : indices) {
          firsts.add(RandomStream.of(seed, purpose, index).nextLong());
          streams++;
        }
      }
    }
    assertThat(streams).isEqualTo(150);
    assertThat(firsts).hasSize(streams);
  }

  @Test
  void of_neighbouringIndices_givesUncorrelatedStreams() {
    int pairs = 200;
    int draws = 1_000;
    double sum = 0;
    for (int index = 0; index < pairs; index++) {
      RandomStream left = RandomStream.of(1, "weights", index);
      RandomStream right = RandomStream.of(1, "weights", index + 1);
      for (int i = 0; i < draws; i++) {
        sum += left.nextGaussian() * right.nextGaussian();
      }
    }
    // The products have mean 0 and variance 1: five standard deviations of their sum.
    assertThat(sum).isCloseTo(0, within(5 * Math.sqrt((double) pairs * draws)));
  }

  @Test
  void nextGaussian_ofManyDraws_hasMeanZeroAndVarianceOne() {
    RandomStream stream = RandomStream.of(3, "weights");
    double[] draws = IntStream.range(0, 100_000).mapToDouble(i -> stream.nextGaussian()).toArray();
    // Five standard errors: 5 / sqrt(n) for the mean, 5 sqrt(2 / n) for the variance.
    assertThat(Arrays.stream(draws).average().orElseThrow()).isCloseTo(0, within(0.016));
    assertThat(Arrays.stream(draws).map(x -> x * x).average().orElseThrow())
        .isCloseTo(1, within(0.023));
  }

  @Test
  void name_ofAnyStream_isWhatDrawsItAgain() {
    assertThat(sealed().name()).isEqualTo("42/weights/0/1");
    assertThat(RandomStream.of(-1, "split")).hasToString("-1/split");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Weights", "a/b", "1st", "two words", "-a", "a-", "a--b", "gewächs"})
  void of_purposeThatIsNoWord_isRefused(String purpose) {
    assertThatThrownBy(() -> RandomStream.of(1, purpose))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "purpose of a random stream: found '%s', expected lower-case words of letters and"
                + " digits joined by hyphens",
            purpose);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void nextInt_boundNotPositive_isRefused(int bound) {
    assertThatThrownBy(() -> sealed().nextInt(bound))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bound: found %d, expected at least 1", bound);
  }
}
