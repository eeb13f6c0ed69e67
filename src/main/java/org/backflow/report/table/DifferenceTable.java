package org.backflow.report.table;

import org.backflow.report.result.ResultsFile;
import org.backflow.report.result.StoredDifference;
import org.backflow.report.text.Document;
import org.backflow.report.text.Mark;
import org.backflow.report.text.Phrases;
import org.backflow.report.text.TextTable;

/**
 * What of a stored comparison comes out otherwise now, for people.
 *
 * @param file what was read
 * @param version that of the Backflow that computes now
 */
public record DifferenceTable(ResultsFile file, String version) {

  private static final int MOST_ROWS = 40;

  /** Returns one line for a file that is as this version writes it, else a row per figure. */
  public Document document() {
    String versions = " (Backflow " + file.provenance().toolVersion() + ", now " + version + ")";
    Document document = new Document();
    if (file.isCurrent()) {
      return document.line(
          file.path() + ": every figure comes out as stored" + versions, "  ", Mark.GOOD);
    }
    TextTable table = new TextTable();
    table.row("figure", "stored", "now");
    for (StoredDifference each : file.differences().stream().limit(MOST_ROWS).toList()) {
      table.row(each.figure(), each.stored(), each.now());
    }
    document
        .line(
            "%s: %s not as stored%s"
                .formatted(
                    file.path(), Phrases.counted(file.differences().size(), "figure"), versions),
            "  ",
            Mark.BAD)
        .table(table);
    int others = file.differences().size() - MOST_ROWS;
    if (others > 0) {
      document.line("and " + others + " more");
    }
    return document.line("nothing is written; --recost takes what this version computes");
  }
}
