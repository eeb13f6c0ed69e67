package org.backflow.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.backflow.configuration.tree.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

final class SweepFileTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  private Path file(String yaml) throws IOException {
    return Files.writeString(folder.resolve("s.yaml"), yaml.replace("; ", "\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "space: {acelerator.array: [4x4]}|s.yaml:3:28: unknown key 'acelerator'|did you mean 'accelerator'?",
        "space: {accelerator.arry: [4x4]}|s.yaml:3:28: unknown key 'arry'|did you mean 'array'?",
        "space: {accelerator.array: [4x4, 4y4]}|s.yaml:3:34: 'accelerator.array' is the text '4y4'|16x16",
        "space: {runs: [1, 0]}|s.yaml:3:19: 'runs' is 0|from 1 to 10000",
        "space: {scheme: [backprop, onehott]}|s.yaml:3:28: 'scheme' is 'onehott'|did you mean 'one-hot'?",
        "space: {schemes: [[backprop]]}|'space.schemes' is|the key 'scheme'",
        "space: {runs: {from: 1, to: 5}}|missing key 'space.runs.step'|a value",
        "space: {runs: {from: 1, to: 5, step: 1, factor: 2}}|'space.runs.factor' is 2|'step' or a 'factor'",
        "space: {runs: {from: 1, to: 5, step: 0}}|'space.runs.step' is 0|above 0",
        "space: {runs: {from: 1, to: 1e20000, factor: 2}}|s.yaml:3:29: the number 1e20000|an exponent from -400 to 400",
        "space: {runs: {from: 1, to: 1e400, factor: 1.000000000001}}|'space.runs.factor' is|at most 100000 values",
        "space: {runs: {from: 0, to: 100000, step: 1}}|'space.runs.step' is 1|at most 100000 values",
        "space: {runs: {from: 1, to: 5, setp: 1}}|unknown key 'setp'|did you mean 'step'?",
        "space: {layers: ['784-${w}-10']}|the variable 'w'|none",
        "variables: {width: [3]}; space: {layers: ['784-${wdith}-10']}|names the variable 'wdith'|did you mean 'width'?",
        "space: {runs: 1}; constraints: [dps <= 3]|s.yaml:4:15: 'constraints.0'|did you mean 'dsp'?",
        "space: {runs: 1}; constraints: [dsp =< 3]|at character 5|'=='",
        "space: {runs: 1}; constraints: [accuracy > 0.9]|known only after training|train is false",
        "space: {runs: 1}; pareto: [enery]|'pareto.0'|did you mean 'energy'?",
        "space: {runs: 1}; sampel: {points: 1, seed: 1}|unknown key 'sampel'|did you mean 'sample'?",
        "points: [{name: a}]; space: {runs: 1}|'space' is a map|none beside 'points'",
        "pareto: [cycles]|missing key 'space'|a map",
        "points: [{name: a, runs: x}]|'runs' is the text 'x'|whole number",
      })
  void file_withAMistake_isRefusedWithPlaceAndRemedy(String rest, String found, String remedy)
      throws IOException {
    Path file = file("experiment: mnist-20; train: false; " + rest);
    assertThatThrownBy(() -> Sweep.load(file, SweepFiles.HOME, List.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(found)
        .hasMessageContaining(remedy)
        .hasMessageContaining("s.yaml:");
  }

  @Test
  void experiment_thatIsNotThere_isRefusedWithTheNearest() throws IOException {
    Path file = file("experiment: mnist-2; train: false; space: {runs: 1}");
    assertThatThrownBy(() -> Sweep.load(file, SweepFiles.HOME, List.of()))
        .hasMessageContaining("did you mean 'mnist-20'?");
  }

  @Test
  void images_ofACostOnlySweep_areNotLoaded() throws IOException {
    Path file = file("experiment: mnist-20; train: false; space: {data.path: /nowhere}");
    Sweep sweep = Sweep.load(file, SweepFiles.HOME, List.of());
    assertThat(SweepFiles.run(sweep, folder.resolve("out")).done()).isEqualTo(3);
  }

  private static Stream<Path> shipped() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("data/sweeps"))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void shippedFile_isReadAndValidBySchema(Path file) throws IOException {
    assertThat(Sweep.load(file, SweepFiles.HOME, List.of()).size()).isGreaterThan(50);
    JsonNode tree =
        JSON.valueToTree(
            new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file)));
    assertThat(
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(SchemaLocation.of(schema().toUri().toString()))
                .validate(tree))
        .isEmpty();
  }

  private static Path schema() {
    return Path.of("data/sweeps/sweep.schema.json");
  }
}
