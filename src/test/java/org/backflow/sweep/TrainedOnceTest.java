package org.backflow.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.backflow.sweep.SweepFiles.run;
import static org.backflow.sweep.SweepFiles.sweep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.backflow.data.DataSet;
import org.backflow.experiment.Comparison;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.Numerics;
import org.backflow.experiment.TrainedNetwork;
import org.backflow.experiment.checkpoint.CheckpointFolder;
import org.backflow.feedback.FeedbackSchemes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sweep trains a network once, however many points it belongs to. */
final class TrainedOnceTest {

  /** 3 x 2 accelerators, of which 2 are dropped, 2 seeds, 2 schemes. */
  private static final String SWEEP =
      """
      train: true
      space:
        accelerator.array: [4x8, 8x8, 8x4]
        accelerator.sram.weightKibibytes: [64, 128]
        seed: [1, 2]
        scheme: [one-hot, backprop]
      constraints: [accelerator.array != '8x4']
      """;

  @TempDir private Path folder;

  private static List<List<Integer>> batches(Sweep sweep) {
    List<List<Integer>> batches = new ArrayList<>();
    Batches.of(sweep, point -> true).iterator().forEachRemaining(batches::add);
    return batches;
  }

  /** The points of seed 1 are 0, 1, 4, 5, ... of 24; those of 8x4 are the last 8. */
  @Test
  void batches_haveThePointsOfEachNetworkTogether_dropsFirst() throws IOException {
    Sweep sweep = sweep(folder, SWEEP);
    assertThat(batches(sweep))
        .containsExactly(
            List.of(16, 17, 18, 19, 20, 21, 22, 23),
            List.of(0, 1, 4, 5, 8, 9, 12, 13),
            List.of(2, 3, 6, 7, 10, 11, 14, 15));
    Networks networks = Batches.of(sweep, point -> point != 0).networks();
    assertThat(networks.count()).isEqualTo(4);
    assertThat(networks.finishedBy(List.of(1, 5, 9, 16, 17))).isZero();
    assertThat(networks.finishedBy(List.of(13))).isEqualTo(1);
    assertThat(networks.finishedBy(List.of(4, 8, 12, 2, 6, 10, 14))).isEqualTo(2);
    assertThat(networks.finishedBy(List.of(3, 7, 11, 15))).isEqualTo(1);
  }

  /** A point costs what it costs alone, and has the accuracy that it has alone. */
  @Test
  void rows_ofAllPointsTogether_areThoseOfEachAlone() throws IOException {
    SweepFiles.withImages(folder);
    Sweep sweep =
        sweep(folder, SWEEP.replace("seed: [1, 2]", "accelerator.zeroGating: [false, true]"));
    ResourceEstimates resources = ResourceEstimates.of(SweepFiles.HOME);
    List<Integer> points = List.of(0, 1, 2, 3, 6, 8, 9, 15, 17);
    List<Row> together = new PointEvaluator(sweep, resources).rows(points);
    for (int i = 0; i < points.size(); i++) {
      assertThat(new PointEvaluator(sweep, resources).rows(List.of(points.get(i))))
          .containsExactly(together.get(i));
    }
    int accuracy = sweep.columns().require("accuracy");
    int energy = sweep.columns().require("step_energy_picojoules_aladdin_45nm");
    assertThat(together.get(0).text(accuracy)).isEqualTo(together.get(5).text(accuracy));
    assertThat(together.get(0).text(energy)).isNotEqualTo(together.get(2).text(energy));
  }

  /** Trains as sweeps do, notes what, and refuses some networks. */
  private static final class Limited implements NetworkTrainer {
    private final Predicate<Experiment> tooLarge;
    private final List<Numerics> trained = new ArrayList<>();

    Limited(Predicate<Experiment> tooLarge) {
      this.tooLarge = tooLarge;
    }

    @Override
    public List<TrainedNetwork> train(
        Experiment part, DataSet images, Optional<CheckpointFolder> kept) {
      if (tooLarge.test(part)) {
        throw new IllegalArgumentException("too large");
      }
      trained.add(part.training().numerics());
      return new Comparison(part).train(images, kept);
    }
  }

  private static List<Row> rows(Sweep sweep, NetworkTrainer trainer, List<Integer> points)
      throws IOException {
    return new PointEvaluator(
            sweep, ResourceEstimates.of(SweepFiles.HOME), Optional.empty(), trainer)
        .rows(points);
  }

  @Test
  void rows_ofSchemesThatDoNotFitTogether_areThoseOfEachAlone() throws IOException {
    SweepFiles.withImages(folder);
    Sweep sweep = sweep(folder, SWEEP);
    Limited limited = new Limited(part -> part.schemes().size() > 1);
    assertThat(rows(sweep, limited, List.of(0, 1)))
        .containsExactlyElementsOf(
            new PointEvaluator(sweep, ResourceEstimates.of(SweepFiles.HOME)).rows(List.of(0, 1)));
    assertThat(limited.trained).hasSize(2);
  }

