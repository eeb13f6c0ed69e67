package org.backflow.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.backflow.configuration.tree.ConfigurationException;
import org.backflow.data.InvalidDataException;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.ProgressListener;
import org.backflow.experiment.TinyImages;
import org.backflow.experiment.file.ExperimentFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ValidationTest {

  @TempDir private static Path folder;

  @BeforeAll
  static void writeImages() throws IOException {
    TinyImages.write(folder);
  }

  private static Experiment experiment(String... settings) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "data.path=" + folder,
                "layers=36-8-4",
                "runs=2",
                "protocol.epochs=3",
                "protocol.learningRate=0.5"));
    all.addAll(List.of(settings));
    return ExperimentFile.load(
        Path.of("data/experiments/mnist-20.yaml"), all.toArray(String[]::new));
  }

  private static ValidationResult validate(String... settings) {
    return new Validation(experiment(settings), 20, true).run(ProgressListener.SILENT);
  }

  private static ValidationResult steps(String... settings) {
    return new Validation(experiment(settings), 20, false).run(ProgressListener.SILENT);
  }

  private static Baseline baseline(ValidationResult measured) {
    return new Baseline(Limits.DEFAULT, Optional.of(measured));
  }

  @Test
  void run_sixteenBits_isCloseToFloatInEveryOperationAndRun() {
    ValidationResult result = validate();
    assertThat(result.schemes()).hasSize(3);
    for (SchemeErrors scheme : result.schemes()) {
      assertThat(scheme.operations()).hasSize(11);
      for (OperationError error : scheme.operations()) {
        assertThat(error.cosine()).as(error.operation()).isGreaterThan(0.99);
        // A rounded word is off by half of its last bit, more only by what it was handed.
        assertThat(error.largestError()).as(error.operation()).isLessThan(0.01);
      }
      assertThat(scheme.run().orElseThrow().accuracyLossPoints()).isBetween(-3.0, 3.0);
    }
    assertThat(baseline(result).check(result)).hasSize(3 * 12).allMatch(Check::passed);
  }

  @Test
  void run_moreFractionBits_gainsSixDecibelsABit() {
    double narrow = decibels("fixed<14,4>");
    double wide = decibels("fixed<18,4>");
    assertThat(wide - narrow).isBetween(18.0, 30.0);
  }

  private static double decibels(String weight) {
    return steps("fixedPoint.formats.weight=" + weight)
        .schemes()
        .get(0)
        .operation("update.1")
        .orElseThrow()
        .sqnrDecibels();
  }

  @Test
  void run_truncation_leavesAMeanErrorThatRoundingDoesNot() {
    OperationError truncated = update(steps("fixedPoint.rounding=TRN"));
    OperationError rounded = update(steps());
    assertThat(truncated.meanError()).isNegative();
    assertThat(Math.abs(truncated.meanError())).isGreaterThan(10 * Math.abs(rounded.meanError()));
    assertThat(baseline(steps()).check(steps("fixedPoint.rounding=TRN")))
        .anySatisfy(
            check -> {
              assertThat(check.subject()).isEqualTo("update.1");
              assertThat(check.failures().toString()).contains("mean error");
            });
  }

  private static OperationError update(ValidationResult result) {
    return result.schemes().get(0).operation("update.1").orElseThrow();
  }

  @Test
  void run_again_givesTheSameResult() {
    assertThat(steps()).isEqualTo(steps());
  }

  @Test
  void firstSteps_areThoseThatARunOfStepsAloneMeasures() {
    assertThat(Validation.ofFirstSteps(experiment(), 20, ProgressListener.SILENT))
        .contains(steps());
    assertThat(
            Validation.ofFirstSteps(
                experiment("numerics=fixed", "protocol.minibatch=50"), 20, ProgressListener.SILENT))
        .hasValueSatisfying(result -> assertThat(result.steps()).isEqualTo(4));
    assertThat(
            Validation.ofFirstSteps(
                experiment("protocol.minibatch=201"), 20, ProgressListener.SILENT))
        .isEmpty();
  }

  @Test
  void stepsOfAnEpoch_areAllWhereThereAreFewer() {
    assertThat(Validation.stepsOfAnEpoch(experiment("protocol.minibatch=50"), 200)).isEqualTo(4);
    assertThat(Validation.stepsOfAnEpoch(experiment("protocol.minibatch=50"), 3)).isEqualTo(3);
    assertThatThrownBy(() -> Validation.stepsOfAnEpoch(experiment("protocol.minibatch=201"), 3))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("protocol.minibatch is 201; expected at most the samples that train, 200");
  }

  @Test
  void run_moreStepsThanTheDataHas_isRefused() {
    Validation validation = new Validation(experiment("protocol.minibatch=50"), 5, false);
    assertThatThrownBy(() -> validation.run(ProgressListener.SILENT))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining("5 steps of 50 samples; the training set has 200 samples, at most 4");
  }

  @Test
  void validation_ofRunsInOneArithmetic_isRefused() {
    Experiment onlyFixed = experiment("numerics=fixed");
    assertThatThrownBy(() -> new Validation(onlyFixed, 1, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("numerics is fixed; expected both, to compare them");
  }

  @Test
  void check_everyFigureMadeWorse_failsAndBetterPasses() {
    ValidationResult measured = validate();
    Baseline baseline = baseline(measured);
    check(baseline, measured, e -> with(e, e.sqnrDecibels() - 0.6, e.cosine()), "SQNR");
    check(baseline, measured, e -> with(e, e.sqnrDecibels(), e.cosine() - 0.002), "cosine");
    check(baseline, measured, e -> with(e, Double.NaN, e.cosine()), "SQNR in dB is NaN");
    assertThat(baseline.check(changed(measured, e -> with(e, e.sqnrDecibels() + 9, 1.0))))
        .allMatch(Check::passed);
  }

  private static void check(
      Baseline baseline,
      ValidationResult measured,
      UnaryOperator<OperationError> change,
      String failure) {
    assertThat(baseline.check(changed(measured, change)))
        .filteredOn(check -> !check.subject().equals("run"))
        .allSatisfy(check -> assertThat(check.failures().toString()).contains(failure));
  }

  private static OperationError with(OperationError error, double decibels, double cosine) {
    return new OperationError(
        error.operation(),
        error.values(),
        error.resolution(),
        decibels,
        error.rmsError(),
        error.largestError(),
        error.meanError(),
        cosine,
        error.conversions(),
        error.saturations());
  }

  private static ValidationResult changed(
      ValidationResult result, UnaryOperator<OperationError> change) {
    return new ValidationResult(
        result.experiment(),
        result.configurationHash(),
        result.trainingHash(),
        result.steps(),
        result.schemes().stream()
            .map(
                scheme ->
                    new SchemeErrors(
                        scheme.scheme(),
                        scheme.operations().stream().map(change).toList(),
                        scheme.run()))
            .toList());
  }

  @Test
  void check_aSchemeThatIsNoLongerMeasured_fails() {
    ValidationResult measured = steps();
    assertThat(baseline(measured).check(steps("schemes=[backprop, random]")))
        .filteredOn(check -> !check.passed())
        .hasSize(11)
        .allSatisfy(
            check ->
                assertThat(check.failures())
                    .containsExactly("is in the baseline, but was not measured"));
    assertThat(baseline(steps("schemes=[backprop]")).check(measured))
        .filteredOn(check -> !check.passed())
        .hasSize(22);
  }

  @Test
  void baselineFile_writtenAndRead_isTheSameUpToEightDigits() throws IOException {
    ValidationResult measured = validate();
    Path file = folder.resolve("baseline.yaml");
    Files.writeString(file, BaselineFile.toYaml(Limits.DEFAULT, measured));
    Baseline read = BaselineFile.read(file);
    assertThat(read.limits()).isEqualTo(Limits.DEFAULT);
    assertThat(read.notCompared(measured)).isEmpty();
    assertThat(read.check(measured)).hasSize(36).allMatch(Check::passed);
    assertThat(BaselineFile.toYaml(read.limits(), read.measured().orElseThrow()))
        .isEqualTo(Files.readString(file));
  }

  @Test
  void baseline_isComparedOnlyWithWhatItWasMeasuredOn() {
    ValidationResult measured = steps();
    // Within the limits, but 0.6 dB worse than before where 0.5 dB are allowed.
    ValidationResult worse = changed(measured, e -> with(e, e.sqnrDecibels() - 0.6, e.cosine()));
    assertThat(baseline(measured).notCompared(worse)).isEmpty();
    assertThat(baseline(measured).check(worse)).noneMatch(Check::passed);

    ValidationResult moreSteps =
        new ValidationResult(
            worse.experiment(),
            worse.configurationHash(),
            worse.trainingHash(),
            worse.steps() + 1,
            worse.schemes());
    assertThat(baseline(measured).notCompared(moreSteps))
        .hasValueSatisfying(
            what -> assertThat(what).contains("operations are held to the limits alone"));
    assertThat(baseline(measured).check(moreSteps)).hasSize(33).allMatch(Check::passed);

    ValidationResult otherTraining = steps("protocol.learningRate=0.3");
    assertThat(baseline(measured).notCompared(otherTraining))
        .hasValueSatisfying(what -> assertThat(what).contains("another training"));
    assertThat(baseline(measured).check(otherTraining)).hasSize(33).allMatch(Check::passed);

    ValidationResult otherArithmetic = steps("fixedPoint.rounding=TRN");
    assertThat(baseline(measured).notCompared(otherArithmetic)).isEmpty();
  }

  @Test
  void baselineFile_ofBeforeTheRmsErrorWasMeasured_isRead() throws IOException {
    ValidationResult measured = steps();
    Path file = folder.resolve("earlier.yaml");
    String now = BaselineFile.toYaml(Limits.DEFAULT, measured);
    String earlier = now.replaceAll("rmsError: [^,]*, ", "");
    assertThat(earlier).isNotEqualTo(now);
    Files.writeString(file, earlier);
    Baseline read = BaselineFile.read(file);
    assertThat(read.check(measured)).hasSize(33).allMatch(Check::passed);
    assertThat(BaselineFile.toYaml(read.limits(), read.measured().orElseThrow()))
        .isEqualTo(earlier);
  }

  @Test
  void baselineFile_withAWrongKey_isRefusedWithItsPlace() throws IOException {
    Path file = folder.resolve("wrong.yaml");
    Files.writeString(
        file,
        BaselineFile.toYaml(Limits.DEFAULT, steps()).replace("sqnrDriftDecibels", "sqnrDrift"));
    assertThatThrownBy(() -> BaselineFile.read(file))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("wrong.yaml:7:3: unknown key 'sqnrDrift' in 'limits'");
  }
}
