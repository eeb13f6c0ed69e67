package org.backflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code backflow resources}, as its users see it. */
final class ResourcesCommandTest {

  private static JsonNode json(String... arguments) throws IOException {
    Outcome outcome = Outcome.of(arguments);
    assertThat(outcome.code()).isZero();
    return new ObjectMapper().readTree(outcome.out());
  }

  @Test
  void sixteenBySixteen_hasADspPerElementAndStatesItsError() throws IOException {
    JsonNode tree = json("resources", "--array", "16x16", "--format", "json");
    JsonNode xilinx = tree.get("families").get(0);
    assertThat(xilinx.get("arrays").get("dsps").asInt()).isEqualTo(256);
    assertThat(xilinx.get("leaveOneOut").get("largestLutErrorPercent").asDouble()).isPositive();
    assertThat(xilinx.get("memories").get("blockRams").asInt()).isEqualTo(38);
    assertThat(tree.get("devices")).hasSizeGreaterThanOrEqualTo(5);
    assertThat(tree.get("devices").findValuesAsText("fits"))
        .containsExactly("false", "false", "false", "true", "false");
    assertThat(tree.get("feedbackColumns")).hasSize(10);
    assertThat(Outcome.of("resources").out().lines()).allMatch(line -> line.length() <= 80);
    assertThat(Outcome.of("resources", "--dataflow", "ws", "--folds", "overlapped").out())
        .contains("not estimated");
  }

  /** Synthesis: 2,840 look-up tables output-stationary, 1,086 weight-stationary, and no block. */
  @ParameterizedTest
  @CsvSource({"os, 2840", "ws, 1086"})
  void fourBits_becomeLogic(String dataflow, double luts) throws IOException {
    JsonNode tree =
        json(
            "resources",
            "--array",
            "4x4",
            "--bits",
            "4",
            "--dataflow",
            dataflow,
            "--format",
            "json");
    JsonNode arrays = tree.get("families").get(0).get("arrays");
    assertThat(arrays.get("luts").asDouble()).isCloseTo(luts, withinPercentage(2));
    assertThat(arrays.get("dsps").asInt()).isZero();
    assertThat(tree.get("families").get(0).get("products").asText()).isEqualTo("products in logic");
  }

  @Test
  void arrayLargerThanAnySynthesised_isMarkedInEveryFormat() throws IOException {
    String reason = "rows 32 above 16";
    for (String format : List.of("table", "markdown", "latex")) {
      String text = Outcome.of("resources", "--array", "32x16", "--format", format).out();
      assertThat(text).as(format).contains(reason).contains("fits, extrapolated");
      assertThat(Outcome.of("resources", "--array", "16x16", "--format", format).out())
          .as(format)
          .doesNotContain("rows 16 above 16");
    }
    JsonNode xilinx =
        json("resources", "--array", "32x16", "--format", "json").get("families").get(0);
    assertThat(xilinx.get("extrapolated").toString()).contains(reason);
    assertThat(xilinx.get("fittedRange").get(2).get("most").asInt()).isEqualTo(16);
    List<String> lines =
        Outcome.of("resources", "--array", "32x16", "--format", "csv").out().lines().toList();
    assertThat(lines.get(0)).endsWith(",fits,extrapolated");
    assertThat(lines.get(4)).startsWith("Kintex-7 325T").endsWith(",true");
  }

  @Test
  void fourByFourOfEightBits_liesInsideWhatWasSynthesised() throws IOException {
    JsonNode tree =
        json(
            "resources",
            "--accelerator",
            "ice40up5k",
            "--array",
            "4x4",
            "--bits",
            "8",
            "--format",
            "json");
    assertThat(tree.get("families").get(0).get("extrapolated")).isEmpty();
    String lines =
        Outcome.of("resources", "--array", "4x4", "--bits", "8", "--format", "csv").out();
    assertThat(lines).contains(",false\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--bits 1  | --bits 1: 'fixedPoint.bits' is 1; expected a whole number from 2 to 32",
        "--bits 0  | --bits 0: 'fixedPoint.bits' is 0; expected a whole number from 2 to 32",
        "--bits 20 | operands of 20 bits; expected 2 to 18, as synthesised",
        "--accumulator-bits 31 | fixedPoint.accumulatorBits is 31; expected those of one product",
      })
  void widthThatMeansNothing_isRefusedWithItsOption(String option, String message) {
    Outcome outcome = Outcome.of(("resources " + option).split(" "));
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains(message);
    assertThat(outcome.out()).isEmpty();
  }
}
