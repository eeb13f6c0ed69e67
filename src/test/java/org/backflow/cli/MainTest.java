package org.backflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MainTest {
  @Test
  void version_option_printsNameAndFilteredVersion() {
    Outcome outcome = Outcome.of("--version");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out())
        .matches("backflow \\d+\\.\\d+\\.\\d+\\S*\\RJava \\d+.*\\Rtraining in (vector|plain).*\\R");
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void main_withoutCommand_saysWhereToStart() {
    Outcome outcome = Outcome.of();
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("backflow compare", "README.md", "backflow --help");
    assertThat(outcome.err().lines())
        .hasSizeLessThan(15)
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
  }

  @Test
  void unknown_option_isUsageErrorOnStandardError() {
    Outcome outcome = Outcome.of("--no-such-option");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains("--no-such-option");
  }
}
