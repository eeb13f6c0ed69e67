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
    assertThat(files(again))
        .isEqualTo(before)
        .containsKeys("index.html", "timeline.json", "errors.csv");
    assertThat(before.get("index.html")).contains("Over the first 50 steps of run 0");
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
    assertThat(missing.err()).contains(folder + ": a folder without results.json; expected one");
    assertThat(Outcome.of("report").code()).isEqualTo(2);
    assertThat(Outcome.of("report", "--check", "--recost", "x").code()).isEqualTo(2);
  }

  @Test
  void compare_ofAResultsFile_repeatsItByteForByte() throws IOException {
    Path report = compared("report", "--set", "numerics=fixed");
    Path again = folder.resolve("again");
    String results = report.resolve("results.json").toString();
    Outcome repeated = Outcome.of("compare", results, "--output", again.toString());
    assertThat(repeated.code()).as(repeated.err()).isZero();
    assertThat(files(again).get("epochs.csv")).isEqualTo(files(report).get("epochs.csv"));
    assertThat(files(again).get("schemes.csv")).isEqualTo(files(report).get("schemes.csv"));
    Outcome changed =
        Outcome.of("compare", results, "--output", again.toString(), "--set", "protocol.epochs=1");
    assertThat(changed.out()).contains("1 epoch,");
    Outcome wrong = Outcome.of("compare", results, "--set", "protocol.epoch=1");
    assertThat(wrong.code()).isEqualTo(3);
    assertThat(wrong.err()).contains("did you mean 'epochs'?");
  }

  @Test
  void report_ofSeveral_setsThemSideBySide() throws IOException {
    Path one = compared("one", "--set", "numerics=float");
    Path other =
        compared(
            "other",
            "--set",
            "numerics=float",
            "--set",
            "accelerator=edge-16x16-dram",
            "--set",
            "schemes=[backprop, sign]");
    Path target = folder.resolve("together");
    Outcome both =
        Outcome.of("report", one.toString(), other.toString(), "--output", target.toString());
    assertThat(both.code()).as(both.err()).isZero();
    assertThat(both.out())
        .contains("accelerator.name", "edge-16x16-dram")
        .doesNotContain("protocol.epochs")
        .containsPattern("sign +one +other\\ntest accuracy, float +- +\\d+\\.\\d\\d ± ")
        .containsPattern("cycles over one +1\\.0000x +1\\.\\d+x");
    assertThat(files(target)).containsOnlyKeys("index.html", "comparison.csv", "comparison.json");
    assertThat(files(target).get("index.html"))
        .startsWith("<!DOCTYPE html>")
        .contains("accelerator.dram.bytesPerCycle", "Scheme one-hot");
    assertThat(Outcome.of("report", one.toString(), one.toString()).code()).isEqualTo(2);
  }
}
