package org.backflow.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.file.ExperimentFile;
import org.backflow.report.SyntheticResults;
import org.junit.jupiter.api.Test;

class VerdictTest {

  @Test
  void lead_beyondTheSpread_saysSoWithItsSizeAndItsWins() {
    // Standard deviations are 0.1 points, the means are 2 and 1 points apart.
    String verdict =
        verdict(
            List.of(0.949, 0.950, 0.951),
            List.of(0.929, 0.930, 0.931),
            List.of(0.939, 0.94, 0.941));

    assertThat(verdict)
        .contains("The highest mean test accuracy is that of backprop: 95.00 ± 0.10 %")
        .contains("one-hot (94.00 ± 0.10 %) is 1.00 points lower, 10.0 times the larger standard")
        .contains("well beyond the spread of single runs, though 3 runs measure that spread poorly")
        .contains("backprop is ahead in 3 of 3 paired runs.");
  }

  @Test
  void lead_withinTheSpread_isNotCalledClear() {
    // Standard deviations are 1 point, the means 0.1 points apart; each is ahead now and then.
    String verdict =
        verdict(List.of(0.92, 0.93, 0.94), List.of(0.80, 0.80, 0.80), List.of(0.937, 0.931, 0.919));

    assertThat(verdict)
        .contains("less than the spread of single runs, so the two overlap")
        .contains("backprop is ahead in 1 of 3 paired runs.");
  }

  @Test
  void lead_ofOneRun_mayBeChance() {
    assertThat(text(SyntheticResults.of("runs=1")))
        .contains("which may be chance: one run shows no spread")
        .doesNotContain("paired runs", "±0.00 %");
  }

  @Test
  void equalMeans_haveNoWinner() {
    List<Double> same = List.of(0.93, 0.93, 0.93);

    assertThat(verdict(same, same, same))
        .contains("random (93.00 ± 0.00 %) has the very same mean.");
  }

  @Test
  void bestOtherThanBaseline_isComparedWithTheBaselineToo() {
    assertThat(text(SyntheticResults.of("runs=3")))
        .contains("is that of one-hot", "random (93.10 ±", "backprop (92.90 ±");
  }

  @Test
  void costs_areThoseOfTheResultUnderBothTables() {
    // 784-20-10 with one sample a step on a 16 x 16 array, as the comparison table prints it.
    assertThat(text(SyntheticResults.of("runs=3")))
        .contains("shortens the feedback phase of backprop from 115 to 6 cycles")
        .contains("The feedback phase takes 94.78 % fewer cycles (115 to 6)")
        .contains("The whole step takes 1.64 % fewer cycles (6,650 to 6,541)")
        .contains("less energy (horowitz-45nm) and", "less energy (aladdin-45nm)")
        .contains("The feedback phase is 1.73 % of the cycles of a backprop step");
  }

  @Test
  void withoutBackprop_gainsAreAgainstTheFirstScheme() {
    assertThat(text(SyntheticResults.of("schemes=[one-hot, random]")))
        .contains("No scheme shortens the training step of one-hot")
        .contains("Cost of random against one-hot. The feedback phase takes")
        .contains("more cycles (6 to 115)")
        .doesNotContain("backprop");
  }

  @Test
  void oneScheme_isComparedWithNothing() {
    assertThat(text(SyntheticResults.of("schemes=[random]")))
        .contains("random was compared with nothing")
        .contains("random, the only scheme compared, reaches a mean test accuracy of")
        .doesNotContain("Cost of");
  }

  @Test
  void withoutHiddenLayer_nothingIsFedBack() {
    assertThat(text(SyntheticResults.of("layers=784-10")))
        .contains("Nothing is fed back in a network without hidden layers")
        .contains("there is no feedback phase to save")
        .contains("The feedback phase takes as many cycles (0)");
  }

  @Test
  void oneArithmetic_isNotComparedWithTheOther() {
    assertThat(text(SyntheticResults.of("numerics=float")))
        .contains("Not compared: networks were trained in float only.")
        .doesNotContain("Accuracy in fixed point");
    assertThat(text(SyntheticResults.of("numerics=fixed")))
        .contains("Not compared: networks were trained in fixed point only.")
        .doesNotContain("Accuracy in float");
  }

  @Test
  void fixedAgainstFloat_namesEveryDifference() {
    // The fixed accuracies are made 0.05 points lower than those in float.
    assertThat(text(SyntheticResults.of("runs=3")))
        .contains("backprop −0.05, random −0.05 and one-hot −0.05");
  }

  private static String verdict(List<Double> backprop, List<Double> random, List<Double> oneHot) {
    Experiment experiment =
        ExperimentFile.load(Path.of("data/experiments/mnist-20.yaml"), "runs=3", "numerics=float");
    return text(SyntheticResults.of(experiment, List.of(backprop, random, oneHot)));
  }

  private static String text(ComparisonResult result) {
    return Verdict.of(result).toString().replaceAll("<[^>]*>", "");
  }
}
