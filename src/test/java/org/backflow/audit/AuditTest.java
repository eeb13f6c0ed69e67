package org.backflow.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.file.ExperimentFile;
import org.backflow.feedback.FeedbackSchemes;
import org.junit.jupiter.api.Test;

final class AuditTest {

  private static final int SAMPLES = 60_000;

  private static Experiment experiment(String... settings) {
    return ExperimentFile.load(Path.of("data/experiments/mnist-20.yaml"), settings);
  }

  private static List<AuditRow> rows(String... settings) {
    return new Audit(experiment(settings), FeedbackSchemes.all()).rows(SAMPLES);
  }

  private static AuditRow row(List<AuditRow> rows, String convention, Scope scope) {
    return rows.stream()
        .filter(row -> row.convention().name().equals(convention) && row.scope() == scope)
        .findFirst()
        .orElseThrow();
  }

  private static void assertCounts(AuditRow row, double backprop, double random, double oneHot) {
    assertThat(row.of("backprop")).as(row.toString()).isEqualTo(backprop);
    assertThat(row.of("random")).as(row.toString()).isEqualTo(random);
    assertThat(row.of("one-hot")).as(row.toString()).isEqualTo(oneHot);
  }

  @Test
  void rows_essaysNetworkAndOneSample_areThoseWorkedByHand() {
    List<AuditRow> rows = rows();
    // 20 hidden units hear 10 outputs: 200 products. A selection is 20 words of 4 bits.
    assertCounts(row(rows, "macs", Scope.PRODUCT), 200, 200, 0);
    assertCounts(row(rows, "operations", Scope.PRODUCT), 400, 400, 20);
    assertCounts(row(rows, "multiplies", Scope.PRODUCT), 200, 200, 0);
    assertCounts(row(rows, "words", Scope.PRODUCT), 200, 200, 20);
    assertCounts(row(rows, "bits", Scope.PRODUCT), 3200, 3200, 80);
    assertCounts(row(rows, "storage", Scope.PRODUCT), 3200, 3200, 80);
    // Two folds of 2 * 16 + 16 + 10 - 2 cycles; a row in two fillings of 16 lanes and a register.
    assertCounts(row(rows, "cycles", Scope.PRODUCT), 112, 112, 3);
    // a (1 - a) and its product: a subtraction and two multiplications per hidden unit.
    assertCounts(row(rows, "operations", Scope.PHASE), 460, 460, 80);
    assertCounts(row(rows, "macs", Scope.STEP), 32_020, 32_020, 31_820);
  }

  @Test
  void rows_essaysNetwork_twentyIsOperationsOfTheProductAlone() {
    assertThat(rows())
        .filteredOn(AuditRow::yieldsTwenty)
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.convention().name()).isEqualTo("operations");
              assertThat(row.scope()).isEqualTo(Scope.PRODUCT);
              assertThat(row.factor("one-hot")).hasValue(20.0);
            });
  }

  @Test
  void rows_scaledSelection_costsAMultiplicationEach() {
    List<AuditRow> rows = rows("protocol.feedbackScale=ln(t+e)");
    assertCounts(row(rows, "operations", Scope.PRODUCT), 400, 400, 40);
    assertThat(rows).noneMatch(row -> row.scope() == Scope.PRODUCT && row.yieldsTwenty());
  }

  @Test
  void rows_nothingCounted_hasNoFactor() {
    assertThat(row(rows(), "macs", Scope.PRODUCT).factor("one-hot")).isEmpty();
  }

  @Test
  void rows_weightsOffTheChip_countTheBitsOfTheSameWords() {
    List<AuditRow> rows = rows("accelerator=edge-16x16-dram");
    double words = row(rows, "words", Scope.STEP).of("random");
    assertThat(row(rows, "bits", Scope.STEP).of("random")).isEqualTo(16 * words);
  }

  @Test
  void rows_otherSchemes_storeWhatTheyRead() {
    AuditRow storage = row(rows(), "storage", Scope.PRODUCT);
    assertThat(storage.of("sign")).isEqualTo(200);
    assertThat(storage.of("sign-symmetric")).isEqualTo(200);
    assertThat(storage.of("sparse")).isEqualTo(20 * 2 * (4 + 16));
    assertThat(storage.of("direct-one-hot")).isEqualTo(80);
  }

  @Test
  void rows_minibatchesThatDoNotFillTheEpoch_priceTheSmallerOneAsItIs() {
    List<AuditRow> rows =
        new Audit(experiment("protocol.minibatch=7", "protocol.epochs=3"), FeedbackSchemes.all())
            .rows(15);
    // Three epochs of two steps of seven samples and a step of one.
    double step = row(rows, "cycles", Scope.STEP).of("backprop");
    double last = row(rows(), "cycles", Scope.STEP).of("backprop");
    assertThat(row(rows, "cycles", Scope.RUN).of("backprop")).isEqualTo(3 * (2 * step + last));
    assertThat(row(rows, "macs", Scope.RUN).of("backprop")).isEqualTo(3 * 15 * 32_020.0);
  }

  @Test
  void payoffs_breakEven_isTheFirstThatReachesTheThreshold() {
    Payoff outputs =
        payoffs().stream().filter(each -> each.axis().equals("outputs")).findFirst().orElseThrow();
    int found = outputs.breakEven().orElseThrow();
    assertThat(gain("layers=784-20-" + found)).isGreaterThanOrEqualTo(1.05);
    assertThat(gain("layers=784-20-" + (found - 1))).isLessThan(1.05);
  }

  private static List<Payoff> payoffs() {
    return new WhereItPays(experiment(), FeedbackSchemes.ONE_HOT, 1.05).payoffs();
  }

  private static double gain(String layers) {
    return row(rows(layers), "cycles", Scope.STEP).factor("one-hot").orElseThrow();
  }

  @Test
  void payoffs_pointOfTheExperiment_hasTheGainOfItsStep() {
    double energy =
        row(rows(), "energy, horowitz-45nm", Scope.STEP).factor("one-hot").orElseThrow();
    for (Payoff payoff : payoffs()) {
      assertThat(payoff.points())
          .filteredOn(point -> point.network().equals("784-20-10"))
          .first()
          .satisfies(
              point -> {
                assertThat(point.gainInCycles()).isEqualTo(gain("layers=784-20-10"));
                assertThat(point.gainInEnergy()).isCloseTo(energy, within(1e-12));
              });
    }
  }
}
