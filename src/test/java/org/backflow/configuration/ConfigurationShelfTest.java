package org.backflow.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backflow.configuration.Refusals.refusal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.backflow.configuration.kind.ValueKind;
import org.backflow.configuration.tree.Shelf;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationShelfTest {
  private static final String NAMED =
      SampleExperiment.YAML.replaceAll("accelerator:.*", "accelerator: edge-16x16");

  @TempDir private Path path;

  @BeforeEach
  void writeAccelerators() throws IOException {
    Files.writeString(path.resolve("edge-16x16.yaml"), "rows: 16\ncolumns: 16\n");
    Files.writeString(path.resolve("edge-8x32.yaml"), "rows: 8\ncolumns: 32\n");
    Files.writeString(path.resolve("wrong.yaml"), "rows: 8\ncolumn: 32\n");
    Files.writeString(path.resolve("notes.txt"), "no configuration");
    Files.createDirectory(path.resolve("old.yaml"));
  }

  private Configuration experiment(String yaml, String... settings) {
    return Configuration.parse("a.yaml", yaml)
        .expanding("accelerator", ConfigurationShelf.of(Shelf.of("accelerator", path)))
        .with(Stream.of(settings).map(Setting::parse).toList());
  }

  private SampleExperiment.Accelerator accelerator(String yaml, String... settings) {
    return experiment(yaml, settings).bind(SampleExperiment::from).accelerator();
  }

  @Test
  void names_areThoseOfTheYamlFilesInOrder() {
    assertThat(ConfigurationShelf.of(Shelf.of("accelerator", path)).names())
        .containsExactly("edge-16x16", "edge-8x32", "wrong");
  }

  @Test
  void file_readByName_isBound() {
    int rows =
        ConfigurationShelf.of(Shelf.of("accelerator", path))
            .read("edge-8x32")
            .bind(SampleExperiment.Accelerator::from)
            .rows();

    assertThat(rows).isEqualTo(8);
  }

  @Test
  void name_inAnExperiment_standsForItsFile() {
    assertThat(accelerator(NAMED))
        .isEqualTo(new SampleExperiment.Accelerator("edge-16x16", 16, 16, false));
  }

  @Test
  void map_inPlaceOfAName_isTakenAsItIs() {
    assertThat(accelerator(SampleExperiment.YAML))
        .isEqualTo(new SampleExperiment.Accelerator("unnamed", 16, 16, true));
  }

  @Test
  void setting_belowAName_changesWhatIsInTheFile() {
    assertThat(accelerator(NAMED, "accelerator.rows=4"))
        .isEqualTo(new SampleExperiment.Accelerator("edge-16x16", 4, 16, false));
  }

  @Test
  void setting_ofAName_comesBeforeThoseBelowIt() {
    assertThat(accelerator(NAMED, "accelerator=edge-8x32", "accelerator.rows=4"))
        .isEqualTo(new SampleExperiment.Accelerator("edge-8x32", 4, 32, false));
    assertThat(accelerator(NAMED, "accelerator.rows=4", "accelerator=edge-8x32"))
        .isEqualTo(new SampleExperiment.Accelerator("edge-8x32", 8, 32, false));
  }

  @Test
  void setting_ofAName_makesUpForAWrongOneInTheFile() {
    assertThat(accelerator(NAMED.replace("16x16", "none"), "accelerator=edge-8x32").rows())
        .isEqualTo(8);
  }

  @Test
  void names_inAListAndInTheirFiles_standForFiles() throws IOException {
    Files.writeString(path.resolve("pair.yaml"), "first: edge-8x32\n");
    ConfigurationShelf folder = ConfigurationShelf.of(Shelf.of("accelerator", path));

    List<List<Integer>> rows =
        Configuration.parse("a.yaml", "pairs: [pair, {first: edge-16x16}]\n")
            .expanding("pairs.*", folder)
            .expanding("pairs.*.first", folder)
            .with(List.of(Setting.parse("pairs.1.first.rows=3")))
            .bind(
                map ->
                    map.required(
                        "pairs",
                        ValueKind.listOf(
                            ValueKind.mapOf(
                                pair -> {
                                  SampleExperiment.Accelerator first =
                                      pair.required(
                                          "first",
                                          ValueKind.mapOf(SampleExperiment.Accelerator::from));
                                  return List.of(first.rows(), first.columns());
                                }))));

    assertThat(rows).containsExactly(List.of(8, 32), List.of(3, 16));
  }

  @Test
  void problem_inAFileThatIsNamed_isReportedThere() {
    assertThat(
            refusal(
                () ->
                    experiment(NAMED.replace("edge-16x16", "wrong")).bind(SampleExperiment::from)))
        .isEqualTo(
            path
                + "/wrong.yaml:2:1: unknown key 'column' in 'accelerator'; did you mean"
                + " 'columns'?");
  }

  @Test
  void problems_inSeveralFiles_areReportedFileByFile() {
    String yaml = NAMED.replace("edge-16x16", "wrong").replace("name: sample", "name: 5");

    assertThat(refusal(() -> experiment(yaml, "accelerator.rows=0").bind(SampleExperiment::from)))
        .isEqualTo(
            "--set accelerator.rows=0: 'accelerator.rows' is 0; expected a whole number from 1 to"
                + " 1024\n"
                + path
                + "/wrong.yaml:2:1: unknown key 'column' in 'accelerator'; did you mean"
                + " 'columns'?\n"
                + "a.yaml:1:7: 'name' is 5; expected a text: put it in quotes");
  }

  @Test
  void name_nearAFile_isRefusedWithIt() {
    assertThat(
            refusal(() -> experiment(NAMED.replace("16x16", "16x61")).bind(SampleExperiment::from)))
        .isEqualTo(
            "a.yaml:13:14: 'accelerator' is the text 'edge-16x61', no file of "
                + path
                + "; did you mean 'edge-16x16'?");
  }

  @Test
  void name_nearNoFile_isRefusedWithAllOfThem() {
    String expected = "', no file of " + path + "; expected 'edge-16x16', 'edge-8x32' or 'wrong'";

    assertThat(refusal(() -> experiment(NAMED, "accelerator=cloud").bind(SampleExperiment::from)))
        .isEqualTo("--set accelerator=cloud: 'accelerator' is the text 'cloud" + expected);
    assertThat(
            refusal(
                () -> experiment(NAMED.replace("edge-16x16", "hdl-ref/x"), "accelerator.rows=1")))
        .isEqualTo(
            "a.yaml:13:14: 'accelerator' is the text 'hdl-ref/x', there is no file hdl-ref/x, nor another"
                + " YAML file in its folder");
    assertThat(refusal(() -> ConfigurationShelf.of(Shelf.of("accelerator", path)).read("cloud")))
        .isEqualTo(
            "accelerator cloud: no file of "
                + path
                + "; expected 'edge-16x16', 'edge-8x32' or 'wrong'");
  }

  @Test
  void emptyValue_inPlaceOfAName_isRefusedWhenBound() {
    assertThat(
            refusal(() -> experiment(NAMED.replace("edge-16x16", "")).bind(SampleExperiment::from)))
        .isEqualTo("a.yaml:13:13: 'accelerator' is empty; expected a map");
  }

  @Test
  void folder_thatIsNotThere_isRefused() {
    Path absent = path.resolve("absent");

    assertThat(refusal(() -> ConfigurationShelf.of(Shelf.of("accelerator", absent)).names()))
        .isEqualTo(absent + ": no such folder; expected a folder of YAML files");
  }

  @Test
  void folder_thatIsAFile_isRefused() {
    Path file = path.resolve("notes.txt");

    assertThat(refusal(() -> ConfigurationShelf.of(Shelf.of("accelerator", file)).names()))
        .isEqualTo(file + ": is not a folder; expected a folder of YAML files");
  }
}
