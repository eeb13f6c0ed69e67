package org.backflow.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.backflow.experiment.Comparison;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.TinyImages;
import org.backflow.experiment.TrainedNetwork;
import org.backflow.experiment.file.ExperimentFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What training reads of an experiment, held to what training does, key by key of the schema. */
final class TrainingPartTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path SCHEMA = Path.of("data/experiments/experiment.schema.json");

  /** Keys whose values are changed as a whole. */
  private static final Set<String> WHOLE =
      Set.of(
          "data.files",
          "data.values",
          "data.split",
          "protocol.schedule",
          "accelerator.dataflow",
          "accelerator.dram",
          "accelerator.sram.ports",
          "fixedPoint.tensors");

  /** Keys of data in other formats than those of the images here. */
  private static final Set<String> OF_OTHER_FORMATS =
      Set.of("data.label", "data.classes", "data.header", "data.shape");

  /** Another valid value than that of the experiment below, by key of the schema. */
  private static final Map<String, String> OTHERS = others();

  @TempDir private Path folder;

  private static Map<String, String> others() {
    Map<String, String> others = new LinkedHashMap<>();
    others.put("name", "another");
    others.put("title", "another");
    others.put("description", "another");
    others.put("data.path", "other/images");
    others.put("data.name", "another");
    others.put("data.format", "npy");
    others.put("data.files", "{train: [a, b], test: [c, d]}");
    others.put("data.values", "{divideBy: 1}");
    others.put("data.firstLabel", "1");
    others.put("data.split", "{trainSamples: 150, testSamples: 70}");
    others.put("layers", "36-7-4");
    others.put("input", "36");
    others.put("loss", "binary-cross-entropy");
    others.put("optimiser.name", "nesterov");
    others.put("optimiser.momentum", "0.9");
    others.put("optimiser.weightDecay", "0.125");
    others.put("initialization", "uniform/sqrt(fan_in)");
    others.put("protocol.minibatch", "20");
    others.put("protocol.epochs", "3");
    others.put("protocol.learningRate", "0.25");
    others.put("protocol.schedule", "{kind: exponential, factor: 0.5}");
    others.put("protocol.gradient", "averaged");
    others.put("protocol.order", "fixed");
    others.put("protocol.feedbackScale", "ln(t+e)");
    others.put("schemes", "[one-hot]");
    others.put("numerics", "fixed");
    others.put("fixedPoint.rounding", "TRN");
    others.put("fixedPoint.overflow", "WRAP");
    others.put("fixedPoint.bits", "14");
    others.put("fixedPoint.accumulatorBits", "50");
    others.put("fixedPoint.formats.input", "ufixed<12,2>");
    others.put("fixedPoint.formats.weight", "fixed<14,4>");
    others.put("fixedPoint.formats.activation", "ufixed<12,2>");
    others.put("fixedPoint.formats.derivative", "ufixed<12,0>");
    others.put("fixedPoint.formats.delta", "fixed<14,2>");
    others.put("fixedPoint.formats.feedback", "fixed<14,4>");
    others.put("fixedPoint.formats.gradient", "fixed<14,2>");
    others.put("fixedPoint.formats.sum", "fixed<20,9,RND>");
    others.put("fixedPoint.formats.error", "fixed<14,3>");
    others.put("fixedPoint.formats.unfoldedError", "fixed<14,3>");
    others.put("fixedPoint.formats.maximum", "fixed<14,4,RND>");
    others.put("fixedPoint.formats.exponential", "fixed<14,2,RND>");
    others.put("fixedPoint.formats.total", "fixed<14,6,RND>");
    others.put("fixedPoint.formats.weightGradient", "fixed<14,2>");
    others.put("fixedPoint.formats.velocity", "fixed<14,2>");
    others.put("fixedPoint.tensors", "{weight: {1: \"fixed<14,4>\"}}");
    others.put("fixedPoint.sigmoid.words", "512");
    others.put("fixedPoint.sigmoid.domain", "4");
    others.put("fixedPoint.sigmoid.addressRounding", "TRN");
    others.put("accelerator.source", "another");
    others.put("accelerator.array", "4x8");
    others.put("accelerator.feedbackArray", "2x2");
    others.put("accelerator.dataflow", "ws");
    others.put("accelerator.folds", "overlapped");
    others.put("accelerator.zeroGating", "false");
    others.put("accelerator.vectorLanes", "3");
    others.put("accelerator.clockMegahertz", "100");
    others.put("accelerator.sram.activationKibibytes", "64");
    others.put("accelerator.sram.weightKibibytes", "64");
    others.put("accelerator.sram.feedbackKibibytes", "64");
    others.put("accelerator.sram.accumulatorKibibytes", "64");
    others.put("accelerator.sram.ports", "{weight: {wordBits: 64}}");
    others.put("accelerator.dram", "HBM2");
    others.put("accelerator.doubleBuffered", "false");
    others.put("accelerator.foldOrder", "columns-first");
    others.put("accelerator.transposedAccess", "copy");
    others.put("accelerator.feedbackStorage", "lfsr");
    others.put("energyTables.0.technology", "another");
    others.put("energyTables.0.source", "another");
    others.put("energyTables.0.multiply", "0.5");
    others.put("energyTables.0.gatedMultiply", "0.25");
    others.put("energyTables.0.add", "0.5");
    others.put("energyTables.0.sram", "0.5");
    others.put("energyTables.0.dram", "0.5");
    others.put(
        "energyTables.0.leakage",
        "{elementPicojoulesPerCycle: 1, sramPicojoulesPerBitCycle: 1, source: a}");
    others.put("runs", "3");
    others.put("seed", "99");
    others.put("threads", "1");
    others.put(
        "published", "[{scheme: random, testAccuracyPercent: 90, runs: 3, source: a, note: b}]");
    return others;
  }

  /** Adds the keys below a schema, those of the files that it refers to among them. */
  private static void addKeys(Path file, JsonNode schema, String path, Set<String> keys) {
    if (schema.has("$ref")) {
      String[] reference = schema.get("$ref").asText().split("#", 2);
      Path other = reference[0].isEmpty() ? file : file.resolveSibling(reference[0]).normalize();
      addKeys(other, tree(other).at(reference.length < 2 ? "" : reference[1]), path, keys);
      return;
    }
    boolean isWhole = WHOLE.contains(path) || path.matches("energyTables\\.0\\..*|published");
    Set<String> below = new TreeSet<>();
    List<JsonNode> alternatives = new ArrayList<>();
    schema.path("oneOf").forEach(alternatives::add);
    alternatives.stream()
        .filter(each -> each.has("$ref"))
        .forEach(each -> addKeys(file, each, path, below));
    alternatives.add(schema);
    for (JsonNode each : alternatives) {
      each.path("properties")
          .properties()
          .forEach(
              entry ->
                  addKeys(
                      file,
                      entry.getValue(),
                      path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(),
                      below));
    }
    if (path.equals("energyTables")) {
      addKeys(file, schema.get("items"), path + ".0", below);
    }
    below.remove(path);
    keys.addAll(isWhole || below.isEmpty() ? Set.of(path) : below);
  }

  private static JsonNode tree(Path file) {
    try {
      return JSON.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Experiment experiment(String base, Stream<String> changes) throws IOException {
    Path images = folder.resolve("images");
    Files.createDirectories(images);
    if (Files.notExists(images.resolve("train-images-idx3-ubyte"))) {
      TinyImages.write(images);
    }
    List<String> settings =
        new ArrayList<>(
            List.of(
                "data.path=" + images,
                "layers=36-8-4",
                "protocol.minibatch=16",
                "protocol.epochs=2",
                "runs=2",
                "schemes=[random, one-hot]",
                "fixedPoint.rounding=STOCHASTIC",
                "accelerator=edge-16x16-dram",
                "accelerator.zeroGating=true"));
    settings.addAll(List.of(base.split(" ", -1)));
    changes.forEach(settings::add);
    return ExperimentFile.load(
        Path.of("data/experiments/mnist-20.yaml"), settings.toArray(String[]::new));
  }

  /** Returns what training brought, by scheme. */
  private static Map<String, TrainedNetwork> trained(Experiment experiment) {
    List<TrainedNetwork> networks =
        new Comparison(experiment).train(experiment.images(), Optional.empty());
    Map<String, TrainedNetwork> byScheme = new LinkedHashMap<>();
    experiment.schemes().forEach(each -> byScheme.put(each.name(), networks.get(byScheme.size())));
    return byScheme;
  }

  @Test
  void keysOfTheSchema_areThoseThatAreChangedHere() {
    Set<String> keys = new TreeSet<>();
    addKeys(SCHEMA, tree(SCHEMA), "", keys);
    keys.remove("extends");
    keys.removeAll(OF_OTHER_FORMATS);
    assertThat(keys).isEqualTo(new TreeSet<>(OTHERS.keySet()));
  }

  /** Changes one key at a time: its networks are others, or those that were trained before. */
  @ParameterizedTest
  @ValueSource(
      strings = {"numerics=both", "numerics=float", "numerics=float accelerator.zeroGating=false"})
  void key_ofChangedExperiments_isEqualOnlyWhereTheyTrainToTheSameBits(String base)
      throws IOException {
    Experiment unchanged = experiment(base, Stream.of());
    Map<String, TrainedNetwork> expected = trained(unchanged);
    Set<String> shared = new TreeSet<>();
    for (Map.Entry<String, String> change : OTHERS.entrySet()) {
      Experiment changed = experiment(base, Stream.of(change.getKey() + "=" + change.getValue()));
      if (TrainingPart.key(changed).equals(TrainingPart.key(unchanged))) {
        shared.add(change.getKey());
        trained(changed)
            .forEach(
                (scheme, network) ->
                    assertThat(network)
                        .as("%s with %s", scheme, change)
                        .isEqualTo(expected.get(scheme)));
      }
    }
    boolean isFixed = unchanged.computesFixed();
    assertThat(shared)
        .containsExactlyElementsOf(
            OTHERS.keySet().stream()
                .filter(
                    key ->
                        key.matches("accelerator\\..*|energyTables\\..*|name|title|description")
                            || key.matches("data\\.name|input|schemes|threads|published")
                            || (!isFixed && key.startsWith("fixedPoint.")))
                .filter(key -> !isFixed || !key.equals("accelerator.zeroGating"))
                .sorted()
                .toList());
  }

  /** The part itself trains to what the whole does. */
  @Test
  void part_trainsToTheSameBits() throws IOException {
    Experiment whole = experiment("numerics=both", Stream.of());
    assertThat(trained(TrainingPart.of(whole, whole.schemes()))).isEqualTo(trained(whole));
  }

  /** A network is what it is, whichever others are trained beside it. */
  @Test
  void network_trainedAlone_isTheSame() throws IOException {
    Experiment together = experiment("numerics=both", Stream.of());
    Map<String, TrainedNetwork> expected = trained(together);
    together
        .schemes()
        .forEach(
            scheme ->
                assertThat(trained(TrainingPart.of(together, List.of(scheme))))
                    .containsExactly(Map.entry(scheme.name(), expected.get(scheme.name()))));
  }
}
