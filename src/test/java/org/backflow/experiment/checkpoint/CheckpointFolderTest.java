package org.backflow.experiment.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.backflow.data.DataDescription;
import org.backflow.data.DataFormat;
import org.backflow.data.DataSet;
import org.backflow.data.TensorFileTest;
import org.backflow.experiment.Comparison;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.ProgressListener;
import org.backflow.experiment.TinyImages;
import org.backflow.experiment.file.ExperimentCodec;
import org.backflow.experiment.file.ExperimentFile;
import org.backflow.random.RandomStream;
import org.backflow.training.TrainingRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is trained in one piece equals what is interrupted and gone on with, bit for bit. */
final class CheckpointFolderTest {

  private static final long SEED = 20261122L;
  private static final int TRAININGS = 4;
  private static final int EPOCHS = 5;

  @TempDir private Path folder;
  private Path kept;

  @BeforeEach
  void writeImages() throws IOException {
    TinyImages.write(folder);
    kept = folder.resolve("checkpoints");
  }

  private Experiment experiment(String... settings) {
    String[] all = new String[settings.length + 4];
    all[0] = "data.path=" + folder;
    all[1] = "layers=36-8-4";
    all[2] = "runs=2";
    all[3] = "protocol.epochs=" + EPOCHS;
    System.arraycopy(settings, 0, all, 4, settings.length);
    return ExperimentFile.load(Path.of("data/experiments/mnist-20.yaml"), all);
  }

  private CheckpointFolder checkpoints(Experiment experiment, boolean resume) {
    return new CheckpointFolder(kept, ExperimentCodec.hash(experiment), "1", resume);
  }

  /** Is pulled the plug after so many epochs, of all trainings together. */
  private static final class Failing implements ProgressListener {
    private final AtomicInteger left;
    private final AtomicLong done = new AtomicLong();

    Failing(int epochs) {
      this.left = new AtomicInteger(epochs);
    }

    @Override
    public void started(String task, long total) {}

    @Override
    public void advanced(long amount) {
      done.addAndGet(amount);
    }

    @Override
    public void measured(String training, int epochs, TrainingRun.Epoch measured) {
      if (left.decrementAndGet() <= 0) {
        throw new IllegalStateException("pulled the plug");
      }
    }

    @Override
    public void finished() {}
  }

