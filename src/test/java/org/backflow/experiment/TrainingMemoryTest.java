package org.backflow.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.backflow.data.DataDescription;
import org.backflow.data.DataFormat;
import org.backflow.data.DataSet;
import org.backflow.experiment.file.ExperimentFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingMemoryTest {

  @TempDir private Path folder;
  private DataSet data;

  @BeforeEach
  void writeImages() throws IOException {
    data = DataDescription.of(TinyImages.write(folder), DataFormat.IDX).load();
  }

  private Experiment experiment(String layers, String... more) {
    String[] all = new String[more.length + 5];
    all[0] = "data.path=" + folder;
    all[1] = "layers=" + layers;
    all[2] = "schemes=[backprop, one-hot]";
    all[3] = "protocol.minibatch=10";
    all[4] = "fixedPoint.accumulatorBits=60";
    System.arraycopy(more, 0, all, 5, more.length);
    return ExperimentFile.load(Path.of("data/experiments/mnist-20.yaml"), all);
  }

  @Test
  void bytes_workedByHand_areThoseOfWeightsActivationsErrorsAndImages() {
    // W1 has 37 x 8 and W2 9 x 4 words, 332 in all; 12 units. As doubles 8 x 332 = 2,656; two
    // networks have 4 x 332 of weights and 4 x 2 x 10 x 12 of activations and errors each: 4,576.
    TrainingMemory memory = TrainingMemory.of(experiment("36-8-4", "threads=3", "runs=1"), data);
    assertThat(memory.bytesEach()).isEqualTo(2656 + 4576);
    assertThat(memory.trainings()).as("one in float, one in fixed point").isEqualTo(2);
    assertThat(memory.bytesShared()).isEqualTo(data.bytes());
    assertThat(memory.bytes()).isEqualTo(2 * 7232 + data.bytes());
    assertThatCode(() -> memory.requireAtMost(memory.bytes())).doesNotThrowAnyException();
    assertThatThrownBy(() -> memory.requireAtMost(memory.bytes() - 1))
        .isInstanceOf(TrainingMemoryException.class)
        .hasMessageContaining("for 2 at a time");
  }

  @Test
  void require_networkOfFortyMillionWeights_saysHowMuchMemoryItTakes() {
    // 41,000,004 words: 312 MiB as doubles, 312 MiB for two networks, and 10 x 1,000,004 x 16
    // bytes.
    TrainingMemory memory =
        TrainingMemory.of(experiment("36-1000000-4", "threads=1", "runs=3"), data);
    assertThatThrownBy(() -> memory.requireAtMost(256L << 20))
        .isInstanceOf(TrainingMemoryException.class)
        .hasMessageStartingWith("training needs at least 778 MiB of memory, for 1 at a time;")
        .hasMessageContaining("Java may take 256 MiB")
        .hasMessageContaining("BACKFLOW_JAVA_OPTS=-Xmx2g");
  }
}
