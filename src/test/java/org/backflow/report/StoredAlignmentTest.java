package org.backflow.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.backflow.configuration.tree.ConfigurationException;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.file.Home;
import org.backflow.report.page.HtmlReport;
import org.backflow.report.result.CsvFile;
import org.backflow.report.result.Provenance;
import org.backflow.report.result.ResultsFile;
import org.backflow.report.result.ResultsJson;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Alignment keeps its scheme, run, epoch and layer on its way into results.json and from there to
 * page and CSV: every figure is another one, so that none can stand where another belongs.
 */
final class StoredAlignmentTest {

  private static final Provenance PROVENANCE = new Provenance("9.9", "./backflow compare");

  @TempDir private Path folder;
  private ComparisonResult result;
  private String json;

  @BeforeEach
  void makeResult() {
    result =
        SyntheticResults.withAlignmentApart(
            SyntheticResults.of(
                "layers=784-13-12-11-10",
                "schemes=[backprop, one-hot]",
                "runs=2",
                "protocol.epochs=3",
                "numerics=float"));
    json = ResultsJson.of(result, PROVENANCE);
  }

  private ResultsFile read(String text) throws IOException {
    Files.writeString(folder.resolve(ResultsFile.NAME), text);
    return ResultsFile.read(folder, new Home(Path.of("")));
  }

  @Test
  void alignment_inTheFile_standsUnderItsLayer() throws IOException {
    JsonNode layers =
        new ObjectMapper().readTree(json).at("/schemes/1/floatEpochs/feedbackAlignment");
    for (int layer = 1; layer <= 3; layer++) {
      JsonNode own = layers.get(layer - 1);
      assertThat(own.get("layer").asInt()).isEqualTo(layer);
      // 3 degrees for the second scheme, 2 for the third epoch, 0.4 for the second run.
      assertThat(own.at("/angleDegrees/1/2").asDouble()).isEqualTo(20 * layer + 5.4);
      assertThat(own.at("/weightCorrelation/0/1").asDouble()).isEqualTo((20 * layer + 4) / 100.0);
      assertThat(own.at("/alignedFraction/0/1").asDouble()).isEqualTo((20 * layer + 4) / 200.0);
      assertThat(own.at("/normRatio/0/1").asDouble()).isEqualTo((20 * layer + 4) / 10.0);
      assertThat(own.at("/gradientNorm/0/1").asDouble()).isEqualTo((20 * layer + 4) / 1000.0);
    }
  }

  @Test
  void alignment_readBack_isThatOfTheTraining() throws IOException {
    ComparisonResult back = read(json).result();
    for (int scheme = 0; scheme < 2; scheme++) {
      assertThat(back.schemes().get(scheme).trainedFloat().orElseThrow().alignment())
          .isEqualTo(result.schemes().get(scheme).trainedFloat().orElseThrow().alignment());
    }
  }

  @Test
  void alignment_readBack_isShownUnderItsLayer() throws IOException {
    String page = HtmlReport.of(read(json).result(), "9.9", "x").replace("\n", "");
    // After the last epoch the runs have 65.0 and 65.4 degrees in layer 3, 25.0 and 25.4 in layer
    // 1.
    assertThat(page)
        .contains(
            "one-hot (float)</th><td>1</td><td>25.2</td><td>12.6</td><td>0.252</td><td>2.520</td>"
                + "<td>0.025200</td>",
            "one-hot (float)</th><td>2</td><td>45.2</td><td>22.6</td><td>0.452</td><td>4.520</td>"
                + "<td>0.045200</td>",
            "one-hot (float)</th><td>3</td><td>65.2</td><td>32.6</td><td>0.652</td><td>6.520</td>"
                + "<td>0.065200</td>");
    for (int layer = 1; layer <= 3; layer++) {
      int low = 20 * layer + 5;
      assertThat(figure(page, "angle-" + layer))
          .contains("hidden layer " + layer)
          .contains(low + ".2 (" + low + ".0 to " + low + ".4)");
      assertThat(figure(page, "correlation-" + layer))
          .contains("hidden layer " + layer)
          .contains("0." + low + "2 (0." + low + "0 to 0." + low + "4)");
    }
  }

  private static String figure(String page, String name) {
    return Pattern.compile("<figure data-name=\"" + name + "\".*?</figure>")
        .matcher(page)
        .results()
        .findFirst()
        .orElseThrow()
        .group();
  }

  @Test
  void alignment_readBack_isInTheColumnOfItsLayer() throws IOException {
    List<NamedCsvRecord> rows;
    try (Stream<NamedCsvRecord> records =
        CsvReader.builder().ofNamedCsvRecord(CsvFile.epochs(read(json).result())).stream()) {
      rows = records.toList();
    }
    assertThat(rows).hasSize(2 * 2 * 3);
    for (NamedCsvRecord row : rows) {
      int scheme = row.getField("scheme").equals("one-hot") ? 1 : 0;
      for (int layer = 1; layer <= 3; layer++) {
        assertThat(Double.parseDouble(row.getField("feedback_angle_degrees_layer_" + layer)))
            .isEqualTo(
                20 * layer
                    + 3 * scheme
                    + Integer.parseInt(row.getField("epoch"))
                    + 0.4 * Integer.parseInt(row.getField("run")));
      }
    }
  }

  @Test
  void layers_inAnotherOrder_areRefused() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    JsonNode tree = mapper.readTree(json);
    ArrayNode layers = (ArrayNode) tree.at("/schemes/1/floatEpochs/feedbackAlignment");
    JsonNode first = layers.get(0);
    layers.set(0, layers.get(2));
    layers.set(2, first);
    String swapped = mapper.writerWithDefaultPrettyPrinter().writeValueAsString(tree);
    assertThatThrownBy(() -> read(swapped))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("feedbackAlignment")
        .hasMessageContaining("expected the hidden layers in their order, here 1");
  }
}
