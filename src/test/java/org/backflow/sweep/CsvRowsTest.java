package org.backflow.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.backflow.figure.Kind;
import org.backflow.files.SpreadsheetText;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class CsvRowsTest {
  private static final Columns COLUMNS =
      Columns.of(
          List.of(
              Column.setting("a", Kind.TEXT),
              Column.setting("b", Kind.TEXT),
              Column.setting("c", Kind.NUMBER)),
          List.of("table"),
          false,
          true);

  private static Row row(@Nullable Object... leading) {
    List<@Nullable Object> cells = new ArrayList<>(Arrays.asList(leading));
    while (cells.size() < COLUMNS.size()) {
      cells.add(null);
    }
    return Row.of(cells);
  }

  @Test
  void line_ofCellsThatNeedQuotesOrNot_isThatOfTheFormat() {
    CsvRows rows = new CsvRows(COLUMNS);
    String rest = ",".repeat(COLUMNS.size() - 6);
    assertThat(rows.line(row(7L, "done", null, "fixed<8,2>", "plain", 0.5)))
        .isEqualTo("7,done,,\"fixed<8,2>\",plain,0.5" + rest + "\n");
    assertThat(rows.line(row(8L, "failed", "a \"b\"\nc", "#", "", 1e22)))
        .isEqualTo("8,failed,\"a \"\"b\"\" c\",#,,1.0E22" + rest + "\n");
    assertThat(CsvRows.point("812,done\n")).isEqualTo(812);
    assertThatThrownBy(() -> CsvRows.point("# sweep")).isInstanceOf(NumberFormatException.class);
  }

  @Test
  void line_ofRandomCells_isThatOfTheCsvWriterAndReadsBackEqual() {
    CsvRows rows = new CsvRows(COLUMNS);
    Random random = new Random(5);
    String letters = "ab,\"# \tü;'\\<>=+-@";
    for (int i = 0; i < 2000; i++) {
      List<@Nullable Object> texts = new ArrayList<>();
      for (int cell = 0; cell < 3; cell++) {
        StringBuilder text = new StringBuilder("x");
        for (int length = random.nextInt(6); length > 0; length--) {
          text.append(letters.charAt(random.nextInt(letters.length())));
        }
        texts.add(random.nextInt(5) == 0 ? null : text.substring(random.nextInt(2)));
      }
      Row row =
          row(
              (long) i,
              "done",
              texts.get(0),
              texts.get(1),
              texts.get(2),
              Double.longBitsToDouble(random.nextLong() & ~(1L << 62)));
      StringWriter expected = new StringWriter();
      CsvWriter.builder()
          .lineDelimiter(LineDelimiter.LF)
          .bufferSize(0)
          .build(expected)
          .writeRecord(
              row.cells().stream()
                  .map(
                      cell ->
                          cell instanceof String
                              ? SpreadsheetText.defused(CsvRows.text(cell))
                              : CsvRows.text(cell))
                  .toList());
      String line = rows.line(row);
      assertThat(line).isEqualTo(expected.toString());
      assertThat(rows.line(rows.row(line))).isEqualTo(line);
      for (int cell = 2; cell < 5; cell++) {
        // What is left of a text in CSV is a cell without line breaks; an empty one is none.
        String kept = CsvRows.text(row.cells().get(cell));
        assertThat(CsvRows.text(rows.wholeRow(line).cells().get(cell))).isEqualTo(kept);
      }
      assertThat(rows.wholeRow(line).number(5)).isEqualTo(row.number(5));
    }
  }
}
