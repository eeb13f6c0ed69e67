package org.backflow.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.backflow.accelerator.EnergyTable;
import org.backflow.accelerator.StepCost;
import org.backflow.data.InvalidDataException;
import org.backflow.experiment.file.ExperimentFile;
import org.backflow.report.result.Provenance;
import org.backflow.report.result.ResultsJson;
import org.backflow.report.table.ComparisonTable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ComparisonTest {

  private static final Path EXPERIMENT = Path.of("data/experiments/mnist-20.yaml");

  @TempDir private static Path folder;

  @BeforeAll
  static void writeImages() throws IOException {
    TinyImages.write(folder);
  }

  private static Experiment experiment(String... settings) {
    String[] all = new String[settings.length + 4];
    all[0] = "data.path=" + folder;
    all[1] = "layers=36-8-4";
    all[2] = "runs=3";
    all[3] = "protocol.learningRate=0.5";
    System.arraycopy(settings, 0, all, 4, settings.length);
    return ExperimentFile.load(EXPERIMENT, all);
  }

  @Test
  void run_separableImages_learnsThemUnderEverySchemeInBothArithmetics() {
    ComparisonResult result = new Comparison(experiment()).run();
    assertThat(result.schemes()).hasSize(3);
    for (SchemeResult scheme : result.schemes()) {
      assertThat(scheme.trainedFloat().orElseThrow().finalAccuracy().mean()).isGreaterThan(0.95);
      assertThat(scheme.trainedFixed().orElseThrow().finalAccuracy().mean()).isGreaterThan(0.95);
    }
  }

  @Test
  void run_anyNumberOfThreads_givesAnEqualResult() {
    ComparisonResult one = new Comparison(experiment("threads=1")).run();
    for (String threads : new String[] {"threads=2", "threads=7"}) {
      ComparisonResult many = new Comparison(experiment(threads)).run();
      assertThat(many.schemes()).isEqualTo(one.schemes());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"random", "one-hot", "sign", "sparse", "direct"})
  void run_schemeWithScaleOfItsOwn_isTheSchemeUnderThatOfTheProtocol(String scheme) {
    ComparisonResult own =
        new Comparison(experiment("schemes=[" + scheme + "-constant, " + scheme + "-ln(t+e)]"))
            .run();
    for (int i = 0; i < 2; i++) {
      String scale = i == 0 ? "constant" : "ln(t+e)";
      Experiment common = experiment("schemes=[" + scheme + "]", "protocol.feedbackScale=" + scale);
      SchemeResult expected = new Comparison(common).run().schemes().get(0);
      SchemeResult found = own.schemes().get(i);
      assertThat(found.trainedFloat()).isEqualTo(expected.trainedFloat());
      assertThat(found.trainedFixed()).isEqualTo(expected.trainedFixed());
      assertThat(found.cost()).isEqualTo(expected.cost());
    }
    assertThat(own.schemes().get(0).trainedFixed())
        .isNotEqualTo(own.schemes().get(1).trainedFixed());
  }

  @Test
  void run_anotherSeed_givesAnotherResult() {
    ComparisonResult one = new Comparison(experiment("protocol.epochs=1")).run();
    ComparisonResult other = new Comparison(experiment("protocol.epochs=1", "seed=2")).run();
    assertThat(other.schemes().get(0).trainedFloat())
        .isNotEqualTo(one.schemes().get(0).trainedFloat());
  }

  @Test
  void run_pooledSplitAndMinibatches_countsEverySampleOnce() {
    Experiment experiment =
        experiment(
            "data.split={trainSamples: 150, testSamples: 90}",
            "protocol.minibatch=40",
            "protocol.gradient=averaged",
            "protocol.order=fixed",
            "protocol.epochs=2",
            "numerics=fixed");
    AtomicLong samples = new AtomicLong();
    AtomicLong announced = new AtomicLong();
    ComparisonResult result =
        new Comparison(experiment)
            .run(
                new ProgressListener() {
                  @Override
                  public void started(String task, long total) {
                    announced.set(total);
                  }

                  @Override
                  public void advanced(long amount) {
                    samples.addAndGet(amount);
                  }

                  @Override
                  public void finished() {}
                });
    assertThat(samples.get()).isEqualTo(150 * 2 * 3);
    assertThat(announced.get()).isEqualTo(samples.get());
    assertThat(result.schemes().get(0).trainedFloat()).isEmpty();
    assertThat(result.schemes().get(0).trainedFixed()).isPresent();
  }

  @Test
  void run_tooManyPooledSamples_isRefused() {
    Experiment experiment = experiment("data.split={trainSamples: 250, testSamples: 90}");
    assertThatThrownBy(() -> new Comparison(experiment).run())
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining(
            ": found 280 images, expected at least 340: data.split takes trainSamples 250 and");
  }

  @Test
  void run_networkThatDoesNotFitTheImages_isRefused() {
    assertThatThrownBy(() -> new Comparison(experiment("layers=35-8-4")).run())
        .isInstanceOf(InvalidDataException.class)
        .hasMessageEndingWith(
            "train-images-idx3-ubyte: at byte 8: found images of 6 x 6, 36 pixels, expected 35: the"
                + " network 35-8-4 (key 'layers') has 35 inputs");
  }

  /** 200 images train, whatever the split is; nothing is said of what the priced step holds. */
  @ParameterizedTest
  @CsvSource({
    "200, official, 0",
    "201, official, 1",
    "201, '{trainSamples: 200, testSamples: 1}', 1"
  })
  void run_minibatchBeyondTheImages_isRemarked(int minibatch, String split, int remarks) {
    List<String> heard = new ArrayList<>();
    Experiment experiment =
        experiment(
            "protocol.minibatch=" + minibatch,
            "data.split=" + split,
            "protocol.epochs=1",
            "runs=1");
    new Comparison(experiment)
        .run(
            new ProgressListener() {
              @Override
              public void started(String task, long total) {}

              @Override
              public void advanced(long amount) {}

              @Override
              public void finished() {}

              @Override
              public void remarked(String remark) {
                heard.add(remark);
              }
            });
    assertThat(heard)
        .hasSize(remarks)
        .allMatch(
            remark ->
                remark.startsWith("protocol.minibatch is 201, but 200 samples train: an epoch is"));
    assertThat(experiment.remarks()).hasSize(split.equals("official") ? 0 : 1);
  }

  @Test
  void gains_oneHot_areTheRatiosOfTheTotals() {
    ComparisonResult result = new Comparison(experiment("protocol.epochs=1")).run();
    EnergyTable table = result.experiment().hardware().energyTables().get(0);
    SchemeResult oneHot = result.schemes().get(2);
    double expected =
        (double) result.step(result.schemes().get(0), table).cycles()
            / result.step(oneHot, table).cycles();
    assertThat(oneHot.scheme().name()).isEqualTo("one-hot");
    assertThat(result.stepGainInCycles(oneHot)).isEqualTo(expected).isGreaterThan(1.0);
    assertThat(result.stepGainInCycles(result.baseline())).isEqualTo(1.0);
  }

  /** Gating changes neither values nor cycles: it takes multiplications out of the energy. */
  @ParameterizedTest
  @ValueSource(strings = {"fixed", "float", "both"})
  void zeroGating_trainedNetwork_savesTheEnergyOfMeasuredZeros(String numerics) {
    String[] settings = {"protocol.epochs=1", "numerics=" + numerics};
    ComparisonResult issued = new Comparison(experiment(settings)).run();
    ComparisonResult gated =
        new Comparison(
                experiment(settings[0], settings[1], "accelerator.zeroGating=true", "threads=3"))
            .run();
    EnergyTable table = issued.experiment().hardware().energyTables().get(0);
    for (int i = 0; i < issued.schemes().size(); i++) {
      SchemeResult before = issued.schemes().get(i);
      SchemeResult after = gated.schemes().get(i);
      assertThat(after.trainedFixed()).isEqualTo(before.trainedFixed());
      assertThat(after.trainedFloat()).isEqualTo(before.trainedFloat());
      StepCost.Totals all = issued.step(before, table);
      StepCost.Totals kept = gated.step(after, table);
      assertThat(kept.cycles()).isEqualTo(all.cycles());
      assertThat(kept.multiplies()).isEqualTo(all.multiplies());
      assertThat(before.cost().effectiveMultiplies()).isEqualTo(all.multiplies());
      long effective = after.cost().effectiveMultiplies();
      assertThat(effective).isPositive().isLessThan(all.multiplies());
      // All words have 16 bits, so every multiplication costs the same.
      assertThat(kept.energy().multiplyPicojoules() / all.energy().multiplyPicojoules())
          .isCloseTo((double) effective / all.multiplies(), within(1e-9));
      assertThat(kept.energy().addPicojoules()).isEqualTo(all.energy().addPicojoules());
      assertThat(kept.energy().sramPicojoules()).isEqualTo(all.energy().sramPicojoules());
    }
    assertThat(ComparisonTable.of(gated)).contains("of which effective (3)");
    assertThat(ComparisonTable.of(issued)).doesNotContain("effective");
    assertThat(ResultsJson.of(gated, new Provenance("test", "command")))
        .contains("\"stepEffectiveMultiplies\"");
    assertThat(ResultsJson.of(gated, new Provenance("test", "command")))
        .isEqualTo(
            ResultsJson.of(
                new Comparison(gated.experiment()).run(), new Provenance("test", "command")));
  }

  /**
   * Gupta et al. 2015 in small: where an update is below half an LSB of the weight, rounding to
   * nearest loses all of it and stochastic rounding keeps it on average.
   */
  @Test
  void run_narrowWeights_learnWithStochasticRoundingOnly() {
    String[] settings = {
      "fixedPoint.formats.weight=fixed<10,4>",
      "protocol.learningRate=0.0625",
      "protocol.epochs=20",
      "numerics=fixed",
      ""
    };
    settings[4] = "fixedPoint.rounding=RND";
    ComparisonResult nearest = new Comparison(experiment(settings)).run();
    settings[4] = "fixedPoint.rounding=STOCHASTIC";
    ComparisonResult stochastic = new Comparison(experiment(settings)).run();
    for (int scheme = 0; scheme < 3; scheme++) {
      assertThat(accuracy(nearest, scheme)).as("RND, scheme %d", scheme).isLessThan(0.4);
      assertThat(accuracy(stochastic, scheme)).as("scheme %d", scheme).isGreaterThan(0.95);
    }
  }

  private static double accuracy(ComparisonResult result, int scheme) {
    return result.schemes().get(scheme).trainedFixed().orElseThrow().finalAccuracy().mean();
  }
}
