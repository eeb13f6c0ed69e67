package org.backflow.report.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.backflow.configuration.tree.ConfigurationException;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.SchemeResult;
import org.backflow.experiment.TrainingResult;
import org.backflow.experiment.file.Home;
import org.backflow.report.ReportFolder;
import org.backflow.report.SyntheticResults;
import org.backflow.report.page.HtmlReport;
import org.backflow.report.table.DifferenceTable;
import org.backflow.report.text.Terminal;
import org.backflow.validation.ValidationResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ResultsFileTest {

  private static final Home HOME = new Home(Path.of(""));
  private static final Provenance PROVENANCE = new Provenance("9.9", "./backflow compare 'a b'");
  private static final String[] SMALL = {"runs=3", "protocol.epochs=2", "threads=1"};

  @TempDir private Path folder;

  private ResultsFile written(String json) throws IOException {
    Files.writeString(folder.resolve(ResultsFile.NAME), json);
    return ResultsFile.read(folder, HOME);
  }

  private ResultsFile written(UnaryOperator<String> change) throws IOException {
    return written(change.apply(ResultsJson.of(SyntheticResults.of(SMALL), PROVENANCE)));
  }

  private void assertIsReadBack(ComparisonResult result) throws IOException {
    assertIsReadBack(result, Optional.empty());
    assertIsReadBack(result, SyntheticResults.stepErrors(result));
  }

  private void assertIsReadBack(ComparisonResult result, Optional<ValidationResult> stepErrors)
      throws IOException {
    ResultsFile read = written(ResultsJson.of(result, stepErrors, PROVENANCE));
    assertThat(read.stepErrors()).isEqualTo(stepErrors);
    assertThat(read.differences()).isEmpty();
    assertThat(read.added()).isEmpty();
    assertThat(read.provenance()).isEqualTo(PROVENANCE);
    assertThat(read.result().schemes().stream().map(SchemeResult::cost).toList())
        .isEqualTo(result.schemes().stream().map(SchemeResult::cost).toList());
    Path before = folder.resolve("before");
    Path after = folder.resolve("after");
    new ReportFolder(before).write(result, stepErrors, PROVENANCE);
    new ReportFolder(after).write(read.result(), read.stepErrors(), read.provenance());
    try (var files = Files.list(before)) {
      assertThat(files.toList())
          .hasSizeGreaterThan(6)
          .allSatisfy(
              file -> assertThat(after.resolve(file.getFileName())).hasSameBinaryContentAs(file));
    }
  }

  @Test
  void result_readBack_givesTheSameFiles() throws IOException {
    assertIsReadBack(SyntheticResults.of(SMALL));
    assertIsReadBack(
        SyntheticResults.of(
            "runs=1",
            "threads=1",
            "numerics=fixed",
            "layers=784-12-12-10",
            "accelerator=edge-16x16-dram",
            "schemes=[backprop, sign, sparse-3, direct-one-hot]"));
  }

  @Test
  void result_ofAGatedStep_readBack_hasTheSameShares() throws IOException {
    ComparisonResult issued = SyntheticResults.of("accelerator.zeroGating=true", "threads=1");
    List<SchemeResult> gated = new ArrayList<>();
    for (SchemeResult scheme : issued.schemes()) {
      gated.add(
          new SchemeResult(
              scheme.plan(),
              scheme.trainedFloat(),
              scheme.trainedFixed(),
              scheme
                  .cost()
                  .gated(Map.of("forward.1", 0.1234567, "delta.1", 1 / 3.0, "error.2", 0.0))));
    }
    assertIsReadBack(new ComparisonResult(issued.experiment(), gated));
  }

  @Test
  void stepErrors_ofOtherOperationsThanTheConfiguration_areRefused() throws IOException {
    ComparisonResult result = SyntheticResults.of(SMALL);
    String json = ResultsJson.of(result, SyntheticResults.stepErrors(result), PROVENANCE);
    for (String swapped :
        List.of(
            json.replace("\"operation\" : \"forward.1\"", "\"operation\" : \"forward.9\""),
            json.replaceFirst(
                "\"scheme\" : \"random\",\n +\"operation\"",
                "\"scheme\" : \"one-hot\", \"operation\""))) {
      assertThat(swapped).isNotEqualTo(json);
      assertThatThrownBy(() -> written(swapped))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("fixedAgainstFloat.operations")
          .hasMessageContaining(
              "expected those of the configuration in their order, here forward.1");
    }
  }

  @Test
  void results_ofBeforeStepErrorsWereMeasured_pointToTheirCommand() throws IOException {
    ComparisonResult result = SyntheticResults.of(SMALL);
    ResultsFile old = written(ResultsJson.of(result, PROVENANCE));
    assertThat(old.isCurrent()).isTrue();
    assertThat(old.added()).isEmpty();
    assertThat(HtmlReport.of(old.result(), old.stepErrors(), "1", "x"))
        .contains("are measured apart: ./backflow verify.")
        .doesNotContain("step-errors");
  }

  @Test
  void result_ofTrainingThatDiverged_isReadBack() throws IOException {
    ComparisonResult result = SyntheticResults.of("runs=1", "protocol.epochs=1", "threads=1");
    List<SchemeResult> diverged = new ArrayList<>();
    for (SchemeResult scheme : result.schemes()) {
      TrainingResult trained = scheme.trainedFloat().orElseThrow();
      TrainingResult worse =
          new TrainingResult(
              trained.testAccuracy(),
              trained.deadOutputs(),
              List.of(List.of(Double.NaN)),
              trained.alignment());
      diverged.add(
          new SchemeResult(
              scheme.plan(), Optional.of(worse), scheme.trainedFixed(), scheme.cost()));
    }
    assertIsReadBack(new ComparisonResult(result.experiment(), diverged));
  }

  @ParameterizedTest
  @ValueSource(strings = {"seed-20-random", "seed-20-one-hot"})
  void referenceResults_areReadAndComeOutAsStored(String name) {
    ResultsFile read = ResultsFile.read(Path.of("reports/reference", name), HOME);
    assertThat(read.result().experiment().training().runs()).isEqualTo(30);
    assertThat(read.differences()).isEmpty();
    // What was described after the files were made is no difference.
    assertThat(read.added()).allMatch(key -> key.endsWith(".trainingMemory"));
    assertThat(read.provenance().command())
        .isEqualTo("./backflow compare " + name + " --set numerics=float");
    assertThat(read.result().reproductions()).hasSize(3);
  }

  @Test
  void storedFigure_thatComesOutOtherwise_isNamedWithBoth() throws IOException {
    JsonNode tree =
        new ObjectMapper().readTree(ResultsJson.of(SyntheticResults.of(SMALL), PROVENANCE));
    long cycles = tree.at("/schemes/2/step/cycles").asLong();
    ((ObjectNode) tree.at("/schemes/2/step")).put("cycles", cycles + 1);
    ((ObjectNode) tree.at("/schemes/0")).put("formerFigure", 7);
    ((ObjectNode) tree.at("/schemes/1")).remove("stepGainInCycles");
    ResultsFile read = written(tree.toString());
    assertThat(read.isCurrent()).isFalse();
    assertThat(read.differences())
        .containsExactly(
            new StoredDifference("schemes[backprop].formerFigure", "7", "-"),
            new StoredDifference("schemes[one-hot].step.cycles", "" + (cycles + 1), "" + cycles));
    assertThat(read.added()).containsExactly("schemes[random].stepGainInCycles");
    assertThat(new DifferenceTable(read, "10.0").document().text(Terminal.PLAIN))
        .contains("2 figures not as stored", "9.9, now 10.0)", "--recost");
  }

  @Test
  void provenance_recosted_namesBothVersions() {
    Provenance recosted = PROVENANCE.recosted("10.0");
    assertThat(recosted.versions()).isEqualTo("10.0, trained with 9.9");
    assertThat(recosted.recosted("9.9").versions()).isEqualTo("9.9");
  }

  @Test
  void file_ofAnotherConfiguration_isRefused() {
    assertThatThrownBy(() -> written(text -> text.replace("\"seed\" : 1\n", "\"seed\" : 2\n")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("results.json:6:")
        .hasMessageContaining("expected that of the configuration beside it");
  }

  @Test
  void file_thatIsCutOff_isRefusedWhereItEnds() {
    assertThatThrownBy(() -> written(text -> text.substring(0, text.length() / 2)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageMatching("(?s).*results\\.json:\\d+:\\d+: no JSON \\(.*expected a whole.*");
    assertThatThrownBy(() -> written(text -> "")).hasMessageContaining("the end of the file");
    assertThatThrownBy(() -> written(text -> text + "{}")).hasMessageContaining("more after the");
    assertThatThrownBy(() -> written(text -> "[1]")).hasMessageContaining("a list of 1 element");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"schemaVersion\" : 1 | \"schemaVersion\" : 2 | 'schemaVersion' is 2; expected a whole",
        "\"floatEpochs\" | \"fliatEpochs\" | missing key 'schemes.0.floatEpochs'",
        "[ 1, 1 ], [ 1, 1 ] | [ 1 ], [ 1, 1 ] | is a list of 1 element; expected 2 elements",
        "\"toolVersion\" : \"9.9\" | \"toolVersion\" : 9 | 'toolVersion' is 9; expected a text",
        "\"numerics\" : \"both\" | \"numerics\" : \"bath\" | did you mean 'both'?",
      })
  void file_thatIsDamaged_isRefusedWithThePlace(String from, String to, String message) {
    assertThatThrownBy(
            () -> written(text -> text.replace(from.replace("\\n", "\n"), to.replace("\\n", "\n"))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message)
        .hasMessageMatching("(?s).*results\\.json:\\d+:\\d+: .*");
  }

  @Test
  void file_thatHasAKeyTwice_isRefused() {
    assertThatThrownBy(
            () ->
                written(text -> text.replaceFirst("\"seed\" : 1,", "\"seed\" : 1, \"seed\" : 2,")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("results.json:7:15: the key 'seed' again; expected it once");
  }

  @Test
  void file_thatIsMissingOrForeign_isRefused() {
    assertThatThrownBy(() -> ResultsFile.read(folder.resolve("none"), HOME))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("no such file");
    assertThatThrownBy(() -> written(text -> "{\"traceEvents\": []}"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("missing key 'schemaVersion'");
  }
}
