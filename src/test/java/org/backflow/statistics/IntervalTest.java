package org.backflow.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class IntervalTest {

  @Test
  void ofShares_keepsWhatLiesBetweenZeroAndOne() {
    assertThat(new Interval(0.25, 0.5).ofShares()).isEqualTo(new Interval(0.25, 0.5));
    assertThat(new Interval(-0.1, 0.3).ofShares()).isEqualTo(new Interval(0.0, 0.3));
    assertThat(new Interval(0.9, 1.1).ofShares()).isEqualTo(new Interval(0.9, 1.0));
    assertThat(new Interval(-2.0, 3.0).ofShares()).isEqualTo(new Interval(0.0, 1.0));
  }
}
