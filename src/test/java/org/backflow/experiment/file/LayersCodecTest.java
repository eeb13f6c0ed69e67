package org.backflow.experiment.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.backflow.configuration.Configuration;
import org.backflow.configuration.tree.ConfigurationException;
import org.backflow.data.ImageShape;
import org.backflow.experiment.Experiment;
import org.backflow.function.Activation;
import org.backflow.function.Activations;
import org.backflow.function.LeakyRelu;
import org.backflow.function.Logistic;
import org.backflow.function.Relu;
import org.backflow.layer.ActivationLayer;
import org.backflow.layer.Convolution;
import org.backflow.layer.Dense;
import org.backflow.layer.Dropout;
import org.backflow.layer.Flatten;
import org.backflow.layer.GlobalPooling;
import org.backflow.layer.HalfSquaredError;
import org.backflow.layer.Kernel;
import org.backflow.layer.Layer;
import org.backflow.layer.LayeredNetwork;
import org.backflow.layer.Momentum;
import org.backflow.layer.Nesterov;
import org.backflow.layer.Pooling;
import org.backflow.layer.Residual;
import org.backflow.layer.SoftmaxCrossEntropy;
import org.backflow.network.NetworkShape;
import org.backflow.plan.Reduce;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayersCodecTest {
  private static final Path DEFAULT = Path.of("data/experiments/mnist-20.yaml");

  private static final String CONVOLUTIONAL =
      """
      extends: mnist-20
      numerics: float
      schemes: [backprop]
      input: 28x28x1
      layers:
        - {convolution: 8, kernel: 5, activation: relu}
        - {max-pooling: 2}
        - {convolution: 16, kernel: [5, 3], stride: 2, padding: 1, groups: 2, activation: leaky-relu-5}
        - {average-pooling: 3, stride: 2}
        - global-max-pooling
        - flatten
        - {dense: 10}
      loss: softmax-cross-entropy
      """;

  @TempDir private Path folder;

  private LayeredNetwork network(String yaml, String... settings) throws IOException {
    return experiment(yaml, settings).model().network();
  }

  private Experiment experiment(String yaml, String... settings) throws IOException {
    return ExperimentFile.load(Files.writeString(folder.resolve("own.yaml"), yaml), settings);
  }

  @Test
  void layers_ofEveryKind_areWhatTheirKeysSay() throws IOException {
    assertThat(network(CONVOLUTIONAL))
        .isEqualTo(
            new LayeredNetwork(
                new ImageShape(28, 28, 1),
                List.of(
                    new Convolution(8, 5, 1, 0, Optional.of(new Relu())),
                    new Pooling(Reduce.Kind.MAX, 2, 2),
                    new Convolution(16, new Kernel(5, 3, 2, 1), 2, Optional.of(new LeakyRelu(5))),
                    new Pooling(Reduce.Kind.SUM, 3, 2),
                    new GlobalPooling(Reduce.Kind.MAX),
                    new Flatten(),
                    new Dense(10, Optional.empty())),
                new SoftmaxCrossEntropy()));
  }

  @Test
  void layers_thatAddActivateAndDrop_areReadAndDescribedAlike() throws IOException {
    String layers =
        CONVOLUTIONAL.replace(
            "- global-max-pooling",
            "- {convolution: 16, kernel: 1}\n  - {add: 4}\n  - {function: relu}\n"
                + "  - {dropout: 0.25}\n  - global-max-pooling");
    assertThat(network(layers).layers().subList(5, 8))
        .containsExactly(new Residual(4), new ActivationLayer(new Relu()), new Dropout(64));
    Map<String, Object> described = ExperimentCodec.describe(experiment(layers));
    assertThat(new ObjectMapper().writeValueAsString(described.get("layers")))
        .contains("{\"add\":4},{\"function\":\"relu\"},{\"dropout\":0.25}");
    assertThatThrownBy(() -> network(layers.replace("add: 4", "add: 2")))
        .hasMessageContaining("own.yaml:11:5: 'layers.5' is refused: layer 6, add 2, does not fit")
        .hasMessageContaining("layer 2 has an output of 12 x 12 x 8; a sum needs equal shapes");
    assertThatThrownBy(() -> network(layers.replace("0.25", "0.1")))
        .hasMessageContaining("'layers.7.dropout' is 0.1")
        .hasMessageContaining("the nearest is 0.1015625");
  }

  @Test
  void description_ofLayers_isWrittenAsLayersAre() throws IOException {
    Map<String, Object> described = ExperimentCodec.describe(experiment(CONVOLUTIONAL));
    assertThat(new ObjectMapper().writeValueAsString(described.get("layers")))
        .isEqualTo(
            """
            [{"convolution":8,"kernel":5,"stride":1,"padding":0,"groups":1,"activation":"relu"},\
            {"max-pooling":2},\
            {"convolution":16,"kernel":[5,3],"stride":2,"padding":1,"groups":2,\
            "activation":"leaky-relu-5"},\
            {"average-pooling":3,"stride":2},"global-max-pooling","flatten",{"dense":10}]\
            """);
    assertThat(described)
        .containsEntry("input", "28x28x1")
        .containsEntry("loss", "softmax-cross-entropy");
  }

  /** Nothing is added to what experiments of dense logistic layers were described as before. */
  @Test
  void description_ofWidths_isWhatItAlwaysWas() {
    Map<String, Object> described = ExperimentCodec.describe(ExperimentFile.load(DEFAULT));
    assertThat(described).containsEntry("layers", List.of(784, 20, 10));
    assertThat(described.keySet())
        .containsExactly(
            "name",
            "description",
            "data",
            "layers",
            "initialization",
            "protocol",
            "schemes",
            "numerics",
            "fixedPoint",
            "accelerator",
            "energyTables",
            "runs",
            "seed");
  }

  @Test
  void widths_withAnotherLoss_stayWidths() {
    Experiment experiment =
        ExperimentFile.load(DEFAULT, "loss=binary-cross-entropy", "numerics=float");
    assertThat(experiment.model().network().shortForm()).hasValue(NetworkShape.of(784, 20, 10));
    assertThat(experiment.model().network()).hasToString("784-20-10, binary-cross-entropy");
    assertThat(ExperimentCodec.describe(experiment))
        .containsEntry("layers", List.of(784, 20, 10))
        .doesNotContainKey("input");
  }

  @Test
  void optimiser_ofEveryForm_isReadBack() throws IOException {
    assertThat(network(CONVOLUTIONAL, "optimiser=nesterov").optimiser())
        .isEqualTo(new Nesterov(0.9, 0.0));
    Experiment experiment =
        experiment(CONVOLUTIONAL, "optimiser={momentum: 0.8, weightDecay: 0.25}");
    assertThat(experiment.model().network().optimiser()).isEqualTo(new Momentum(0.8, 0.25));
    assertThat(ExperimentCodec.describe(experiment).get("optimiser"))
        .hasToString("{name=momentum, momentum=0.8, weightDecay=0.25}");
  }

  @Test
  void input_leftOut_isTheShapeOfTheData() throws IOException {
    String yaml = CONVOLUTIONAL.replace("input: 28x28x1\n", "");
    assertThat(network(yaml)).isEqualTo(network(CONVOLUTIONAL));
    assertThat(network(yaml, "data.path=" + folder, "data.format=cifar-10").input())
        .isEqualTo(new ImageShape(32, 32, 3));
    assertThat(
            network(yaml, "data.path=" + folder, "data.format=npy", "data.shape=[30, 24, 2]")
                .input())
        .isEqualTo(new ImageShape(30, 24, 2));
  }

  @ParameterizedTest
  @CsvSource({"28x28x1, 28, 28, 1", "28x28, 28, 28, 1", "224x224x3, 224, 224, 3", "13, 1, 1, 13"})
  void input_ofEveryForm_isAShape(String written, int height, int width, int channels)
      throws IOException {
    String dense = "extends: mnist-20\nlayers: [{dense: 10, activation: tanh}]\nnumerics: float\n";
    assertThat(network(dense + "input: " + written + "\n").input())
        .isEqualTo(new ImageShape(height, width, channels));
  }

  @Test
  void settings_ofAKeyOfALayer_changeIt() throws IOException {
    assertThat(network(CONVOLUTIONAL, "layers.0.kernel=3", "layers.6.dense=12").layers())
        .startsWith(new Convolution(8, 3, 1, 0, Optional.of(new Relu())))
        .endsWith(new Dense(12, Optional.empty()));
    assertThat(network(CONVOLUTIONAL, "layers=784-20-10", "loss=half-squared-error").widths())
        .hasValue(NetworkShape.of(784, 20, 10));
  }

  /** The seed is in the name of a failure. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void description_ofARandomNetwork_isReadBack(long seed) throws JsonProcessingException {
    Random random = new Random(seed);
    Experiment plain =
        ExperimentFile.load(DEFAULT, "threads=1", "schemes=[backprop]", "numerics=float");
    for (int i = 0; i < 20; i++) {
      LayeredNetwork network = random(random);
      Experiment experiment =
          Experiment.builder()
              .name("random")
              .data(plain.training().data())
              .network(network)
              .protocol(plain.training().protocol())
              .schemes(plain.schemes())
              .numerics(plain.training().numerics())
              .arithmetic(plain.hardware().arithmetic())
              .accelerator(plain.hardware().accelerator())
              .energyTables(plain.hardware().energyTables())
              .runs(1)
              .seed(seed)
              .threads(1)
              .build();
      String json = new ObjectMapper().writeValueAsString(ExperimentCodec.describe(experiment));
      Experiment back =
          Configuration.parseJson("description.json", json)
              .bind(ExperimentCodec.described(new Home(Path.of("")), true)::read);
      assertThat(back.model().network()).as(json).isEqualTo(network);
      assertThat(ExperimentCodec.hash(back)).isEqualTo(ExperimentCodec.hash(experiment));
    }
  }

  /** Layers that fit, whatever is drawn. */
  private static LayeredNetwork random(Random random) {
    ImageShape shape =
        new ImageShape(6 + random.nextInt(20), 6 + random.nextInt(20), 1 + random.nextInt(4));
    List<Layer> layers = new ArrayList<>();
    ImageShape input = shape;
    for (int i = random.nextInt(4); i > 0 && Math.min(shape.height(), shape.width()) > 2; i--) {
      Layer layer = image(random, shape);
      layers.add(layer);
      shape = layer.output(shape);
    }
    if (random.nextBoolean()) {
      layers.add(random.nextBoolean() ? new Flatten() : new GlobalPooling(Reduce.Kind.SUM));
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      layers.add(new Dense(1 + random.nextInt(30), activation(random)));
    }
    boolean softmax = random.nextBoolean();
    layers.add(new Dense(10, softmax ? Optional.empty() : Optional.of(new Logistic())));
    return new LayeredNetwork(
        input, layers, softmax ? new SoftmaxCrossEntropy() : new HalfSquaredError());
  }

  private static Layer image(Random random, ImageShape shape) {
    int side = 1 + random.nextInt(Math.min(3, Math.min(shape.height(), shape.width())));
    int stride = 1 + random.nextInt(2);
    if (random.nextBoolean()) {
      return new Pooling(kind(random), side, stride);
    }
    int groups = random.nextBoolean() ? 1 : shape.channels();
    return new Convolution(
        groups * (1 + random.nextInt(5)),
        new Kernel(side, 1 + random.nextInt(2), stride, 0),
        groups,
        activation(random));
  }

  private static Reduce.Kind kind(Random random) {
    return random.nextBoolean() ? Reduce.Kind.MAX : Reduce.Kind.SUM;
  }

  private static Optional<Activation> activation(Random random) {
    List<Activation> all = Activations.all();
    int drawn = random.nextInt(all.size() + 2);
    return drawn > all.size()
        ? Optional.of(new LeakyRelu(5))
        : drawn == all.size() ? Optional.empty() : Optional.of(all.get(drawn));
  }

  /** Each line is a change of the file, and what is said of it: place, found, expected. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kernel: 5, | kernel: 30, | 6:5: 'layers.0' is refused: layer 1, conv 30x30x8 relu, does"
            + " not fit an input of 28 x 28: a kernel of 30 x 30 does not fit an image of 28 x 28"
            + " with padding 0; expected at most 28 x 28",
        "{max-pooling: 2} | {max-pooling: 25} | 7:5: 'layers.1' is refused: layer 2, max-pool 25,"
            + " does not fit an input of 24 x 24 x 8: a kernel of 25 x 25 does not fit an image of"
            + " 24 x 24 with padding 0; expected at most 24 x 24",
        "groups: 2 | groups: 3 | 8:5: 'layers.2' is refused: 3 groups do not divide 16 filters;"
            + " expected one of 1, 2, 4, 8, 16",
        "convolution: 8 | convolution: 9 | 8:5: 'layers.2' is refused: layer 3, conv 5x3x16 in 2"
            + " groups leaky-relu-5, does not fit an input of 12 x 12 x 9: 2 groups do not divide 9"
            + " channels; expected one of 1, 3, 9",
        "kernel: 5, | kernal: 5, | 6:22: unknown key 'kernal' in 'layers.0'; did you mean"
            + " 'kernel'?",
        "kernel: 5, | kernel: 0, | 6:30: 'layers.0.kernel' is 0; expected a whole number from 1 to"
            + " 65536 or a list of 2 elements, each a whole number from 1 to 65536",
        "activation: relu | activation: rellu | 6:45: 'layers.0.activation' is the text 'rellu';"
            + " expected 'logistic', 'tanh', 'relu', 'leaky-relu', 'hard-logistic', 'hard-tanh' or"
            + " 'identity', or leaky-relu-K for a negative slope of 2^-K, as in leaky-relu-5; did"
            + " you mean 'relu'?",
        "convolution: 8 | convolutoin: 8 | 6:6: unknown layer 'convolutoin' in 'layers.0'; did you"
            + " mean 'convolution'?",
        "- flatten | - flaten | 11:5: 'layers.5' is the text 'flaten'; did you mean 'flatten'?",
        "- flatten | - 20 | 11:5: 'layers.5' is 20; expected a layer, such as 'dense: 10'",
        "dense: 10 | dense: 10, max-pooling: 2 | 12:5: 'layers.6' is 'dense' and 'max-pooling' at"
            + " once; expected one of them",
        "{dense: 10} | {dense: 10, activation: relu} | 13:7: 'loss' is refused:"
            + " softmax-cross-entropy after dense 10 relu; expected no activation, for softmax is"
            + " one",
        "loss: softmax-cross-entropy | loss: softmax | 13:7: 'loss' is the text 'softmax'; expected"
            + " 'half-squared-error', 'binary-cross-entropy' or 'softmax-cross-entropy'",
        "loss: softmax-cross-entropy | seed: 2 | 12:5: 'layers.6' is refused: half-squared-error"
            + " after dense 10 without an activation; expected one, identity where the sums are the"
            + " output",
        "- {dense: 10} | - flatten | 12:5: 'layers.6' is refused: a network of 7 layers whose last"
            + " one does not learn; expected a dense layer or a convolution",
        "28x28x1 | 28by28 | 4:8: 'input' is the text '28by28' (no sizes joined by x); expected"
            + " height x width x channels such as 28x28x1 or a number of features",
        "28x28x1 | 28x0 | 4:8: 'input' is the text '28x0' (a size of 0); expected height x width x"
            + " channels such as 28x28x1 or a number of features"
      })
  void file_withAMistake_isRefusedWhereItStands(String written, String mistaken, String said) {
    String yaml = CONVOLUTIONAL.replace(written, mistaken);
    assertThat(yaml).isNotEqualTo(CONVOLUTIONAL);
    assertThatThrownBy(() -> network(yaml))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(folder.resolve("own.yaml") + ":" + said);
  }
}
