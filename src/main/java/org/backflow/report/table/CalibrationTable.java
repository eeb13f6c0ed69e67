package org.backflow.report.table;

import java.util.List;
import java.util.Locale;
import org.backflow.report.text.Document;
import org.backflow.report.text.Listing;
import org.backflow.validation.Calibration;

/** What is proposed for every tensor, for terminals. */
public final class CalibrationTable {

  private CalibrationTable() {}

  /** Returns a line per tensor. */
  public static Document of(List<Calibration.Row> rows) {
    return new Document()
        .table(
            new Listing<Calibration.Row>()
                .column("tensor", row -> row.tensor().toString())
                .column("largest seen", row -> String.format(Locale.ROOT, "%.4g", row.largest()))
                .column("today", row -> row.today().format().toString())
                .column(
                    "saturated",
                    row -> String.format(Locale.ROOT, "%.4f %%", 100.0 * row.saturatedShare()))
                .column(
                    "proposed",
                    row -> row.changes() ? row.proposed().format().toString() : "the same")
                .table(rows));
  }
}
