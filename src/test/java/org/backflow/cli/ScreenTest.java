package org.backflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.backflow.report.text.Terminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScreenTest {

  @AfterEach
  void forget() {
    System.clearProperty("backflow.columns");
    System.clearProperty("backflow.coloured");
  }

  @Test
  void terminal_thatNobodyDescribes_isPlain() {
    assertThat(Screen.terminal()).isEqualTo(Terminal.PLAIN);
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 72, 80})
  void tables_onANarrowTerminal_fitIt(int columns) {
    System.setProperty("backflow.columns", "" + columns);
    for (String line :
        new String[] {
          "audit", "resources", "cost --layers 784-20-10 --accelerator edge-16x16-dram"
        }) {
      assertThat(Outcome.of(line.split(" ", -1)).out().lines())
          .as(line)
          .isNotEmpty()
          .filteredOn(text -> text.length() > columns)
          .as("%s in %d columns", line, columns)
          .isEmpty();
    }
  }

  @Test
  void tables_onAWideTerminal_useIt() {
    assertThat(wide("80")).isEqualTo(80);
    assertThat(wide("90")).isBetween(81, 90);
    assertThat(wide("200")).as("prose stays readable").isBetween(91, 100);
  }

  /** Returns the length of the longest line of the audit, which has long sentences. */
  private static int wide(String columns) {
    System.setProperty("backflow.columns", columns);
    return Outcome.of("audit").out().lines().mapToInt(String::length).max().orElse(0);
  }

  @Test
  void colour_isThereWhereTheLauncherAllowsIt() {
    assertThat(Outcome.of("audit").out()).doesNotContain("\u001B");
    assertThat(Outcome.of("compare", "--help").out()).doesNotContain("\u001B");
    System.setProperty("backflow.coloured", "true");
    assertThat(Outcome.of("audit").out()).contains("\u001B[32m20.0x\u001B[0m");
    assertThat(Outcome.of("audit", "--format", "markdown").out()).doesNotContain("\u001B");
    assertThat(Outcome.of("compare", "--help").out()).contains("\u001B[");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "compair | unknown command 'compair'; did you mean 'compare'?",
        "cost --layrs 3 | unknown option '--layrs'; did you mean '--layers'?",
        "audit --format jsn | --format jsn: no such value; did you mean 'json'?",
        "verify --only everything | no such value; expected one of steps, runs",
        "audit one two | unexpected argument 'two'",
        "report | Missing required parameter",
      })
  void wrongUsage_isExplainedInTwoLines(String line, String message) {
    Outcome outcome = Outcome.of(line.split(" ", -1));
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains(message).contains("Try: backflow");
    assertThat(outcome.err().lines()).hasSize(2);
  }

  @Test
  void completion_isAScriptThatKnowsEveryCommand() {
    Outcome outcome = Outcome.of("completion", "bash");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out())
        .contains("complete -F _complete_backflow")
        .contains(Main.commandLine().getSubcommands().keySet());
    assertThat(Outcome.of("completion", "fish").err()).contains("expected one of bash, zsh");
  }
}
