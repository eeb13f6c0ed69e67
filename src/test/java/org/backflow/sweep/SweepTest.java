package org.backflow.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.backflow.sweep.SweepFiles.column;
import static org.backflow.sweep.SweepFiles.rows;
import static org.backflow.sweep.SweepFiles.run;
import static org.backflow.sweep.SweepFiles.sweep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.backflow.experiment.Comparison;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.file.ExperimentFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SweepTest {
  private static final String TRAINED =
      """
      train: true
      space:
        scheme: [one-hot, backprop]
        seed: {from: 1, to: 3, step: 1}
        fixedPoint.rounding: [RND, STOCHASTIC]
      """;

  @TempDir private Path folder;

  private List<String> settings(String yaml) throws IOException {
    Sweep sweep = sweep(folder, yaml);
    return IntStream.range(0, sweep.size())
        .mapToObj(i -> String.join(" ", sweep.settings(i)))
        .toList();
  }

  @Test
  void grid_ofTwoAxes_lastChangesFastestAndSchemesFollow() throws IOException {
    assertThat(
            settings(
                """
                train: false
                space:
                  accelerator.array: [4x4, 8x8]
                  protocol.minibatch: [1, 2]
                  scheme: [backprop]
                """))
        .containsExactly(
            "accelerator.array=4x4 protocol.minibatch=1 schemes=[backprop]",
            "accelerator.array=4x4 protocol.minibatch=2 schemes=[backprop]",
            "accelerator.array=8x8 protocol.minibatch=1 schemes=[backprop]",
            "accelerator.array=8x8 protocol.minibatch=2 schemes=[backprop]");
  }

  @Test
  void grid_withoutScheme_triesThoseOfTheExperiment() throws IOException {
    assertThat(settings("train: false\nspace: {runs: 1}\n"))
        .containsExactly(
            "runs=1 schemes=[backprop]", "runs=1 schemes=[random]", "runs=1 schemes=[one-hot]");
  }

  @Test
  void range_byStepOrFactor_includesItsEndsExactly() throws IOException {
    assertThat(
            settings(
                """
                train: false
                space:
                  protocol.learningRate: {from: 0.1, to: 0.3, step: 0.1}
                  scheme: [random]
                """))
        .extracting(text -> text.substring(0, text.indexOf(' ')))
        .containsExactly(
            "protocol.learningRate=0.1", "protocol.learningRate=0.2", "protocol.learningRate=0.3");
    assertThat(
            settings(
                """
                train: false
                space:
                  protocol.minibatch: {from: 1, to: 9, factor: 2}
                  scheme: [random]
                """))
        .extracting(text -> text.substring(0, text.indexOf(' ')))
        .containsExactly(
            "protocol.minibatch=1",
            "protocol.minibatch=2",
            "protocol.minibatch=4",
            "protocol.minibatch=8");
  }

  @Test
  void variables_inValues_areReplacedAndAreColumns() throws IOException {
    Sweep sweep =
        sweep(
            folder,
            """
            train: false
            variables: {w: [8, 12]}
            space:
              fixedPoint.formats.weight: fixed<${w},4>
              layers: [36-8-4, '36-${w}-4']
              scheme: [random]
            """);
    run(sweep, folder.resolve("out"));
    assertThat(column(sweep, folder.resolve("out"), "layers"))
        .containsExactly("36-8-4", "36-8-4", "36-8-4", "36-12-4");
    assertThat(column(sweep, folder.resolve("out"), "w")).containsExactly("8", "8", "12", "12");
    assertThat(column(sweep, folder.resolve("out"), "weight_bits"))
        .containsExactly("8", "8", "12", "12");
  }

  @Test
  void sample_ofAGrid_isDeterministicWithoutRepetitionAndSuitable() throws IOException {
    String yaml =
        """
        train: false
        space:
          protocol.minibatch: {from: 1, to: 100, step: 1}
          accelerator.array: [4x4, 8x8, 16x16]
          scheme: [random, one-hot]
        sample: {points: 50, seed: %d}
        constraints: [protocol.minibatch > 20]
        """;
    List<String> first = settings(yaml.formatted(7));
    assertThat(first).hasSize(50).doesNotHaveDuplicates().isEqualTo(settings(yaml.formatted(7)));
    assertThat(first)
        .allSatisfy(
            text ->
                assertThat(Integer.parseInt(text.replaceAll(".*minibatch=(\\d+) .*", "$1")))
                    .isGreaterThan(20));
    assertThat(first).isNotEqualTo(settings(yaml.formatted(8)));
    assertThat(settings(yaml.formatted(7).replace("points: 50", "points: 9999"))).hasSize(480);
  }

  @Test
  void sample_ofASpaceTooLargeToList_isDrawnWithoutRepetition() {
    long[] drawn = new Sample(1000, 3).draw(1L << 50, position -> position % 2 == 0);
    assertThat(drawn).hasSize(1000).doesNotHaveDuplicates().isSorted();
    assertThat(Arrays.stream(drawn).allMatch(position -> position >= 0 && position % 2 == 0))
        .isTrue();
  }

  @Test
  void points_byName_haveEveryKeyAsAColumn() throws IOException {
    Sweep sweep =
        sweep(
            folder,
            """
            train: false
            points:
              - {name: small, accelerator.array: 4x4, scheme: one-hot}
              - {name: large, accelerator.array: 32x32, protocol.minibatch: 8}
            """);
    assertThat(run(sweep, folder.resolve("out")).done()).isEqualTo(4);
    assertThat(column(sweep, folder.resolve("out"), "name"))
        .containsExactly("small", "large", "large", "large");
    assertThat(column(sweep, folder.resolve("out"), "protocol.minibatch"))
        .containsExactly("", "8", "8", "8");
    assertThat(column(sweep, folder.resolve("out"), "scheme"))
        .containsExactly("one-hot", "backprop", "random", "one-hot");
  }

  @Test
  void constraints_dropPoints_eachCountedOnce() throws IOException {
    Sweep sweep =
        sweep(
            folder,
            """
            train: false
            space:
              accelerator.array: [4x8, 8x4, 8x8, 16x16]
              scheme: [backprop, one-hot]
            constraints: [array.rows <= array.columns, dsp <= 112, scheme != 'backprop']
            """);
    SweepCounts counts = run(sweep, folder.resolve("out"));
    assertThat(counts).isEqualTo(new SweepCounts(8, 2, 0, List.of(1, 1, 4)));
    assertThat(column(sweep, folder.resolve("out"), "accelerator.array"))
        .containsExactly("4x8", "8x8");
    assertThat(SweepFiles.folder(folder.resolve("out")).finished(sweep)).hasValue(counts);
  }

  @Test
  void energyTables_asAnAxis_haveColumnsOfTheirOwnAndThoseOfEveryTable() throws IOException {
    Sweep sweep =
        sweep(
            folder,
            """
            train: false
            space:
              energyTables: [aladdin-45nm, [horowitz-45nm, aladdin-45nm]]
              scheme: [one-hot]
            """);
    Path out = folder.resolve("out");
    assertThat(run(sweep, out).done()).isEqualTo(2);
    assertThat(column(sweep, out, "energyTables"))
        .containsExactly("[aladdin-45nm]", "[horowitz-45nm, aladdin-45nm]");
    List<String> aladdin = column(sweep, out, "step_energy_picojoules_aladdin_45nm");
    List<String> horowitz = column(sweep, out, "step_energy_picojoules_horowitz_45nm");
    assertThat(aladdin.get(0)).isNotEmpty().isEqualTo(aladdin.get(1)).isNotEqualTo(horowitz.get(1));
    assertThat(horowitz.get(0)).isEmpty();
    assertThat(column(sweep, out, "energy")).containsExactly(aladdin.get(0), horowitz.get(1));
    assertThat(column(sweep, out, "gain_in_energy"))
        .containsExactly(
            column(sweep, out, "gain_in_energy_aladdin_45nm").get(0),
            column(sweep, out, "gain_in_energy_horowitz_45nm").get(1));
    assertThat(sweep.columns().get(sweep.columns().require("sample_energy")).name())
        .isEqualTo("sample_energy_picojoules");
  }

  @Test
  void energyTables_ofSomePointsOrOfOneKey_areColumns() throws IOException {
    Sweep points =
        sweep(
            folder,
            """
            train: false
            points:
              - {name: usual, scheme: random}
              - {name: other, scheme: random, energyTables: aladdin-45nm}
            """);
    run(points, folder.resolve("points"));
    assertThat(column(points, folder.resolve("points"), "step_energy_picojoules_horowitz_45nm"))
        .last()
        .isEqualTo("");
    Sweep key =
        sweep(
            folder,
            """
            train: false
            space:
              energyTables.0: [horowitz-45nm, aladdin-45nm]
              energyTables.1: [horowitz-45nm]
              scheme: [random]
            """);
    assertThat(run(key, folder.resolve("key")).done()).isEqualTo(2);
    assertThat(column(key, folder.resolve("key"), "energy")).doesNotContain("");
    assertThatThrownBy(
            () -> sweep(folder, "train: false\nspace: {energyTables: [horowitz-46nm]}\n"))
        .hasMessageContaining("did you mean 'horowitz-45nm'");
  }

  @Test
  void resources_ofAPoint_haveTheRouterWhereTheSchemeSelects() throws IOException {
    Sweep sweep =
        sweep(
            folder,
            """
            train: false
            space:
              accelerator.array: [64x64]
              accelerator.dataflow: [ws]
              accelerator.folds: [sequential]
              protocol.feedbackScale: [constant, ln(t+1)]
              scheme: [backprop, random, sign, one-hot, sparse]
            """);
    Path out = folder.resolve("out");
    run(sweep, out);
    List<Double> luts = column(sweep, out, "luts").stream().map(Double::valueOf).toList();
    assertThat(luts).allSatisfy(count -> assertThat(count).isPositive());
    assertThat(luts.get(1)).isEqualTo(luts.get(0));
    assertThat(luts.get(2)).isEqualTo(luts.get(0));
    // 16 lanes choose among the errors of 4 outputs, 16 bits each.
    assertThat(luts.get(3) - luts.get(0)).isCloseTo(16 * 3 * 16 * 0.4623, within(1.0));
    assertThat(luts.get(4)).isEqualTo(luts.get(3));
    assertThat(column(sweep, out, "dsps").subList(0, 5))
        .as("an element each, and 3 in each of the 16 lanes of the vector unit")
        .containsExactly("4144.0", "4144.0", "4144.0", "4144.0", "4160.0");
    assertThat(column(sweep, out, "dsps").get(8)).as("a scaled selection").isEqualTo("4160.0");
    assertThat(column(sweep, out, "resources_extrapolated"))
        .allSatisfy(reasons -> assertThat(reasons).contains("rows 64 above 16"));
  }

  @Test
  void point_whoseConfigurationIsRefused_isRecordedWithTheReason() throws IOException {
    Sweep sweep =
        sweep(
            folder,
            """
            train: false
            space:
              fixedPoint.accumulatorBits: [16, 48]
              scheme: [backprop, sparse-9]
            """);
    SweepCounts counts = run(sweep, folder.resolve("out"));
    assertThat(counts.failed()).isEqualTo(3);
    List<Row> rows = rows(sweep, folder.resolve("out"));
    assertThat(rows.get(0).text(Columns.MESSAGE)).contains("needs an accumulator of");
    assertThat(rows.get(2).text(Columns.STATUS)).isEqualTo("done");
    assertThat(rows.get(3).text(Columns.STATUS)).isEqualTo("failed");
    assertThat(rows.get(3).text(sweep.columns().require("cycles"))).isEmpty();
  }

  @Test
  void point_inFloatAlone_isPricedWithAnAccumulatorTooNarrowToTrainIn() throws IOException {
    Sweep sweep =
        sweep(
            folder,
            """
            train: false
            space:
              numerics: [both, float]
              fixedPoint.accumulatorBits: 16
              scheme: one-hot
            """);
    assertThat(run(sweep, folder.resolve("out")).failed()).isEqualTo(1);
    List<Row> rows = rows(sweep, folder.resolve("out"));
    assertThat(rows.get(0).text(Columns.MESSAGE)).contains("needs an accumulator of");
    assertThat(rows.get(1).text(Columns.STATUS)).isEqualTo("done");
    assertThat(
            Integer.parseInt(rows.get(1).text(sweep.columns().require("accumulator_bits_needed"))))
        .isGreaterThan(16);
    assertThat(rows.get(1).text(sweep.columns().require("gain_in_cycles"))).isNotEmpty();
  }

  /** The largest memory that Horowitz published is 1 MiB. */
  @Test
  void point_whoseEnergyIsExtrapolated_saysSo() throws IOException {
    Sweep sweep =
        sweep(
            folder,
            """
            train: false
            space:
              accelerator.sram.weightKibibytes: [1024, 2048]
              scheme: [backprop]
            """);
    run(sweep, folder.resolve("out"));
    List<Row> rows = rows(sweep, folder.resolve("out"));
    assertThat(rows.get(0).text(Columns.MESSAGE)).isEmpty();
    assertThat(rows.get(1).text(Columns.MESSAGE))
        .startsWith("SRAM energy of horowitz-45nm is extrapolated beyond the largest memory")
        .contains("weight 2,048 KiB");
  }

  /** (36 + 1) x 40 and (40 + 1) x 40 products forward, as many in the updates; 10 samples. */
  @Test
  void utilization_ofAPoint_countsNoProductsOfTheRouter() throws IOException {
    Sweep sweep =
        sweep(
            folder,
            "train: false\nspace: {layers: [36-40-40], protocol.minibatch: [10],"
                + " accelerator.array: [4x4], accelerator.vectorLanes: [256],"
                + " scheme: [sparse-30]}\n");
    Path out = folder.resolve("out");
    run(sweep, out);
    Row row = rows(sweep, out).get(0);
    double cycles = row.number(sweep.columns().require("step_cycles"));
    assertThat(row.number(sweep.columns().require("utilization_percent")))
        .isCloseTo(100.0 * 2 * 10 * (37 + 41) * 40 / (16 * cycles), within(1e-9))
        .isLessThan(100.0);
  }

  @Test
  void costs_ofAPoint_areThoseOfTheComparison() throws IOException {
    SweepFiles.withImages(folder);
    Sweep sweep =
        sweep(
            folder, "train: true\nspace: {accelerator.array: [8x8], scheme: [one-hot, random]}\n");
    Path out = folder.resolve("out");
    run(sweep, out);
    Experiment experiment =
        ExperimentFile.load(
            Path.of("data/experiments/mnist-20.yaml"),
            "data.path=" + folder,
            "layers=36-8-4",
            "protocol.epochs=1",
            "runs=2",
            "accelerator.array=8x8");
    ComparisonResult expected = new Comparison(experiment).run();
    for (Row row : rows(sweep, out)) {
      String scheme = row.text(sweep.columns().require("scheme"));
      var of =
          expected.schemes().stream()
              .filter(s -> s.scheme().name().equals(scheme))
              .findFirst()
              .orElseThrow();
      var table = experiment.hardware().energyTables().get(1);
      assertThat(row.number(sweep.columns().require("step_cycles")))
          .isEqualTo((double) expected.step(of, table).cycles());
      assertThat(row.number(sweep.columns().require("feedback_energy_picojoules_aladdin_45nm")))
          .isEqualTo(expected.feedback(of, table).energy().totalPicojoules());
      assertThat(row.number(sweep.columns().require("gain_in_cycles")))
          .isEqualTo(expected.stepGainInCycles(of));
      assertThat(row.number(sweep.columns().require("initiation_interval_cycles")))
          .isEqualTo((double) expected.timeline(of).initiationIntervalCycles());
      assertThat(row.number(sweep.columns().require("accuracy")))
          .isEqualTo(of.trainedFixed().orElseThrow().finalAccuracy().mean());
      assertThat(row.number(sweep.columns().require("float_accuracy_sd")))
          .isEqualTo(
              of.trainedFloat().orElseThrow().finalAccuracy().standardDeviation().orElse(-1));
    }
  }

  @Test
  void results_ofAnyNumberOfThreads_areTheSameBytes() throws IOException {
    SweepFiles.withImages(folder);
    Sweep sweep = sweep(folder, TRAINED);
    for (int threads : List.of(1, 3)) {
      Path out = folder.resolve("threads-" + threads);
      new SweepRun(sweep, SweepFiles.folder(out))
          .run(SweepFiles.engine(threads), SweepListener.SILENT);
    }
    assertSameFiles(folder.resolve("threads-1"), folder.resolve("threads-3"));
    assertThat(new HashSet<>(column(sweep, folder.resolve("threads-1"), "accuracy")))
        .as("seeds and roundings matter")
        .hasSizeGreaterThan(6);
  }

  @Test
  void row_ofAPoint_isTheSameWhateverWasEvaluatedBefore() throws IOException {
    String yaml =
        """
            train: false
            variables: {w: [8, 12, 16]}
            space:
              scheme: [one-hot, backprop, sparse-9, sign]
              fixedPoint.formats.weight: fixed<${w},4>
              fixedPoint.formats.feedback: ['fixed<${w},4>', 'fixed<8,4>']
              fixedPoint.accumulatorBits: [26, 48]
              accelerator.array: [4x4, 16x8]
              protocol.minibatch: [1, 8]
            """;
    Sweep sweep = sweep(folder, yaml);
    List<Integer> points = new ArrayList<>(IntStream.range(0, sweep.size()).boxed().toList());
    ResourceEstimates resources = ResourceEstimates.of(SweepFiles.HOME);
    List<Row> inOrder = new PointEvaluator(sweep, resources).rows(points);
    assertThat(inOrder).extracting(Row::isDone).contains(true, false);
    Collections.shuffle(points, new Random(3));
    PointEvaluator shuffled = new PointEvaluator(sweep, resources);
    for (int point : points) {
      assertThat(shuffled.rows(List.of(point))).containsExactly(inOrder.get(point));
      if (point % 37 == 0) {
        assertThat(new PointEvaluator(sweep(folder, yaml), resources).rows(List.of(point)))
            .containsExactly(inOrder.get(point));
      }
    }
  }

  private static void assertSameFiles(Path one, Path other) throws IOException {
    for (String name : List.of("results.csv", "results.parquet", "sweep.json")) {
      assertThat(one.resolve(name)).hasSameBinaryContentAs(other.resolve(name));
    }
    try (Stream<Path> files = Files.list(other)) {
      assertThat(files).hasSize(3);
    }
  }

  /** Gives a few rows and then fails, as a process does that is killed. */
  private record Killed(int after) implements Engine {
    @Override
    public void run(
        Sweep sweep,
        Iterator<List<Integer>> batches,
        NetworkCheckpoints checkpoints,
        Consumer<List<String>> done) {
      List<Integer> points = new ArrayList<>();
      batches.forEachRemaining(points::addAll);
      PointEvaluator evaluator = new PointEvaluator(sweep, ResourceEstimates.of(SweepFiles.HOME));
      for (int point : points.subList(points.size() - after, points.size())) {
        done.accept(evaluator.lines(List.of(point)));
      }
      throw new IllegalStateException("killed");
    }
  }

  @Test
  void resume_afterAKillInTheMiddleOfALine_endsInTheSameBytes() throws IOException {
    SweepFiles.withImages(folder);
    Sweep sweep = sweep(folder, TRAINED);
    Path whole = folder.resolve("whole");
    Path broken = folder.resolve("broken");
    run(sweep, whole);
    assertThatThrownBy(
            () ->
                new SweepRun(sweep, SweepFiles.folder(broken))
                    .run(new Killed(5), SweepListener.SILENT))
        .hasMessage("killed");
    assertThat(SweepFiles.folder(broken).hasPartialResults()).isTrue();
    Path partial = broken.resolve("results.partial.csv");
    String text = Files.readString(partial);
    Files.writeString(partial, text.substring(0, text.length() - 9));
    List<Integer> told = new ArrayList<>();
    new SweepRun(sweep, SweepFiles.folder(broken))
        .run(
            SweepFiles.engine(2),
            new SweepListener() {
              @Override
              public void started(int points, int done, int networks) {
                told.add(done);
              }

              @Override
              public void damaged(Path file, Map<Integer, String> lines) {
                throw new AssertionError(lines);
              }

              @Override
              public void advanced(int points, int networks) {}

              @Override
              public void finished() {}
            });
    assertThat(told).as("points that were kept").containsExactly(4);
    assertSameFiles(whole, broken);
  }

  @Test
  void run_afterAnotherSweepThatHadDoneNoPoint_beginsAnew() throws IOException {
    Path out = folder.resolve("out");
    Sweep stopped = sweep(folder, "train: false\nspace: {runs: [1, 2]}\n");
    assertThatThrownBy(
            () ->
                new SweepRun(stopped, SweepFiles.folder(out))
                    .run(new Killed(0), SweepListener.SILENT))
        .hasMessage("killed");
    assertThat(out.resolve("results.partial.csv")).exists();
    assertThat(SweepFiles.folder(out).hasPartialResults()).isFalse();
    run(sweep(folder, "train: false\nspace: {runs: [3, 4]}\n"), out);
    assertThat(out.resolve("results.csv")).content().contains("\n0,done,");
    assertThat(out.resolve("results.partial.csv")).doesNotExist();
  }

  @Test
  void resume_ofAnotherSweep_isRefused() throws IOException {
    Sweep sweep = sweep(folder, "train: false\nspace: {runs: [1, 2]}\n");
    Path out = folder.resolve("out");
    assertThatThrownBy(
        () -> new SweepRun(sweep, SweepFiles.folder(out)).run(new Killed(1), SweepListener.SILENT));
    Sweep other = sweep(folder, "train: false\nspace: {runs: [1, 3]}\n");
    assertThatThrownBy(() -> run(other, out))
        .isInstanceOf(SweepFolderException.class)
        .hasMessageContaining("another sweep");
  }
}
