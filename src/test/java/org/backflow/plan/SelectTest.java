package org.backflow.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SelectTest {
  private static Select select(int units, boolean scaled) {
    return new Select(
        "feedback.2", 2, Tensor.delta(3), 5, Tensor.error(2), new Extent(7, units, 1), scaled);
  }

  private static int[] selection(Select select, int[][] feedback) {
    return select.selection(feedback.length, (row, unit) -> feedback[row][unit] != 0);
  }

  @Test
  void selection_ofAOneHotMatrix_isTheRowOfEachOne() {
    int[][] feedback = {{0, 1, 0, 0}, {1, 0, 0, 1}, {0, 0, 1, 0}};
    assertThat(selection(select(4, false), feedback)).containsExactly(1, 0, 2, 1);
    assertThat(selection(select(4, true), feedback)).containsExactly(1, 0, 2, 1);
  }

  @Test
  void selection_ofAColumnThatTheScaleMadeZero_isTheFirstRow() {
    int[][] feedback = {{0, 0}, {0, 3}};
    assertThat(selection(select(2, true), feedback)).containsExactly(0, 1);
    assertThatThrownBy(() -> selection(select(2, false), feedback))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("feedback.2 selects 0 elements for unit 0 of layer 2; expected one");
  }

  @Test
  void selection_ofAColumnWithTwoNonZeros_isRefused() {
    int[][] feedback = {{0, 3}, {1, 1}};
    for (boolean scaled : new boolean[] {false, true}) {
      assertThatThrownBy(() -> selection(select(2, scaled), feedback))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("feedback.2 selects 2 elements for unit 1 of layer 2; expected one");
    }
  }

  @Test
  void labels_ofThePhases_areWhatIsPrinted() {
    assertThat(Stream.of(Phase.values()).map(Phase::label))
        .containsExactly("forward", "output error", "feedback", "update");
  }
}
