package org.backflow.report.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DocumentTest {

  private static final Terminal COLOURED = new Terminal(80, true);

  /** Every character that means something to Markdown or LaTeX, marks, headings and indents. */
  private static Document document() {
    TextTable table = new TextTable();
    table.row("", "a_b", "50 % & more");
    table.row("accuracy", List.of("94.19 ± 0.08 %", "93.00 ± 0.17 %"));
    table.mark(1, Mark.GOOD);
    table.row("Feedback phase");
    table.row("  words {W}", List.of("12|3", "<0.0001"));
    table.mark(2, Mark.BAD);
    table.row("    gain $", List.of("1.0167x", "−0.5"));
    table.row("short", "#");
    return new Document()
        .line("first_line of 10^2 ~ \\ [x]")
        .line("second line", "", Mark.BAD)
        .gap()
        .table(table)
        .line("after");
  }

  private static String golden(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(DocumentTest.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void document_inMarkdown_isTheGoldenFile() throws IOException {
    assertThat(document().markdown()).isEqualTo(golden("document.md"));
  }

  @Test
  void document_inLatex_isTheGoldenFile() throws IOException {
    assertThat(document().latex()).isEqualTo(golden("document.tex"));
  }

  @Test
  void document_onATerminal_isColouredOnlyWhereThatIsWanted() {
    String plain = document().text(Terminal.PLAIN);
    String coloured = document().text(COLOURED);
    assertThat(plain).doesNotContain("\u001B").contains("\n  words {W}            12|3");
    assertThat(coloured)
        .contains("\u001B[32m94.19 ± 0.08 %\u001B[0m")
        .contains("\u001B[31m<0.0001\u001B[0m")
        .contains("\u001B[31msecond line\u001B[0m\n")
        .contains("\u001B[1mFeedback phase\u001B[0m");
    assertThat(coloured.replaceAll("\u001B\\[\\d+m", "")).isEqualTo(plain);
  }

  @Test
  void document_onANarrowTerminal_staysWithinIt() {
    Document document =
        document().line("a line of words that is far too long for a terminal of forty", "  ");
    String text = document.text(new Terminal(40, false));
    assertThat(text.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(40));
    assertThat(text)
        .contains("\n                        a_b\n")
        .contains("a line of words that is far too long for\n  a terminal of forty\n");
  }

  @Test
  void table_ofAWiderTerminal_isOneBlock() {
    TextTable table = new TextTable();
    table.row("name", List.of("x".repeat(50), "y".repeat(50)));
    assertThat(table.text(Terminal.PLAIN)).contains("\n\nname");
    assertThat(table.text(new Terminal(120, false))).doesNotContain("\n\n");
  }
}
