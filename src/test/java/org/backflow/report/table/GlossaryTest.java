package org.backflow.report.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.backflow.report.ReportFolder;
import org.backflow.report.SyntheticResults;
import org.backflow.report.result.Provenance;
import org.backflow.sweep.Outcomes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GlossaryTest {

  @TempDir private Path folder;

  @Test
  void terms_namesAndColumns_areUnique() {
    assertThat(Glossary.get().terms().stream().map(Glossary.Entry::name).toList())
        .doesNotHaveDuplicates();
    assertThat(Glossary.get().terms().stream().flatMap(t -> t.columns().stream()).toList())
        .doesNotHaveDuplicates()
        .hasSizeGreaterThan(50);
  }

  @Test
  void terms_everyColumnOfEveryFileOfAReport_isExplained() throws IOException {
    ReportFolder report = new ReportFolder(folder);
    report.prepare();
    report.write(SyntheticResults.of(), new Provenance("test", "./backflow compare"));
    List<String> columns = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".csv")).toList()) {
        columns.addAll(List.of(Files.readAllLines(file).get(0).split(",", -1)));
      }
    }
    assertThat(columns).hasSizeGreaterThan(40).allSatisfy(GlossaryTest::isExplained);
  }

  @Test
  void terms_everyOutcomeOfASweep_isExplained() {
    List<String> columns =
        Outcomes.all().stream()
            .map(column -> column.name().replace(Outcomes.TABLE, "horowitz_45nm"))
            .toList();
    assertThat(columns)
        .contains("step_energy_picojoules_horowitz_45nm", "samples_per_second")
        .allSatisfy(GlossaryTest::isExplained);
    assertThat(Glossary.get().named("step_energy_picojoules_horowitz_45nm").orElseThrow().name())
        .isEqualTo("energy");
    assertThat(Glossary.get().named("gain_in_cycles").orElseThrow().name()).isEqualTo("gain");
  }

  private static void isExplained(String column) {
    assertThat(Glossary.get().named(column)).as(column).isPresent();
  }
}
