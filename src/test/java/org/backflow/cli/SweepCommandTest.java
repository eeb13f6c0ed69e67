package org.backflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SweepCommandTest {
  @TempDir private Path folder;

  private Outcome run(String yaml, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("small.yaml"), yaml);
    List<String> arguments =
        new ArrayList<>(
            List.of("sweep", file.toString(), "--output", folder.resolve("out").toString()));
    arguments.addAll(List.of(more));
    return Outcome.of(arguments.toArray(String[]::new));
  }

  private static final String SWEEP =
      """
      description: Two arrays
      experiment: mnist-20
      train: false
      space:
        accelerator.array: [4x4, 8x8, 16x16]
        scheme: [backprop, one-hot]
      constraints: [dsp <= 112]
      pareto: [cycles, dsp]
      """;

  @Test
  void sweep_thatIsDone_isNotRunAgainButAskedAgain() throws IOException {
    Outcome first = run(SWEEP);
    assertThat(first.code()).isZero();
    assertThat(first.out())
        .contains("small: Two arrays\n6 points: 4 done, 0 failed, 2 dropped")
        .contains("2 dropped by dsp <= 112")
        .contains("Pareto front over step_cycles (least), dsps (least): 2 points")
        .contains("Main effects");
    assertThat(first.err()).contains("sweep: 6 points in ").doesNotContain("nothing is run");
    byte[] results = Files.readAllBytes(folder.resolve("out/results.csv"));
    Outcome second =
        run(SWEEP, "--best", "energy", "--where", "scheme == 'one-hot'", "--format", "json");
    assertThat(second.err()).contains("nothing is run");
    JsonNode tree = new ObjectMapper().readTree(second.out());
    assertThat(tree.path("best")).hasSize(2);
    assertThat(tree.path("best").path(0).path("accelerator.array").asText()).isEqualTo("8x8");
    assertThat(tree.path("front")).hasSize(2);
    assertThat(tree.path("dropped").path("dsp <= 112").asInt()).isEqualTo(2);
    Outcome csv = run(SWEEP, "--pareto", "energy", "--format", "csv");
    assertThat(csv.out().lines()).hasSize(2);
    Outcome table = run(SWEEP, "--best", "gain_in_cycles", "--top", "1");
    assertThat(table.out()).contains("Best gain_in_cycles: 1 of 4 points");
    assertThat(run(SWEEP, "--restart").err()).doesNotContain("nothing is run");
    assertThat(folder.resolve("out/results.csv")).hasBinaryContent(results);
  }

  @Test
  void estimateBeyondWhatWasSynthesised_isMarkedInTables() throws IOException {
    String yaml =
        """
        description: A large array and a small one
        experiment: mnist-20
        train: false
        space:
          accelerator.array: [4x4, 32x16]
          accelerator.vectorLanes: [4]
          scheme: [random]
        pareto: [lut, dsp]
        """;
    String out = run(yaml, "--best", "lut", "--top", "9").out();
    assertThat(out.lines().filter(line -> line.contains("32x16") && line.contains(" ~")))
        .isNotEmpty();
    assertThat(out.lines().filter(line -> line.contains("4x4")))
        .isNotEmpty()
        .noneMatch(line -> line.contains(" ~"));
    assertThat(out).contains("~ beyond what was synthesised; resources_extrapolated says in what");
    assertThat(Files.readString(folder.resolve("out/results.csv")))
        .contains("rows 32 above 16")
        .contains(",resources_extrapolated");
  }

  @Test
  void sweep_thatWasInterrupted_asksWhetherToGoOn() throws IOException {
    assertThat(run(SWEEP).code()).isZero();
    Path partial = folder.resolve("out/results.partial.csv");
    // Longer than a head, since a shorter file is a head that was torn.
    String row = "0,done," + "0".repeat(10_000) + "\n";
    Files.writeString(partial, "# sweep of other points\npoint,status\n" + row);
    Outcome asked = run(SWEEP);
    assertThat(asked.code()).isEqualTo(3);
    assertThat(asked.err()).contains("expected --resume or --restart");
    Outcome resumed = run(SWEEP, "--resume");
    assertThat(resumed.code()).isEqualTo(3);
    assertThat(resumed.err()).contains("holds the points of another sweep");
    assertThat(run(SWEEP, "--restart").code()).isZero();
    assertThat(partial).doesNotExist();
  }

  @Test
  void sweep_thatWasInterruptedBeforeItsFirstPoint_isRunWithoutAsking() throws IOException {
    Path partial = folder.resolve("out/results.partial.csv");
    Files.createDirectories(partial.getParent());
    Files.writeString(partial, "# sweep of other points\npoint,status\n");
    assertThat(run(SWEEP).code()).isZero();
    assertThat(partial).doesNotExist();
    assertThat(folder.resolve("out/results.csv")).exists();
  }

  @Test
  void results_thatWereDamaged_areRefusedWithTheirPlace() throws IOException {
    assertThat(run(SWEEP).code()).isZero();
    Path results = folder.resolve("out/results.csv");
    Path description = folder.resolve("out/sweep.json");
    String rows = Files.readString(results);
    String json = Files.readString(description);
    String[] lines = rows.split("\n", -1);

    String firstCell = lines[2].substring(lines[2].indexOf(','));
    refused(results, rows.replace(lines[2], "x" + firstCell), "results.csv:3:1: 'point' is 'x'");
    refused(results, rows.replace(lines[2], lines[2] + ","), "results.csv:3:1: ");
    refused(results, rows.replace(lines[0], lines[0] + "s"), "results.csv:1:1: not the header");
    refused(results, "", "results.csv:1:1: not the header");
    byte[] bytes = rows.getBytes(StandardCharsets.UTF_8);
    bytes[lines[0].length() + 3] = (byte) 0xFF;
    Files.write(results, bytes);
    assertThat(run(SWEEP).err()).contains("results.csv:2:3: a byte that is not UTF-8");
    Files.writeString(results, rows);

    refused(description, "{", "sweep.json:1:2: no JSON");
    refused(description, "[".repeat(100), "sweep.json:1:65: a value inside 64 others");
    refused(description, json.replace("\"points\" : 6", "\"points\" : -4"), "'points' is -4");
    refused(description, json.replace("\"points\" : 6", "\"points\" : 5"), "'points' is 5");
    refused(description, json.replace("\"fingerprint\"", "\"print\""), "missing key 'fingerprint'");
    assertThat(run(SWEEP).err()).contains("nothing is run");
  }

  private void refused(Path file, String damaged, String message) throws IOException {
    String before = Files.readString(file);
    assertThat(damaged).isNotEqualTo(before);
    Files.writeString(file, damaged);
    Outcome outcome = run(SWEEP, "--best", "energy");
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(3);
    assertThat(outcome.err()).contains(message);
    Files.writeString(file, before);
  }

  @Test
  void option_withAMistake_isRefusedBeforeThePointsAre() throws IOException {
    assertThat(run(SWEEP, "--best", "enery").err()).contains("did you mean 'energy'?");
    assertThat(run(SWEEP, "--best", "energy", "--where", "dsq < 3").err())
        .contains("--where dsq < 3: at character 1: no column 'dsq'");
    assertThat(run(SWEEP, "--pareto", "cycles,dps").err()).contains("did you mean 'dsp'?");
    assertThat(run(SWEEP, "--where", "dsp < 3").code()).isEqualTo(2);
    assertThat(run(SWEEP, "--master", "spark://127.0.0.1:1").err()).contains("-Pspark");
    Outcome wrong = run(SWEEP.replace("accelerator.array", "accelerator.arrya"));
    assertThat(wrong.code()).isEqualTo(3);
    assertThat(wrong.err()).contains("small.yaml:5:23").contains("did you mean 'array'?");
    assertThat(folder.resolve("out/results.csv")).doesNotExist();
  }

  @Test
  void progress_withoutATerminal_isALineNowAndThen() {
    StringWriter err = new StringWriter();
    AtomicLong seconds = new AtomicLong();
    SweepProgress progress =
        new SweepProgress(new PrintWriter(err), () -> seconds.get() * 1_000_000_000L, false);
    progress.started(1000, 100, 0);
    progress.advanced(50, 0);
    seconds.set(10);
    progress.advanced(50, 0);
    progress.advanced(50, 0);
    seconds.set(20);
    progress.advanced(750, 0);
    progress.finished();
    assertThat(err.toString())
        .isEqualTo(
            """
            sweep: 200 of 1,000 points, 10.00 points/s, 1 min left
            sweep: 1,000 of 1,000 points, 45.00 points/s, 0 s left
            sweep: 900 points in 20.0 s, 45.00 points/s
            """);
  }

  /** Of 180 points of 18 networks, 90 and half of the networks are done after 20 seconds. */
  @Test
  void progress_ofASweepThatTrains_countsNetworks() {
    StringWriter err = new StringWriter();
    AtomicLong seconds = new AtomicLong();
    SweepProgress progress =
        new SweepProgress(new PrintWriter(err), () -> seconds.get() * 1_000_000_000L, false);
    progress.started(180, 0, 18);
    progress.advanced(45, 6);
    seconds.set(20);
    progress.advanced(45, 3);
    assertThat(err.toString())
        .isEqualTo(
            """
            sweep: 180 points, 18 networks to train
            sweep: 9 of 18 networks trained, 90 of 180 points done, 20 s left
            """);
  }
}