  private void interrupt(Experiment experiment, int epochs, boolean resume) {
    Comparison comparison = new Comparison(experiment);
    assertThatThrownBy(() -> comparison.run(new Failing(epochs), checkpoints(experiment, resume)))
        .hasMessageContaining("pulled the plug");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fixedPoint.rounding=RND",
        "fixedPoint.rounding=STOCHASTIC",
        "layers=36-8-6-4",
        "protocol.minibatch=40",
        "protocol.feedbackScale=ln(t+1)",
        "protocol.order=fixed",
        "schemes=[backprop, sign-symmetric, direct-one-hot, sparse]",
        "data.split={trainSamples: 150, testSamples: 90}"
      })
  void resume_afterSeveralInterruptions_isEqualToOnePiece(String setting) {
    String stochastic = "fixedPoint.formats.gradient=fixed<16,-2,STOCHASTIC,SAT>";
    Experiment experiment = experiment(setting, stochastic, "threads=1");
    ComparisonResult whole = new Comparison(experiment).run();
    interrupt(experiment, 1, false);
    interrupt(experiment, 3, true);
    interrupt(experiment(setting, stochastic, "threads=2"), 7, true);
    ComparisonResult resumed =
        new Comparison(experiment(setting, stochastic, "threads=7"))
            .run(ProgressListener.SILENT, checkpoints(experiment, true));
    assertThat(resumed.schemes()).isEqualTo(whole.schemes());
  }

  @Test
  void resume_afterAllEpochs_trainsNothing() {
    Experiment experiment = experiment();
    interrupt(experiment("threads=1"), TRAININGS * EPOCHS, false);
    AtomicInteger epochs = new AtomicInteger();
    AtomicLong samples = new AtomicLong();
    new Comparison(experiment)
        .run(
            new ProgressListener() {
              @Override
              public void started(String task, long total) {
                samples.set(-total);
              }

              @Override
              public void advanced(long amount) {
                samples.addAndGet(amount);
              }

              @Override
              public void measured(String training, int count, TrainingRun.Epoch measured) {
                epochs.incrementAndGet();
              }

              @Override
              public void finished() {}
            },
            checkpoints(experiment, true));
    assertThat(epochs).hasValue(0);
    assertThat(samples).as("what was done before counts as done").hasValue(0);
  }

  @ParameterizedTest
  @CsvSource({
    "layers=36-8-4, both",
    "layers=36-8-6-4, both",
    "layers=36-8-4, float",
    "layers=36-5-7-9-4, fixed",
    "fixedPoint.rounding=STOCHASTIC, fixed"
  })
  void begin_saysHowMuchIsWritten(String setting, String numerics) throws IOException {
    Experiment experiment = experiment(setting, "numerics=" + numerics, "threads=1", "runs=1");
    interrupt(experiment, numerics.equals("both") ? 2 * EPOCHS : EPOCHS, false);
    String most = numerics.equals("float") ? "run-0-float.safetensors" : "run-0-fixed.safetensors";
    long written = Files.size(kept.resolve(most));
    checkpoints(experiment(), false).delete();

    Comparison comparison = new Comparison(experiment);
    List<Long> said = new ArrayList<>();
    comparison.run(
        ProgressListener.SILENT,
        checkpoints(experiment, false),
        (run, arithmetic, trainer) ->
            said.add(
                Checkpoint.mostBytes(
                    "run 0 in " + arithmetic + ", " + configuration(experiment),
                    trainer.networks(),
                    experiment.model().network().hidden().size(),
                    EPOCHS,
                    trainer.save())));

    assertThat(said).last(InstanceOfAssertFactories.LONG).isBetween(written, written + 1024);
  }

  private String configuration(Experiment experiment) {
    DataSet data = DataDescription.of(folder, DataFormat.IDX).load();
    return "configuration "
        + ExperimentCodec.hash(experiment)
        + ", data "
        + Long.toHexString(data.checksum())
        + ", Backflow 1";
  }

  @Test
  void run_whereACheckpointIs_asksWhatToDo() {
    Experiment experiment = experiment();
    interrupt(experiment, 2, false);
    assertThatThrownBy(
            () ->
                new Comparison(experiment)
                    .run(ProgressListener.SILENT, checkpoints(experiment, false)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("--resume")
        .hasMessageContaining("--restart");
    checkpoints(experiment(), false).delete();
    assertThat(kept).doesNotExist();
  }

  @Test
  void resume_anyByteChanged_isRefused() throws IOException {
    Experiment experiment = experiment("threads=1");
    interrupt(experiment, 2, false);
    Path file = kept.resolve("run-0-fixed.safetensors");
    byte[] whole = Files.readAllBytes(file);
    RandomStream random = RandomStream.of(SEED, "damage");
    for (int i = 0; i < 30; i++) {
      byte[] damaged = whole.clone();
      int at = random.nextInt(whole.length);
      damaged[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, damaged);
      assertRefused(experiment, "1", file + " is damaged: its checksum");
    }
    for (int length : new int[] {0, 1, 31, 32, 33, whole.length - 1}) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertRefused(experiment, "1", file + " is damaged: it");
    }
  }

  /** Whoever forms the digest anew may change what is trained, not how it ends. */
  @Test
  void resume_fromAForgedFile_goesOnOrIsRefused() throws IOException {
    Experiment experiment = experiment("threads=1", "runs=1");
    interrupt(experiment, 2, false);
    Path file = kept.resolve("run-0-fixed.safetensors");
    byte[] whole = Files.readAllBytes(file);
    int header = (int) ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getLong();
    RandomStream random = RandomStream.of(SEED, "forgery");
    int refused = 0;
    for (int i = 0; i < 60; i++) {
      byte[] forged = whole.clone();
      int at = 8 + random.nextInt(i % 2 == 0 ? header : whole.length - 8);
      forged[at] = (byte) (i % 3 == 0 ? random.nextInt(256) : '0' + random.nextInt(10));
      Files.write(file, TensorFileTest.signed(forged));
      try {
        new Comparison(experiment).run(ProgressListener.SILENT, checkpoints(experiment, true));
      } catch (CheckpointException e) {
        refused++;
        assertThat(e)
            .as("seed %s, mutant %s", SEED, i)
            .hasMessageStartingWith(file + " ")
            .hasMessageContaining("start over with --restart");
      }
    }
    assertThat(refused).isBetween(10, 50);
  }

  @Test
  void resume_checkpointOfAnEarlierVersion_saysWhatToDo() throws IOException {
    Files.createDirectories(kept);
    Path old = Files.write(kept.resolve("run-1-float.bin"), new byte[] {'B', 'F', 'C', 'P'});
    assertRefused(
        experiment(),
        "1",
        old
            + " was written by an earlier version of Backflow, in a format that this one does not"
            + " read; go on with that version, or start over with --restart");
    assertThat(checkpoints(experiment(), false).hasCheckpoints()).isTrue();
    checkpoints(experiment(), false).delete();
    assertThat(kept).doesNotExist();
  }

  @Test
  void resume_checkpointOfSomethingElse_isRefused() throws IOException {
    Experiment experiment = experiment("threads=1");
    interrupt(experiment, 7, false);
    assertRefused(experiment("seed=2"), "1", "belongs to run 0 in fixed, configuration ");
    assertRefused(experiment, "2", "Backflow 1; this is run 0");
    Files.copy(kept.resolve("run-0-float.safetensors"), kept.resolve("run-1-float.safetensors"));
    assertRefused(experiment, "1", "run-1-float.safetensors belongs to run 0 in float");
    Files.delete(kept.resolve("run-1-float.safetensors"));
    byte[] images = Files.readAllBytes(folder.resolve("train-images-idx3-ubyte"));
    images[images.length - 1] ^= 1;
    Files.write(folder.resolve("train-images-idx3-ubyte"), images);
    assertRefused(experiment, "1", "data ");
  }

  private void assertRefused(Experiment experiment, String toolVersion, String message) {
    CheckpointFolder checkpoints =
        new CheckpointFolder(kept, ExperimentCodec.hash(experiment), toolVersion, true);
    assertThatThrownBy(() -> new Comparison(experiment).run(ProgressListener.SILENT, checkpoints))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(message);
  }

  @Test
  void begin_diskTooSmallOrFolderUnwritable_isRefusedBeforeTraining() throws IOException {
    // Of three networks, 69 bytes each after every one of a million epochs, in 20,000 trainings:
    // some 4 TB.
    Experiment enormous = experiment("protocol.epochs=1000000", "runs=10000");
    assertThatThrownBy(
            () ->
                new Comparison(enormous).run(ProgressListener.SILENT, checkpoints(enormous, false)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("has no room for checkpoints");
    Files.delete(kept);
    Files.createFile(kept);
    Failing progress = new Failing(1);
    assertThatThrownBy(
            () -> new Comparison(experiment()).run(progress, checkpoints(experiment(), true)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("cannot be kept in " + kept);
    assertThat(progress.done).hasValue(0);
  }
}