  @Test
  void schemeThatFails_failsAlone() throws IOException {
    SweepFiles.withImages(folder);
    Sweep sweep = sweep(folder, SWEEP);
    Limited limited = new Limited(part -> part.schemes().contains(FeedbackSchemes.BACKPROP));
    List<Row> rows = rows(sweep, limited, List.of(0, 1));
    assertThat(rows)
        .extracting(row -> row.text(Columns.STATUS), row -> row.text(Columns.MESSAGE))
        .containsExactly(tuple(Row.DONE, ""), tuple(Row.FAILED, "too large"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void networkInFloat_ofSeveralFormats_isTrainedOnce(boolean zeroGating) throws IOException {
    SweepFiles.withImages(folder);
    Sweep sweep =
        sweep(
            folder,
            SWEEP
                .replace("constraints: [accelerator.array != '8x4']", "")
                .replace(
                    "accelerator.array: [4x8, 8x8, 8x4]",
                    "numerics: both\n  accelerator.zeroGating: " + zeroGating)
                .replace(
                    "accelerator.sram.weightKibibytes: [64, 128]",
                    "fixedPoint.formats.weight: ['fixed<16,4>', 'fixed<12,4>', 'fixed<14,4>']"));
    Limited limited = new Limited(part -> false);
    // Three formats, two seeds, two schemes.
    List<Integer> points = IntStream.range(0, 12).boxed().toList();
    List<Row> together = rows(sweep, limited, points);
    assertThat(limited.trained)
        .containsExactly(
            Numerics.BOTH,
            Numerics.BOTH,
            Numerics.FIXED,
            Numerics.FIXED,
            Numerics.FIXED,
            Numerics.FIXED);
    for (int point : points) {
      assertThat(rows(sweep, new Limited(part -> false), List.of(point)))
          .containsExactly(together.get(point));
    }
  }

  /** Told what a sweep tells; says how many networks there were and how many were done. */
  private static final class Told implements SweepListener {
    private int networks;
    private int trained;

    @Override
    public void started(int points, int done, int networks) {
      this.networks = networks;
    }

    @Override
    public void damaged(Path file, Map<Integer, String> lines) {}

    @Override
    public synchronized void advanced(int points, int networks) {
      trained += networks;
    }

    @Override
    public void finished() {}
  }

  /** Evaluates on this machine, but is killed when the second network's rows would be kept. */
  private static final class KilledAfterTraining implements Engine {
    @Override
    public void run(
        Sweep sweep,
        Iterator<List<Integer>> batches,
        NetworkCheckpoints checkpoints,
        Consumer<List<String>> done) {
      int[] batch = new int[1];
      SweepFiles.engine(1)
          .run(
              sweep,
              batches,
              checkpoints,
              lines -> {
                if (batch[0]++ == 2) {
                  throw new IllegalStateException("killed");
                }
                done.accept(lines);
              });
    }
  }

  private static Map<String, FileTime> times(Path checkpoints) {
    try (Stream<Path> files = Files.walk(checkpoints)) {
      Map<String, FileTime> times = new TreeMap<>();
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        times.put(checkpoints.relativize(file).toString(), Files.getLastModifiedTime(file));
      }
      return times;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path killed(Sweep sweep) {
    Path out = folder.resolve("killed");
    assertThatThrownBy(
            () ->
                new SweepRun(sweep, SweepFiles.folder(out))
                    .run(new KilledAfterTraining(), SweepListener.SILENT))
        .hasMessageContaining("killed");
    return out;
  }

  @Test
  void resume_afterAKillBetweenTrainingAndItsRows_trainsNothingAgain() throws IOException {
    SweepFiles.withImages(folder);
    Sweep sweep = sweep(folder, SWEEP);
    Path whole = folder.resolve("whole");
    run(sweep, whole);
    Path out = killed(sweep);
    Path checkpoints = out.resolve("networks.partial");
    try (Stream<Path> kept = Files.list(checkpoints)) {
      assertThat(kept).extracting(Path::getFileName).containsExactly(Path.of("point-2"));
    }
    Map<String, FileTime> before = times(checkpoints);
    assertThat(before).hasSize(4);
    List<Map<String, FileTime>> after = new ArrayList<>();
    Told told = new Told();
    Engine engine =
        (of, batches, kept, done) ->
            SweepFiles.engine(1)
                .run(
                    of,
                    batches,
                    kept,
                    lines -> {
                      after.add(times(checkpoints));
                      done.accept(lines);
                    });
    new SweepRun(sweep, SweepFiles.folder(out)).run(engine, told);
    assertThat(after).as("files that would be written anew").containsExactly(before);
    assertThat(told.networks).isEqualTo(2);
    assertThat(told.trained).isEqualTo(2);
    assertSameResults(whole, out);
  }

  @Test
  void resume_withADamagedCheckpoint_trainsThatNetworkAgain() throws IOException {
    SweepFiles.withImages(folder);
    Sweep sweep = sweep(folder, SWEEP);
    Path whole = folder.resolve("whole");
    run(sweep, whole);
    Path out = killed(sweep);
    Path damaged;
    try (Stream<Path> files = Files.walk(out.resolve("networks.partial"))) {
      damaged = files.filter(Files::isRegularFile).sorted().findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(damaged);
    bytes[bytes.length / 2] ^= 1;
    Files.write(damaged, bytes);
    run(sweep, out);
    assertSameResults(whole, out);
  }

  private static void assertSameResults(Path whole, Path out) throws IOException {
    assertThat(out.resolve("results.csv")).hasSameBinaryContentAs(whole.resolve("results.csv"));
    assertThat(out.resolve("networks.partial")).doesNotExist();
  }
}
