package org.backflow.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.backflow.experiment.checkpoint.CheckpointFolder;
import org.backflow.experiment.file.ExperimentFile;
import org.backflow.training.TrainingRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A comparison that has thrown has ended: nothing trains on, and nothing is written any more. */
final class FailedTrainingTest {

  @TempDir private Path folder;

  /** Of two trainings, the first fails after an epoch, while the other is within its first. */
  private static final class OneFails implements ProgressListener {
    private final ThreadLocal<Boolean> fails = new ThreadLocal<>();
    private final AtomicInteger trainings = new AtomicInteger();
    private final CountDownLatch otherTrains = new CountDownLatch(1);
    private final AtomicBoolean otherIsStopping = new AtomicBoolean();
    private final AtomicInteger partsAfterwards = new AtomicInteger();

    @Override
    public void started(String task, long total) {}

    @Override
    public void advanced(long amount) {
      if (fails.get() == null) {
        fails.set(trainings.getAndIncrement() == 0);
      }
      if (!fails.get()) {
        otherAdvanced();
      }
    }

    private void otherAdvanced() {
      if (otherIsStopping.get()) {
        partsAfterwards.incrementAndGet();
        return;
      }
      otherTrains.countDown();
      while (!Thread.currentThread().isInterrupted()) {
        Thread.onSpinWait();
      }
      // Is in the middle of something that takes a while, as a write to a slow disk does.
      for (int i = 0; i < 1_000_000; i++) {
        Thread.onSpinWait();
      }
      otherIsStopping.set(true);
    }

    @Override
    public void measured(String training, int epochs, TrainingRun.Epoch measured) {
      if (fails.get()) {
        try {
          otherTrains.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        throw new IllegalStateException(training + " failed");
      }
    }

    @Override
    public void finished() {}
  }

  @Test
  void run_oneTrainingFails_endsWhenNoOtherTrainsOrWritesCheckpoints() throws IOException {
    Experiment experiment =
        ExperimentFile.load(
            Path.of("data/experiments/mnist-20.yaml"),
            "data.path=" + TinyImages.write(folder),
            "layers=36-8-4",
            "numerics=fixed",
            "runs=2",
            "protocol.epochs=20",
            "threads=2");
    Path kept = folder.resolve("checkpoints");
    OneFails progress = new OneFails();

    assertThatThrownBy(
            () ->
                new Comparison(experiment)
                    .run(progress, new CheckpointFolder(kept, "", "1", false)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageMatching("run \\d in fixed.* failed");

    assertThat(progress.otherIsStopping).as("the other training was waited for").isTrue();
    assertThat(progress.partsAfterwards).as("what it trained on").hasValue(0);
    assertThat(kept).isDirectoryContaining(file -> Files.isRegularFile(file));
    assertThat(kept.toFile().list()).as("those of the training that failed").hasSize(1);
  }
}
