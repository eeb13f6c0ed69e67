package org.backflow.fixedpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RandomBitsTest {
  @Test
  void of_aLayer_startsEveryUnitInItsFirstState() {
    RandomBits random = RandomBits.of(42, 3, 5);
    for (int unit = 0; unit < 5; unit++) {
      assertThat(random.state(unit)).isEqualTo(Lfsr.firstState(42, 3, unit));
    }
    assertThat(random.states()).hasSize(5);
  }

  @Test
  void draw_returnsTheStateAndThenStepsIt() {
    RandomBits random = RandomBits.of(42, 3, 2);
    int state = random.state(1);
    assertThat(random.draw(1)).isEqualTo(state);
    assertThat(random.draw(1)).isEqualTo(Lfsr.next(state));
    assertThat(random.state(1)).isEqualTo(Lfsr.next(Lfsr.next(state)));
    assertThat(random.state(0)).isEqualTo(Lfsr.firstState(42, 3, 0));
  }

  @Test
  void repeated_copies_startAlikeAndDrawApart() {
    RandomBits random = RandomBits.of(42, 3, 2).repeated(3);
    assertThat(random.states()).hasSize(6);
    for (int unit = 0; unit < 6; unit++) {
      assertThat(random.state(unit)).isEqualTo(Lfsr.firstState(42, 3, unit % 2));
    }
    random.draw(2);
    assertThat(random.state(0)).isEqualTo(Lfsr.firstState(42, 3, 0));
    assertThat(random.state(2)).isEqualTo(Lfsr.next(Lfsr.firstState(42, 3, 0)));
    assertThat(random.state(4)).isEqualTo(Lfsr.firstState(42, 3, 0));
  }

  @Test
  void startingAt_aView_sharesTheStates() {
    RandomBits random = RandomBits.of(42, 3, 6);
    RandomBits view = random.startingAt(2).startingAt(1);
    int state = view.draw(1);
    assertThat(state).isEqualTo(Lfsr.firstState(42, 3, 4));
    assertThat(random.state(4)).isEqualTo(Lfsr.next(state));
    assertThat(random.startingAt(0).states()).isSameAs(random.states());
  }

  @Test
  void states_ofAViewThatStartsLater_isRefused() {
    assertThatThrownBy(() -> RandomBits.of(42, 3, 6).startingAt(2).states())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a view that starts at register 2");
  }

  @Test
  void states_changedInPlace_areDrawnNext() {
    RandomBits random = RandomBits.of(42, 3, 2);
    random.states()[1] = 77;
    assertThat(random.draw(1)).isEqualTo(77);
  }

  @Test
  void padded_registers_standBehindTheOthersAndChangeNone() {
    RandomBits padded = RandomBits.of(42, 3, 2).padded(5);
    assertThat(padded.states())
        .containsExactly(Lfsr.firstState(42, 3, 0), Lfsr.firstState(42, 3, 1), 0, 0, 0);
  }
}
