package org.backflow.report.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.backflow.data.NpyFile;
import org.backflow.data.TensorWords;
import org.backflow.experiment.Comparison;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.NetworkListener;
import org.backflow.experiment.ProgressListener;
import org.backflow.experiment.TinyImages;
import org.backflow.experiment.checkpoint.CheckpointFolder;
import org.backflow.experiment.file.ExperimentCodec;
import org.backflow.experiment.file.ExperimentFile;
import org.backflow.fixedpoint.FixedPointFormat;
import org.backflow.network.Matrix;
import org.backflow.report.ResultSchemasTest;
import org.backflow.report.result.Provenance;
import org.backflow.training.PairedStart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkExportTest {

  private static final Provenance PROVENANCE = new Provenance("test", "command");

  @TempDir private Path folder;

  private static Matrix matrix(int rows, int columns, double... values) {
    return new Matrix(rows, columns, values);
  }

  @Test
  void npyFile_ofSingles_isByteByByteAsTheFormatSays() {
    byte[] bytes =
        NpyFile.of(TensorWords.singles(new double[] {0.0, 1.0, -2.0, 0.5, -0.25, 3.0}, 2, 3));
    String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }";
    byte[] expected = new byte[128 + 24];
    ByteBuffer file = ByteBuffer.wrap(expected).order(ByteOrder.LITTLE_ENDIAN);
    file.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0});
    file.put(
        (header + " ".repeat(117 - header.length()) + "\n").getBytes(StandardCharsets.US_ASCII));
    for (int bits : List.of(0, 0x3F800000, 0xC0000000, 0x3F000000, 0xBE800000, 0x40400000)) {
      file.putInt(bits);
    }
    assertThat(bytes).isEqualTo(expected);
  }

  @Test
  void npyFile_ofCodes_holdsEveryCodeOfItsFormat() {
    FixedPointFormat signed = FixedPointFormat.fixed(32, 8);
    Matrix extremes =
        matrix(1, 2, signed.toDouble(signed.minCode()), signed.toDouble(signed.maxCode()));
    assertThat(content(NpyFile.of(new CodeTensor(extremes, signed).tensor())).getInt(4))
        .isEqualTo(Integer.MAX_VALUE);
    assertThat(new CodeTensor(extremes, signed).tensor().type().numpy()).isEqualTo("<i4");
    FixedPointFormat unsigned = FixedPointFormat.ufixed(32, 8);
    Matrix largest = matrix(1, 1, unsigned.toDouble(unsigned.maxCode()));
    assertThat(new CodeTensor(largest, unsigned).tensor().type().numpy()).isEqualTo("<i8");
    assertThat(content(NpyFile.of(new CodeTensor(largest, unsigned).tensor())).getLong(0))
        .isEqualTo(0xFFFFFFFFL);
  }

  @Test
  void words_ofCodes_isInTwosComplementOfTheWidth() {
    FixedPointFormat format = FixedPointFormat.fixed(10, 2);
    assertThat(new CodeTensor(matrix(2, 2, -1 / 256.0, -2.0, 1.0, 5 / 256.0), format).words())
        .isEqualTo("3ff\n200\n100\n005\n");
    FixedPointFormat wide = FixedPointFormat.fixed(32, 1);
    assertThat(new CodeTensor(matrix(1, 1, -1.0), wide).words()).isEqualTo("80000000\n");
  }

  /** Returns what follows the header, whose length must be a multiple of 64. */
  private static ByteBuffer content(byte[] npy) {
    ByteBuffer all = ByteBuffer.wrap(npy).order(ByteOrder.LITTLE_ENDIAN);
    int header = 10 + all.getShort(8);
    assertThat(header % 64).isZero();
    assertThat(npy[header - 1]).isEqualTo((byte) '\n');
    return all.slice(header, npy.length - header).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Test
  void export_ofTrainedNetworks_holdsTheWeightsOfTheTrainers() throws IOException {
    Experiment experiment =
        ExperimentFile.load(
            Path.of("data/experiments/mnist-20.yaml"),
            "data.path=" + TinyImages.write(Files.createDirectory(folder.resolve("images"))),
            "layers=36-8-6-4",
            "runs=2",
            "protocol.epochs=2",
            "protocol.feedbackScale=ln(t+e)",
            "schemes=[backprop, random, direct-one-hot]");
    NetworkExport export = new NetworkExport(folder.resolve("export"), experiment, PROVENANCE);
    Map<String, Matrix> trained = new ConcurrentHashMap<>();
    NetworkListener both =
        (run, arithmetic, trainer) -> {
          export.trained(run, arithmetic, trainer);
          for (int network = 0; network < trainer.networks(); network++) {
            String stem =
                experiment.schemes().get(network).name() + "/" + arithmetic + "/run-" + run + "/";
            for (int layer = 1; layer <= 3; layer++) {
              trained.put(stem + "W" + layer, trainer.weights(network, layer));
            }
            for (int layer = 1; layer <= 2; layer++) {
              String symbol = stem + "B" + layer;
              trainer.feedback(network, layer).ifPresent(b -> trained.put(symbol, b));
            }
          }
        };
    export.prepare();
    export.writeStart();
    new Comparison(experiment)
        .run(
            ProgressListener.SILENT,
            new CheckpointFolder(folder.resolve("checkpoints"), "", "test", false),
            both);
    export.finish();

    String manifest = Files.readString(folder.resolve("export/manifest.json"));
    ResultSchemasTest.assertSchemaFits("export", List.of(manifest));
    JsonNode tree = new ObjectMapper().readTree(manifest);
    assertThat(tree.get("configurationHash").asText()).isEqualTo(ExperimentCodec.hash(experiment));
    assertThat(tree.get("files")).hasSize(2 * 2 * (3 + 5 + 5)).hasSize(trained.size());
    for (JsonNode file : tree.get("files")) {
      assertHolds(file, trained);
    }
    assertTensorsAreThoseOfNumPy(tree);
    // The scale of the last of two epochs, t = 1.
    Matrix scaled = trained.get("random/float/run-0/B1");
    assertThat(scaled.values()[0] / drawn(experiment).values()[0])
        .isCloseTo(Math.log(1 + Math.E), within(1e-6));
  }

  /** By a reader of its own: the bytes of every tensor are those behind the header of an .npy. */
  private void assertTensorsAreThoseOfNumPy(JsonNode manifest) throws IOException {
    Path export = folder.resolve("export");
    int compared = 0;
    List<String> names = new ArrayList<>();
    manifest.get("tensorFiles").fieldNames().forEachRemaining(names::add);
    assertThat(names)
        .containsExactly(
            "run-0-fixed.safetensors",
            "run-0-float.safetensors",
            "run-1-fixed.safetensors",
            "run-1-float.safetensors",
            "start/run-0.safetensors",
            "start/run-1.safetensors",
            "start/tables.safetensors");
    for (String name : names) {
      byte[] file = Files.readAllBytes(export.resolve(name));
      assertThat(manifest.get("tensorFiles").get(name).asText()).isEqualTo(sha256(file));
      for (Map.Entry<String, ByteBuffer> tensor : tensors(file).entrySet()) {
        assertThat(tensor.getValue()).isEqualTo(npy(name, tensor.getKey()));
        compared++;
      }
    }
    for (String arithmetic : List.of("float", "fixed")) {
      String name = "run-1-" + arithmetic + ".safetensors";
      Map<String, ByteBuffer> kept =
          tensors(Files.readAllBytes(folder.resolve("checkpoints").resolve(name)));
      for (Map.Entry<String, ByteBuffer> tensor : kept.entrySet()) {
        if (tensor.getKey().contains(".W")) {
          assertThat(tensor.getValue()).isEqualTo(npy(name, tensor.getKey()));
          compared++;
        }
      }
    }
    // Of the networks; of 2 runs test, W, codes, registers, and 2 schemes' scale, B and codes,
    // one of them with selections; 2 tables; of the checkpoints.
    assertThat(compared).isEqualTo(2 * 2 * 13 + 2 * (1 + 9 + 2 * 5 + 2) + 2 + 2 * 9);
  }

  private ByteBuffer npy(String tensorFile, String tensor) throws IOException {
    String stem = tensorFile.replace(".safetensors", "");
    String[] words = stem.split("-", -1);
    String path;
    if (stem.equals("start/tables")) {
      path = "start/" + tensor;
    } else if (stem.startsWith("start/")) {
      path = stem + "/" + tensor.replace('.', '/');
    } else {
      path = tensor.replace(".", "/" + words[2] + "/run-" + words[1] + "/");
    }
    return content(Files.readAllBytes(folder.resolve("export").resolve(path + ".npy")));
  }

  private static Map<String, ByteBuffer> tensors(byte[] file) throws IOException {
    ByteBuffer all = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int header = (int) all.getLong();
    assertThat(header % 8).isZero();
    JsonNode tree =
        new ObjectMapper().readTree(new String(file, 8, header, StandardCharsets.UTF_8));
    Map<String, ByteBuffer> tensors = new LinkedHashMap<>();
    tree.fieldNames()
        .forEachRemaining(
            name -> {
              if (!name.equals("__metadata__")) {
                JsonNode offsets = tree.get(name).get("data_offsets");
                int from = offsets.get(0).asInt();
                int to = offsets.get(1).asInt();
                tensors.put(name, all.slice(8 + header + from, to - from));
              }
            });
    return tensors;
  }

  private static Matrix drawn(Experiment experiment) {
    return PairedStart.draw(
            experiment.model().network(),
            experiment.schemes(),
            experiment.model().initialization(),
            experiment.training().seed(),
            0)
        .networks()
        .get(1)
        .feedback(1)
        .orElseThrow();
  }

  private void assertHolds(JsonNode file, Map<String, Matrix> trained) throws IOException {
    String name = file.get("file").asText();
    Matrix values = trained.get(name.replace(".npy", ""));
    byte[] bytes = Files.readAllBytes(folder.resolve("export").resolve(name));
    assertThat(file.get("sha256").asText()).isEqualTo(sha256(bytes));
    assertThat(file.get("shape").toString())
        .isEqualTo("[" + values.rows() + "," + values.columns() + "]");
    ByteBuffer content = content(bytes);
    assertThat(content.remaining()).isEqualTo(4 * values.values().length);
    if (file.get("type").asText().equals("<f4")) {
      for (double value : values.values()) {
        assertThat((double) content.getFloat()).isEqualTo(value);
      }
      return;
    }
    double lsb = Math.scalb(1.0, -file.get("fractionBits").asInt());
    int bits = file.get("wordBits").asInt();
    byte[] hex =
        Files.readAllBytes(folder.resolve("export").resolve(file.get("wordsFile").asText()));
    assertThat(file.get("wordsSha256").asText()).isEqualTo(sha256(hex));
    List<String> words =
        new ArrayList<>(new String(hex, StandardCharsets.US_ASCII).lines().toList());
    assertThat(words).hasSize(values.values().length);
    for (double value : values.values()) {
      int code = content.getInt();
      assertThat(code * lsb).isEqualTo(value);
      long word = Long.parseLong(words.remove(0), 16);
      assertThat(word << (64 - bits) >> (64 - bits)).isEqualTo(code);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
