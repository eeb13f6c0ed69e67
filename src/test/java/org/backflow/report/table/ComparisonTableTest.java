package org.backflow.report.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.report.SyntheticResults;
import org.backflow.report.result.CsvFile;
import org.backflow.report.result.Provenance;
import org.backflow.report.result.ResultsJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ComparisonTableTest {
  private static final String ALL = "schemes=" + FeedbackSchemes.names();

  @ParameterizedTest
  @ValueSource(strings = {"runs=5", "runs=1", "layers=784-1000-1000-10"})
  void table_ofAllSchemes_fitsATerminalAndHasEveryScheme(String setting) {
    List<String> lines = ComparisonTable.of(SyntheticResults.of(ALL, setting)).lines().toList();
    assertThat(lines).allMatch(line -> line.length() <= 80);
    List<String> heads = new ArrayList<>();
    lines.stream()
        .takeWhile(line -> !line.startsWith("Accuracy against"))
        .filter(line -> line.startsWith("      "))
        .forEach(line -> heads.addAll(List.of(line.strip().split(" +", -1))));
    assertThat(heads).as("the heads of all blocks").isEqualTo(FeedbackSchemes.names());
    long blocks = lines.stream().filter(line -> line.equals("Feedback phase")).count();
    assertThat(blocks).isGreaterThan(1);
    assertThat(lines.stream().filter(line -> line.startsWith("Test accuracy, float")).count())
        .isEqualTo(blocks);
  }

  @Test
  void table_ofTheDefaultSchemes_isOneBlock() {
    String table = ComparisonTable.of(SyntheticResults.of());
    assertThat(table.lines().filter(line -> line.equals("Feedback phase"))).hasSize(1);
    assertThat(table).doesNotContain("with sparse", "with sign");
  }

  @Test
  void epochs_ofAnyScheme_haveTheAlignmentOfEveryHiddenLayer() {
    String csv =
        CsvFile.epochs(
            SyntheticResults.of(
                "layers=784-9-8-10", "runs=1", "protocol.epochs=1", "schemes=[sign]"));
    List<String> lines = csv.lines().toList();
    assertThat(lines.get(0))
        .isEqualTo(
            "scheme,arithmetic,run,epoch,test_accuracy,dead_outputs,training_loss,"
                + "feedback_weight_correlation_layer_1,feedback_angle_degrees_layer_1,"
                + "feedback_aligned_fraction_layer_1,feedback_norm_ratio_layer_1,"
                + "gradient_norm_layer_1,"
                + "feedback_weight_correlation_layer_2,feedback_angle_degrees_layer_2,"
                + "feedback_aligned_fraction_layer_2,feedback_norm_ratio_layer_2,"
                + "gradient_norm_layer_2");
    assertThat(lines.get(1))
        .startsWith("sign,float,0,0,")
        .endsWith(",,60.000000000000,0.750000000000,1.500000000000,0.020000000000".repeat(2));
  }

  @Test
  void results_ofAnyScheme_haveTheAlignmentByRunAndEpoch() {
    String json =
        ResultsJson.of(
            SyntheticResults.of("runs=1", "protocol.epochs=2", "schemes=[direct]"),
            new Provenance("test", "command"));
    assertThat(json.replaceAll("\\s+", ""))
        .contains(
            "\"feedbackAlignment\":[{\"layer\":1,\"weightCorrelation\":[[null,null]],"
                + "\"angleDegrees\":[[60.0,60.0]],\"alignedFraction\":[[0.75,0.75]],"
                + "\"normRatio\":[[1.5,1.5]],\"gradientNorm\":[[0.02,0.02]]}]");
  }
}
