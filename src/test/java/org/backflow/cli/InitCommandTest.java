package org.backflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.backflow.experiment.TinyImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code init} writes is used as it is. */
final class InitCommandTest {

  @TempDir private Path folder;

  private Path written(String kind) {
    Path file = folder.resolve(kind + ".yaml");
    Outcome outcome = Outcome.of("init", kind, "mine", "--output", file.toString());
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).startsWith(file.toString()).contains("next: backflow ");
    return file;
  }

  private static void assertSucceeds(String... arguments) {
    Outcome outcome = Outcome.of(arguments);
    assertThat(outcome.code()).as(outcome.err()).isZero();
  }

  @Test
  void experiment_asItIsWritten_isCompared() throws IOException {
    assertSucceeds(
        "compare",
        written("experiment").toString(),
        "--output",
        folder.resolve("report").toString(),
        "--set",
        "data.path=" + TinyImages.write(folder),
        "--set",
        "layers=36-8-4",
        "--set",
        "protocol.epochs=1",
        "--set",
        "runs=1");
  }

  @Test
  void accelerator_asItIsWritten_isCosted() {
    assertSucceeds(
        "cost", "--layers", "36-8-4", "--accelerator", written("accelerator").toString());
  }

  @Test
  void energyTable_asItIsWritten_isCosted() {
    assertSucceeds("cost", "--layers", "36-8-4", "--energy", written("energy").toString());
  }

  @Test
  void sweep_asItIsWritten_isSwept() {
    assertSucceeds(
        "sweep", written("sweep").toString(), "--output", folder.resolve("sweep").toString());
  }

  /** Every key that is behind a comment sign can be put before it. */
  @ParameterizedTest
  @ValueSource(strings = {"experiment", "accelerator", "energy"})
  void keyBehindACommentSign_uncommented_isValid(String kind) throws IOException {
    List<String> lines = Files.readAllLines(written(kind));
    int keys = 0;
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).matches(" *# [a-zA-Z]+: [^ ].*") && !lines.get(i).endsWith(".")) {
        List<String> changed = new ArrayList<>(lines);
        changed.set(i, lines.get(i).replaceFirst("# ", ""));
        Path file = folder.resolve("uncommented.yaml");
        Files.write(file, changed);
        Outcome outcome =
            switch (kind) {
              case "experiment" -> Outcome.of("audit", file.toString(), "--format", "json");
              case "accelerator" ->
                  Outcome.of("cost", "--layers", "36-8-4", "--accelerator", file.toString());
              default -> Outcome.of("cost", "--layers", "36-8-4", "--energy", file.toString());
            };
        assertThat(outcome.code()).as("%s: %s", lines.get(i), outcome.err()).isZero();
        keys++;
      }
    }
    assertThat(keys).isGreaterThan(1);
  }

  @Test
  void fileThatIsThere_withoutForce_staysAsItIs() throws IOException {
    Path file = folder.resolve("mine.yaml");
    Files.writeString(file, "precious");
    Outcome refused = Outcome.of("init", "sweep", "mine", "--output", file.toString());
    assertThat(refused.code()).isEqualTo(3);
    assertThat(refused.err()).contains("--force");
    assertThat(file).hasContent("precious");
    assertThat(Outcome.of("init", "sweep", "mine", "--output", file.toString(), "--force").code())
        .isZero();
    assertThat(file).content().startsWith("# Used by: backflow sweep");
  }

  @Test
  void nameThatIsNone_isRefused() {
    assertThat(Outcome.of("init", "sweep", "../mine").code()).isEqualTo(2);
  }
}
