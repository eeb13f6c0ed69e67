package org.backflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void version_option_printsNameAndFilteredVersion() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).matches("backflow \\d+\\.\\d+\\.\\d+\\S*\\R");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void main_withoutCommand_saysWhereToStart() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("backflow compare", "README.md", "backflow --help");
    assertThat(err.toString().lines())
        .hasSizeLessThan(15)
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
  }

  @Test
  void unknown_option_isUsageErrorOnStandardError() {
    assertThat(run("--no-such-option")).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains("--no-such-option");
  }

  private int run(String... arguments) {
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
