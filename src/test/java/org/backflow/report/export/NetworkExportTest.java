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
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.backflow.experiment.CheckpointFolder;
import org.backflow.experiment.Comparison;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.ExperimentDescription;
import org.backflow.experiment.NetworkListener;
import org.backflow.experiment.ProgressListener;
import org.backflow.experiment.TinyImages;
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
    byte[] bytes = NpyFile.singles(matrix(2, 3, 0.0, 1.0, -2.0, 0.5, -0.25, 3.0));
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
    assertThat(content(NpyFile.codes(extremes, signed)).getInt(4)).isEqualTo(Integer.MAX_VALUE);
    assertThat(NpyFile.typeOf(signed)).isEqualTo("<i4");
    FixedPointFormat unsigned = FixedPointFormat.ufixed(32, 8);
    assertThat(NpyFile.typeOf(unsigned)).isEqualTo("<i8");
    Matrix largest = matrix(1, 1, unsigned.toDouble(unsigned.maxCode()));
    assertThat(content(NpyFile.codes(largest, unsigned)).getLong(0)).isEqualTo(0xFFFFFFFFL);
  }

  @Test
  void hexMemory_ofCodes_isInTwosComplementOfTheWidth() {
    FixedPointFormat format = FixedPointFormat.fixed(10, 2);
    assertThat(HexMemory.of(matrix(2, 2, -1 / 256.0, -2.0, 1.0, 5 / 256.0), format))
        .isEqualTo("3ff\n200\n100\n005\n");
    FixedPointFormat wide = FixedPointFormat.fixed(32, 1);
    assertThat(HexMemory.of(matrix(1, 1, -1.0), wide)).isEqualTo("80000000\n");
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
        Experiment.load(
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
            new CheckpointFolder(folder.resolve("checkpoints"), "test", false),
            both);
    export.finish();

    String manifest = Files.readString(folder.resolve("export/manifest.json"));
    ResultSchemasTest.assertSchemaFits("export", List.of(manifest));
    JsonNode tree = new ObjectMapper().readTree(manifest);
    assertThat(tree.get("configurationHash").asText())
        .isEqualTo(ExperimentDescription.hash(experiment));
    assertThat(tree.get("files")).hasSize(2 * 2 * (3 + 5 + 5)).hasSize(trained.size());
    for (JsonNode file : tree.get("files")) {
      assertHolds(file, trained);
    }
    // The scale of the last of two epochs, t = 1.
    Matrix scaled = trained.get("random/float/run-0/B1");
    assertThat(scaled.values()[0] / drawn(experiment).values()[0])
        .isCloseTo(Math.log(1 + Math.E), within(1e-6));
  }

  private static Matrix drawn(Experiment experiment) {
    return PairedStart.draw(
            experiment.network(),
            experiment.schemes(),
            experiment.initialization(),
            experiment.seed(),
            0)
        .networks()
        .get(1)
        .feedback()
        .get(0)
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
