package org.backflow.experiment.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.backflow.configuration.Configuration;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.Hardware;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExperimentCodecTest {

  private static Stream<Path> shippedExperiments() throws IOException {
    try (Stream<Path> found = Files.list(Path.of("data/experiments"))) {
      return found.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("shippedExperiments")
  void description_readBack_isTheExperiment(Path file) throws JsonProcessingException {
    assertIsReadBack(ExperimentFile.load(file, "threads=1"));
  }

  /** Every key that a description may leave out, and every accelerator that is shipped. */
  @Test
  void description_ofEveryOptionalKey_isReadBack() throws JsonProcessingException {
    Path file = Path.of("data/experiments/mnist-20.yaml");
    for (String accelerator : new Home(Path.of("")).accelerators().names()) {
      assertIsReadBack(ExperimentFile.load(file, "threads=1", "accelerator=" + accelerator));
    }
    assertIsReadBack(
        ExperimentFile.load(
            file,
            "threads=1",
            "accelerator=edge-16x16-dram",
            "accelerator.doubleBuffered=false",
            "accelerator.foldOrder=columns-first",
            "accelerator.sram.ports={weight: {wordBits: 64, banks: 2, ports: 1}}",
            "accelerator.transposedAccess=copy",
            "accelerator.feedbackStorage=lfsr",
            "accelerator.zeroGating=true",
            "accelerator.folds=overlapped",
            "accelerator.feedbackArray=8x8",
            "fixedPoint.formats.weight=fixed<12,4,STOCHASTIC,SAT_SYM>",
            "energyTables.0.gatedMultiply={picojoules: [0, 0.1, 0.2], source: a}",
            "energyTables.0.leakage={source: b, elementPicojoulesPerCycle: 0.5,"
                + " sramPicojoulesPerBitCycle: 0.25}",
            "data.split={trainSamples: 10, testSamples: 5}"));
  }

  @Test
  void description_ofATableMadeForOneDesign_isReadBack() throws JsonProcessingException {
    Home home = new Home(Path.of(""));
    Experiment plain = ExperimentFile.load(Path.of("data/experiments/mnist-20.yaml"), "threads=1");
    assertIsReadBack(
        new Experiment(
            plain.presentation(),
            plain.model(),
            plain.schemes(),
            plain.training(),
            new Hardware(
                plain.hardware().arithmetic(),
                plain.hardware().accelerator(),
                List.of(
                    EnergyTableFile.load(
                        home, "src/test/resources/org/backflow/experiment/accelergy.yaml")))));
  }

  @Test
  void keys_ofAPooledSplit_areInTheirOrderOnEveryMachine() {
    Experiment experiment = ExperimentFile.load(Path.of("data/experiments/seed-20-random.yaml"));

    Map<?, ?> data = (Map<?, ?>) ExperimentCodec.describe(experiment).get("data");

    assertThat(data.get("split")).hasToString("{trainSamples=50000, testSamples=20000}");
  }

  private static void assertIsReadBack(Experiment experiment) throws JsonProcessingException {
    String json = new ObjectMapper().writeValueAsString(ExperimentCodec.describe(experiment));
    Experiment back =
        Configuration.parseJson("description.json", json)
            .bind(ExperimentCodec.described(new Home(Path.of("")), true)::read);
    assertThat(back)
        .usingRecursiveComparison()
        .ignoringFields("training.threads")
        .isEqualTo(experiment);
    assertThat(ExperimentCodec.hash(back)).isEqualTo(ExperimentCodec.hash(experiment));
  }
}
