package org.backflow.report.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportViewsTest {

  @TempDir private Path folder;

  private static String failing(String reason) {
    throw new ArithmeticException(reason);
  }

  @Test
  void write_viewsThatCannotBeMade_keepsNoOtherFromBeingWrittenAndNamesThem() throws IOException {
    Path stale = Files.writeString(folder.resolve("index.html"), "of an earlier run");
    ReportViews views = new ReportViews(folder);
    views.write("timeline.json", () -> failing("a cycle beyond long"));
    views.write("index.html", () -> failing("a tick beyond long"));
    views.write("schemes.csv", () -> "scheme\n");

    assertThatThrownBy(views::requireComplete)
        .isInstanceOf(IncompleteReportException.class)
        .hasMessage(
            folder.resolve("timeline.json")
                + ", "
                + folder.resolve("index.html")
                + " are missing; the results and everything else are written")
        .hasRootCauseMessage("a cycle beyond long");
    assertThat(folder.resolve("schemes.csv")).hasContent("scheme\n");
    assertThat(stale).doesNotExist();
  }

  @Test
  void requireComplete_everythingMade_passes() {
    ReportViews views = new ReportViews(folder);
    views.write("schemes.csv", () -> "scheme\n");

    views.requireComplete();

    assertThat(folder).isDirectoryContaining("glob:**schemes.csv");
  }
}
