package org.backflow.experiment.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.backflow.configuration.tree.ConfigurationException;
import org.backflow.data.DataDescription;
import org.backflow.data.DataFormat;
import org.backflow.data.ImageShape;
import org.backflow.data.LabelColumn;
import org.backflow.data.Scaling;
import org.backflow.experiment.Experiment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataCodecTest {
  private static final Path DEFAULT = Path.of("data/experiments/mnist-20.yaml");

  private static DataDescription samples(String... settings) {
    return ExperimentFile.load(DEFAULT, settings).training().data().samples();
  }

  @Test
  void data_withoutOtherKeys_isOfIdxFilesAsUsual() {
    assertThat(samples()).isEqualTo(DataDescription.of(samples().folder(), DataFormat.IDX));
    assertThat(described()).containsOnlyKeys("path", "split");
  }

  @Test
  void data_withEveryKey_isWhatTheySay() {
    DataDescription samples =
        samples(
            "data.format=csv",
            "data.files={train: [a.csv, b.csv], test: [c.csv]}",
            "data.label=-1",
            "data.classes=[cat, dog]",
            "data.header=false",
            "data.shape=[2, 3, 4]",
            "data.firstLabel=1",
            "data.values={subtract: 128, divideBy: 2, mean: 0.5, standardDeviation: [1, 2, 3, 4]}");
    assertThat(samples)
        .isEqualTo(
            new DataDescription(
                samples.folder(),
                DataFormat.CSV,
                new DataDescription.Files(List.of("a.csv", "b.csv"), List.of("c.csv")),
                new DataDescription.Labels(
                    Optional.of(LabelColumn.numbered(-1)), List.of("cat", "dog"), 1),
                false,
                Optional.of(new ImageShape(2, 3, 4)),
                new Scaling(128, OptionalDouble.of(2), List.of(0.5), List.of(1.0, 2.0, 3.0, 4.0))));
  }

  @Test
  void data_ofCifar100_takesTheNameOfALabel() {
    assertThat(samples("data.format=cifar-100", "data.label=coarse").labels().column())
        .contains(LabelColumn.named("coarse"));
    assertThat(samples("data.format=cifar-10").files().test()).containsExactly("test_batch.bin");
  }

  /** What is described is read again, and is the same; what is not said is not described. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "data.format=cifar-10",
        "data.format=cifar-100 data.label=coarse",
        "data.format=npy data.shape=[4,7,28]",
        "data.format=csv data.label=species data.classes=[a,b]",
        "data.format=csv data.label=3 data.header=false",
        "data.format=csv data.files={train:[a.csv]} data.split={trainSamples:3,testSamples:1}",
        "data.files={train:[a,b],test:[c,d]}",
        "data.values={divideBy:1}",
        "data.values={subtract:128,divideBy:1}",
        "data.values={mean:[0.1307],standardDeviation:[0.3081]}"
      })
  void data_described_isReadBack(String settings) {
    String[] each = settings.replace(":", ": ").split(" data", -1);
    for (int i = 1; i < each.length; i++) {
      each[i] = "data" + each[i];
    }
    Experiment experiment = ExperimentFile.load(DEFAULT, each);
    Map<String, Object> described = described(each);
    List<String> written = new ArrayList<>();
    described.forEach((key, value) -> written.add("data." + key + "=" + yaml(value)));
    assertThat(ExperimentFile.load(DEFAULT, written.toArray(String[]::new)).training().data())
        .isEqualTo(experiment.training().data());
    assertThat(described.keySet())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    Stream.of("path", "split"),
                    Stream.of(each).map(text -> text.replaceFirst("data\\.(\\w+)=.*", "$1")))
                .distinct()
                .toList());
  }

  private static String yaml(Object value) {
    return value instanceof Map || value instanceof List
        ? value.toString().replace("=", ": ")
        : String.valueOf(value);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> described(String... settings) {
    return (Map<String, Object>)
        ExperimentCodec.describe(ExperimentFile.load(DEFAULT, settings)).get("data");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "data.format=cifar10            | did you mean 'cifar-10'?",
        "data.label=fine                | expected the format csv or cifar-100 beside it",
        "data.classes=[a, b]            | expected the format csv beside it",
        "data.header=false              | expected the format csv beside it",
        "data.shape=[28, 28, 1]         | expected the format csv or npy beside it",
        "data={path: x, split: official, format: cifar-100, label: course} | 'fine' or 'coarse'",
        "data={path: x, split: official, format: cifar-100, label: 1} | 'fine' or 'coarse'",
        "data={path: x, split: official, format: csv, label: 0} | columns count from 1",
        "data={path: x, split: official, format: csv, shape: [28, 28]} | expected 3 elements",
        "data={path: x, split: official, format: csv, shape: [0, 28, 1]} | 1 to 65536",
        "data={path: x, split: official, format: csv, shape: [999, 999, 1]} | at most 65536 values",
        "data={path: x, split: official, format: csv, files: {train: [a]}} | none to test on",
        "data={path: x, split: official, format: npy, files: {train: [a], test: [b]}} | lists of two",
        "data={path: x, split: official, files: {train: [a, b], test: [c]}} | lists of two",
        "data.files.train=[]            | expected 1 to 1000 elements",
        "data.files={test: [a]}         | missing key 'data.files.train'",
        "data.values.divideBy=0         | nothing can be divided by 0",
        "data.values.divide=2           | did you mean 'divideBy'?",
        "data.values.standardDeviation=[1, 0] | above 0",
        "data.values.mean=none          | 'data.values.mean' is the text 'none'",
      })
  void data_thatCannotBe_isRefusedWithWhatIsExpected(String setting, String message) {
    assertThatThrownBy(() -> ExperimentFile.load(DEFAULT, setting))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message);
  }
}
