package org.backflow.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backflow.network.Initialization.NORMAL_FAN_IN_PLUS_ONE;

import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;
import org.backflow.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each scheme sums and reads, where it fits, and that a scale of its own changes nothing. */
class FeedbackSchemeFormsTest {
  private static final NetworkShape DEEP = NetworkShape.of(5, 7, 3, 4);

  private static FeedbackScheme named(String name) {
    return FeedbackSchemes.named(name).orElseThrow();
  }

  // Layer 1 has 7 units, layer 2 above it 3, the outputs are 4.
  @ParameterizedTest
  @CsvSource({
    "backprop, 3, 2",
    "random, 3, 2",
    "one-hot, 1, 2",
    "sparse, 2, 2",
    "sparse-3, 3, 2",
    "sign, 3, 2",
    "sign-symmetric, 3, 2",
    "direct, 4, 3",
    "direct-one-hot, 1, 3",
    "direct-ln(t+1), 4, 3",
    "sparse-1-constant, 1, 2",
    "sign-ln(t+e), 3, 2"
  })
  void termsAndSource_ofLayerOne_areThoseOfTheNetwork(String name, int terms, int source) {
    assertThat(named(name).terms(DEEP, 1)).isEqualTo(terms);
    assertThat(named(name).source(DEEP, 1)).isEqualTo(source);
  }

  @ParameterizedTest
  @CsvSource({
    "sparse-1, 'one unit of the next layer per hidden unit, a random weight'",
    "sparse, '2 units of the next layer per hidden unit, random weights'",
    "random-constant, 'a fixed random matrix, not scaled'",
    "random-ln(t+e), 'a fixed random matrix, scaled by ln(t+e)'"
  })
  void description_ofEachForm_saysHowMany(String name, String description) {
    assertThat(named(name).description()).isEqualTo(description);
  }

  // sqrt(8) = 2^1.5, rounded to even: 2.
  @Test
  void shift_withAScale_isThatOfTheSignsWithout() {
    assertThat(named("sign").shift(DEEP, 1)).isEqualTo(2);
    assertThat(named("sign-ln(t+e)").shift(DEEP, 1)).isEqualTo(2);
    assertThat(named("sign-ln(t+e)").waitsForWeights()).isFalse();
  }

  // Layer 2 has 3 units, the outputs are 4: three connections fit, four do not, scaled or not.
  @Test
  void requireFit_ofSparse_allowsAsManyConnectionsAsTheNarrowestLayerHasUnits() {
    named("sparse-3").requireFit(DEEP);
    named("sparse-3-constant").requireFit(DEEP);
    for (String name : new String[] {"sparse-4", "sparse-4-constant"}) {
      assertThatThrownBy(() -> named(name).requireFit(DEEP))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "sparse-4 connects each unit of layer 1 to 4 units of layer 2, which has 3; at most"
                  + " sparse-3 fits 5-7-3-4");
    }
    // Without a hidden layer nothing is connected.
    named("sparse-4").requireFit(NetworkShape.of(5, 2));
    // The last hidden layer is looked at as well.
    assertThatThrownBy(() -> named("sparse-4").requireFit(NetworkShape.of(5, 4, 4, 2)))
        .hasMessageContaining("of layer 2 to 4 units of layer 3, which has 2");
  }

  @Test
  void sparse_ofTheWidestLayer_isTheLast() {
    assertThat(FeedbackSchemes.sparse(1_000_000).terms(DEEP, 1)).isEqualTo(1_000_000);
    assertThatThrownBy(() -> FeedbackSchemes.sparse(1_000_001))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("expected 1 to 1000000");
  }

  @Test
  void rescaled_ofWhatStoresNothing_isRefused() {
    assertThatThrownBy(() -> new Rescaled(FeedbackSchemes.BACKPROP, FeedbackScale.CONSTANT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("backprop stores no feedback matrix that constant could scale");
  }

  @Test
  void draw_ofSigns_hasARowPerUnitOfTheLayerAbove() {
    Matrix signs =
        FeedbackSchemes.SIGN
            .draw(DEEP, 2, NORMAL_FAN_IN_PLUS_ONE, RandomStream.of(1, "feedback"))
            .orElseThrow();
    assertThat(signs.rows()).isEqualTo(4);
    assertThat(signs.columns()).isEqualTo(3);
  }
}
