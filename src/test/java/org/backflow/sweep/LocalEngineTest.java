package org.backflow.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalEngineTest {
  private static final int BATCHES = 500;

  @TempDir private Path folder;

  @Test
  void run_rowsThatCannotBeWritten_takesNoFurtherBatches() throws IOException {
    Sweep sweep = SweepFiles.sweep(folder, "train: false\nspace: {scheme: [backprop, one-hot]}\n");
    Iterator<List<Integer>> batches =
        IntStream.range(0, BATCHES).mapToObj(i -> List.of(i % sweep.size())).iterator();
    AtomicInteger written = new AtomicInteger();

    assertThatThrownBy(
            () ->
                SweepFiles.engine(2)
                    .run(
                        sweep,
                        batches,
                        SweepFiles.folder(folder).checkpoints(),
                        rows -> {
                          if (written.getAndIncrement() == 0) {
                            throw new IllegalStateException("the disk is full");
                          }
                          while (!Thread.currentThread().isInterrupted()) {
                            Thread.onSpinWait();
                          }
                        }))
        .hasMessage("the disk is full");

    assertThat(written).as("the batches of two threads, one each").hasValueLessThanOrEqualTo(2);
    assertThat(batches).as("what nobody took").hasNext();
  }
}
