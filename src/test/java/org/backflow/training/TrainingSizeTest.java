package org.backflow.training;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.backflow.data.InvalidDataException;
import org.backflow.network.NetworkShape;
import org.junit.jupiter.api.Test;

class TrainingSizeTest {
  private static final NetworkShape WIDE = NetworkShape.of(36, 100_000, 4);

  // 2^31 - 9 elements, the longest array.
  @Test
  void requireArray_upToTheLongest_accepts() {
    TrainingSize.requireArray(WIDE, "W1", 1, 2_147_483_639L);
    assertThatThrownBy(() -> TrainingSize.requireArray(WIDE, "W1", 1, 2_147_483_640L))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageStartingWith("layers 36-100000-4: W1 has 1 x 2147483640 elements; expected at");
  }

  // 44 + 300,000 lanes: 7,157 rows of them are 2,147,414,908 elements, 7,158 too many.
  @Test
  void requireLanes_ofThreeNetworks_countsThemSideBySide() {
    TrainingSize.requireLanes(WIDE, 3, 7_157);
    assertThatThrownBy(() -> TrainingSize.requireLanes(WIDE, 3, 7_158))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "layers 36-100000-4 of 3 schemes with minibatches of 7158: layer 1 takes 7158 x 300000"
                + " elements; expected at most 2147483639 in networks that are trained");
  }
}
