package org.backflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.backflow.experiment.TinyImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportCommandTest {

  @TempDir private Path folder;

  private Path compared(String name, String... more) throws IOException {
    Path report = folder.resolve(name);
    Outcome compared =
        Outcome.of(
            Stream.concat(
                    Stream.of(
                        "compare",
                        "--output",
                        report.toString(),
                        "--set",
                        "data.path=" + TinyImages.write(folder),
                        "--set",
                        "layers=36-8-4",
                        "--set",
                        "protocol.epochs=2",
                        "--set",
                        "runs=2"),
                    Stream.of(more))
                .toArray(String[]::new));
    assertThat(compared.code()).as(compared.err()).isZero();
    return report;
  }

  private static Map<String, String> files(Path report) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> found = Files.list(report)) {
      for (Path file : found.toList()) {
        files.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return files;
  }

  @Test
  void report_ofAComparison_writesEveryFileAgainByteForByte() throws IOException {
    Path report = compared("report", "--set", "accelerator.zeroGating=true");
    Map<String, String> before = files(report);
    Path again = folder.resolve("again");
    Outcome elsewhere = Outcome.of("report", report.toString(), "--output", again.toString());
    assertThat(elsewhere.code()).as(elsewhere.err()).isZero();
    assertThat(elsewhere.out()).contains("Whole-step gain against backprop");
    assertThat(files(again)).isEqualTo(before).containsKeys("index.html", "timeline.json");
    Files.delete(report.resolve("index.html"));
    assertThat(Outcome.of("report", report.resolve("results.json").toString()).code()).isZero();
    assertThat(files(report)).isEqualTo(before);
  }

  @Test
  void report_ofFiguresThatComeOutOtherwise_writesOnlyWhenTold() throws IOException {
    Path report = compared("report", "--set", "numerics=float");
    Path results = report.resolve("results.json");
    String stored = Files.readString(results).replaceFirst("\"macs\" : \\d+", "\"macs\" : 7");
    Files.writeString(results, stored);
    Outcome refused = Outcome.of("report", report.toString());
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.out()).contains("schemes[backprop].feedback.macs       7", "--recost");
    assertThat(results).hasContent(stored);
    assertThat(Outcome.of("report", "--check", report.toString()).code()).isEqualTo(1);
    Outcome taken = Outcome.of("report", "--recost", report.toString());
    assertThat(taken.code()).isZero();
    assertThat(taken.err()).contains("1 figure is not as stored");
    assertThat(Outcome.of("report", "--check", report.toString()).out())
        .containsPattern("every\\s+figure\\s+comes\\s+out\\s+as\\s+stored");
  }

  @Test
  void report_ofNoReport_isRefused() {
    Outcome missing = Outcome.of("report", folder.toString());
    assertThat(missing.code()).isEqualTo(3);
    assertThat(missing.err()).contains("results.json: no such file");
    assertThat(Outcome.of("report").code()).isEqualTo(2);
    assertThat(Outcome.of("report", "--check", "--recost", "x").code()).isEqualTo(2);
  }
}
