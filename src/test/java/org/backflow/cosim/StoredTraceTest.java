package org.backflow.cosim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.backflow.accelerator.ArrayShape;
import org.backflow.accelerator.FoldSequence;
import org.backflow.accelerator.array.WordWidths;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The stepped models write the traces that are stored with the hardware reference. */
final class StoredTraceTest {

  private static final Path VECTORS = Path.of("hdl-ref/tb/vectors");

  @ParameterizedTest
  @CsvSource({
    "os-2x2, OUTPUT_STATIONARY, false",
    "ws-2x2, WEIGHT_STATIONARY, false",
    "ws-2x2-registered, WEIGHT_STATIONARY, true"
  })
  void trace_ofAStoredStimulus_isTheStoredTraceByteForByte(
      String name, ArrayDesign.Kind kind, boolean outputRegister) throws IOException {
    ArrayDesign design =
        new ArrayDesign(
            kind,
            new ArrayShape(2, 2),
            new WordWidths(16, 16, 48),
            16,
            FoldSequence.SEQUENTIAL,
            outputRegister);
    String vectors = Files.readString(VECTORS.resolve(name).resolve("stimulus.txt"));
    Path weightFile = VECTORS.resolve(name).resolve("weights.txt");
    String weights = Files.exists(weightFile) ? Files.readString(weightFile) : "";
    ArrayStimulus stimulus = ArrayStimulus.parse(design, vectors, weights);

    assertThat(stimulus.vectorText()).isEqualTo(vectors);
    assertThat(String.join("\n", SteppedArrayBench.run(stimulus).trace()) + "\n")
        .isEqualTo(Files.readString(VECTORS.resolve(name).resolve("trace.txt")));
  }
}
