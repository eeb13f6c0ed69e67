package org.backflow.report.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.backflow.data.InvalidDataException;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.TinyImages;
import org.backflow.experiment.file.ExperimentFile;
import org.backflow.fixedpoint.Lfsr;
import org.backflow.report.result.Provenance;
import org.backflow.training.PairedStart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That a program in another language trains from it is checked by {@code ./check arithmetic}. */
class StartExportTest {

  @TempDir private Path folder;

  private Experiment experiment(String... settings) throws IOException {
    List<String> all =
        new ArrayList<>(
            List.of(
                "data.path=" + TinyImages.write(Files.createDirectory(folder.resolve("images"))),
                "layers=36-8-6-4",
                "runs=2",
                "protocol.epochs=3",
                "schemes=[backprop, one-hot, sparse, sign, random-ln(t+1)]"));
    all.addAll(List.of(settings));
    return ExperimentFile.load(
        Path.of("data/experiments/mnist-20.yaml"), all.toArray(String[]::new));
  }

  private JsonNode export(Experiment experiment) throws IOException {
    Path target = folder.resolve("export");
    NetworkExport export = new NetworkExport(target, experiment, new Provenance("test", "command"));
    export.prepare();
    export.writeStart();
    export.finish();
    return new ObjectMapper().readTree(Files.readString(target.resolve("manifest.json")));
  }

  /** Returns the file of {@code name}, which the manifest must describe with its type. */
  private Numbers file(JsonNode manifest, String name, String type) throws IOException {
    JsonNode entry =
        StreamSupport.stream(manifest.get("start").spliterator(), false)
            .filter(each -> each.get("file").asText().equals("start/" + name))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no " + name));
    assertThat(entry.get("type").asText()).isEqualTo(type);
    byte[] npy = Files.readAllBytes(folder.resolve("export/start").resolve(name));
    int header = 10 + ByteBuffer.wrap(npy).order(ByteOrder.LITTLE_ENDIAN).getShort(8);
    String described = new String(npy, 10, header - 10, StandardCharsets.US_ASCII);
    JsonNode shape = entry.get("shape");
    assertThat(described).contains("'" + type + "'").contains("(" + shape.get(0) + ", ");
    return new Numbers(
        shape.get(0).asInt(),
        shape.get(1).asInt(),
        ByteBuffer.wrap(npy, header, npy.length - header).slice().order(ByteOrder.LITTLE_ENDIAN));
  }

  private record Numbers(int rows, int columns, ByteBuffer bytes) {
    int[] integers() {
      int[] all = new int[rows * columns];
      bytes.asIntBuffer().get(all);
      return all;
    }

    double[] doubles() {
      double[] all = new double[rows * columns];
      bytes.asDoubleBuffer().get(all);
      return all;
    }
  }

  @Test
  void start_ofWeights_isWhatIsDrawnAndItsNearestCodes() throws IOException {
    Experiment experiment = experiment();
    JsonNode manifest = export(experiment);
    PairedStart second = experiment.start(1);
    double[] drawn = file(manifest, "run-1/W2.npy", "<f8").doubles();
    assertThat(drawn).isEqualTo(second.weight(2).values());
    int[] codes = file(manifest, "run-1/fixed/W2.npy", "<i4").integers();
    assertThat(codes[0]).isEqualTo((int) Math.floor(drawn[0] * 4096 + 0.5));
    int[] registers = file(manifest, "run-1/fixed/registers2.npy", "<u4").integers();
    assertThat(registers).hasSize(6).contains(Lfsr.firstState(second.roundingSeed(), 2, 5));
  }

  @Test
  void start_ofFeedback_isMatrixSelectionAndScale() throws IOException {
    JsonNode manifest = export(experiment());
    // Unit j of 8 listens to unit j mod 6 of the layer above.
    assertThat(file(manifest, "run-0/one-hot/selection1.npy", "<i4").integers())
        .containsExactly(0, 1, 2, 3, 4, 5, 0, 1);
    double[] matrix = file(manifest, "run-0/sparse/B1.npy", "<f8").doubles();
    int[] selection = file(manifest, "run-0/sparse/selection1.npy", "<i4").integers();
    assertThat(selection).hasSize(2 * 8);
    for (int i = 0; i < selection.length; i++) {
      assertThat(matrix[selection[i] * 8 + i / 2]).isNotZero();
    }
    assertThat(file(manifest, "run-0/sign/B2.npy", "<f8").doubles()).containsOnly(1.0, -1.0);
    assertThat(file(manifest, "run-0/random-ln(t+1)/scale.npy", "<f8").doubles())
        .containsExactly(0.0, StrictMath.log(2), StrictMath.log(3));
    // The scale of epoch 0 is zero.
    assertThat(file(manifest, "run-0/random-ln(t+1)/fixed/B1.npy", "<i4").integers())
        .containsOnly(0);
    assertThat(Files.exists(folder.resolve("export/start/run-0/backprop"))).isFalse();
  }

  @Test
  void start_ofSamples_hasAPermutationOfTheTrainingFilePerEpoch() throws IOException {
    JsonNode manifest = export(experiment());
    Numbers order = file(manifest, "run-0/order.npy", "<i4");
    assertThat(order.rows()).isEqualTo(3);
    int[] all = order.integers();
    for (int epoch = 0; epoch < 3; epoch++) {
      assertThat(
              IntStream.of(all)
                  .skip((long) epoch * TinyImages.TRAIN)
                  .limit(TinyImages.TRAIN)
                  .sorted())
          .containsExactly(IntStream.range(0, TinyImages.TRAIN).boxed().toArray(Integer[]::new));
    }
    assertThat(all[0]).isNotEqualTo(all[TinyImages.TRAIN]);
    assertThat(file(manifest, "run-1/test.npy", "<i4").integers())
        .startsWith(TinyImages.TRAIN)
        .hasSize(TinyImages.TEST);
  }

  @Test
  void start_ofFixedOrder_hasOneRowAndInFloatNoCodes() throws IOException {
    JsonNode manifest =
        export(
            experiment(
                "protocol.order=fixed",
                "numerics=float",
                "data.split={trainSamples: 50, testSamples: 7}"));
    Numbers order = file(manifest, "run-0/order.npy", "<i4");
    assertThat(order.rows()).isEqualTo(1);
    assertThat(order.columns()).isEqualTo(50);
    assertThat(manifest.get("start").toString()).doesNotContain("fixed/").doesNotContain("sigmoid");
  }

  @Test
  void start_ofTables_isSigmoidAndPixels() throws IOException {
    JsonNode manifest = export(experiment());
    int[] sigmoid = file(manifest, "sigmoid.npy", "<i4").integers();
    assertThat(sigmoid).hasSize(2048).startsWith(8192); // sigmoid(0) = 0.5, 14 fraction bits
    int[] pixels = file(manifest, "pixels.npy", "<i4").integers();
    assertThat(pixels).hasSize(256).startsWith(0, 64); // 2^14 / 255 = 64.25
    assertThat(pixels[255]).isEqualTo(16384);
  }

  @Test
  void start_ofMoreSamplesThanAFileHolds_isRefused() {
    StartExport.requireOneFile(8_947, 60_000);
    assertThatThrownBy(() -> StartExport.requireOneFile(8_948, 60_000))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining("60000 samples in 8948 epochs");
  }
}
