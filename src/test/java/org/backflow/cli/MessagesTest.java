package org.backflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a terminal would obey must not reach it, wherever a name or a value comes from. */
final class MessagesTest {

  /** Clears the screen, turns the direction of what follows, and rings. */
  private static final String HOSTILE = "a\u001b[2J\u202e\u2066\u0007\u009b\u200fz";

  private static final int LONG = 400_000;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@",
        "--@",
        "cost --gemm @",
        "cost --gemm=1,1,1 --format @",
        "cost --gemm=1,1,1 --array @",
        "cost --gemm=1,1,1 --scheme @",
        "cost --gemm=1,1,1 --dataflow @",
        "cost --gemm=1,1,1 --accelerator @",
        "cost --gemm=1,1,1 --accelerator @.cfg",
        "cost --gemm=1,1,1 --energy @",
        "cost --gemm=1,1,1 --set @",
        "cost --gemm=1,1,1 --set @=1",
        "cost --gemm=1,1,1 --set array=@",
        "cost --layers @",
        "cost --layers 3-2 --batch @",
        "cost --topology @",
        "compare @",
        "compare --set data.path=@",
        "compare --set schemes=[@]",
        "audit --scheme @",
        "explain @",
        "report @",
        "sweep @",
        "sweep scheme-depth-width --best @",
        "sweep scheme-depth-width --pareto @",
        "verify --baseline @",
        "cosim @",
        "resources --bits @",
      })
  void message_aboutAnyWord_hasNothingATerminalObeys_andIsShort(String line) {
    for (String word : new String[] {HOSTILE, "x".repeat(LONG), "1".repeat(LONG)}) {
      String[] arguments = line.split(" ");
      for (int i = 0; i < arguments.length; i++) {
        arguments[i] = arguments[i].replace("@", word);
      }
      Outcome outcome = Outcome.of(arguments);
      assertThat(outcome.code()).isIn(2, 3);
      assertThat(outcome.out()).isEmpty();
      assertThat(outcome.err()).startsWith("backflow: ");
      assertThat(outcome.err().codePoints().filter(c -> c != '\n' && c != '\r'))
          .noneMatch(MessagesTest::isObeyed);
      assertThat(outcome.err().lines()).allMatch(text -> text.length() <= 1_100);
    }
  }

  private static boolean isObeyed(int c) {
    int type = Character.getType(c);
    return type == Character.CONTROL || type == Character.FORMAT;
  }

  @Test
  void nameInAFile_isShownWithEscapes_inTablesAndMessages() throws IOException {
    Path topology = folder.resolve("t.csv");
    Files.writeString(topology, "Layer, M, N, K,\n" + HOSTILE + ", 10, 20, 30,\n");
    Outcome table = Outcome.of("cost", "--topology", topology.toString());
    assertThat(table.out() + table.err()).contains("aU+001B[2JU+202EU+2066U+0007U+009BU+200Fz");
    assertThat((table.out() + table.err()).codePoints().filter(c -> c != '\n' && c != '\r'))
        .noneMatch(MessagesTest::isObeyed);
  }

  @Test
  void nameThatASpreadsheetWouldRun_isATextInCsv() throws IOException {
    Path topology = folder.resolve("t.csv");
    Files.writeString(topology, "Layer, M, N, K,\n=1+cmd|calc!A1, 10, 20, 30,\n");
    Outcome csv = Outcome.of("cost", "--topology", topology.toString(), "--format", "csv");
    assertThat(csv.code()).isZero();
    assertThat(csv.out()).contains(",'=1+cmd|calc!A1.forward,").doesNotContain(",=");
  }

  @Test
  void pathThatIsNone_isRefused() {
    Outcome outcome = Outcome.of("compare", "a\0b");
    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.err()).startsWith("backflow: aU+0000b").contains(": no name of a file here");
  }

  @Test
  void remarksAndDamage_ofHostileNames_areToldThroughTheDoor() {
    StringWriter told = new StringWriter();
    PrintWriter err = new PrintWriter(told);
    new LogProgress(err, () -> 0).remarked(HOSTILE);
    TerminalProgress.create(err).remarked(HOSTILE);
    SweepProgress.create(err).damaged(Path.of("\u202e.csv"), Map.of(3, HOSTILE));
    assertThat(told.toString())
        .contains("note: aU+001B[2JU+202E", "U+202E.csv:3: aU+001B[2J")
        .doesNotContain("\u001b", "\u202e");
  }
}
