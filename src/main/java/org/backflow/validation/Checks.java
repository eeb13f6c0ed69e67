package org.backflow.validation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges errors by limits and by those of a baseline. */
final class Checks {

  private static final String RUN = "run";
  private static final MathContext SHOWN = new MathContext(5);

  private final Limits limits;
  private final List<String> failures = new ArrayList<>();

  private Checks(Limits limits) {
    this.limits = limits;
  }

  /** Returns a check for everything that was measured, and for what only the baseline has. */
  static List<Check> of(ValidationResult result, Baseline baseline) {
    List<Check> checks = new ArrayList<>();
    for (SchemeErrors scheme : result.schemes()) {
      Optional<SchemeErrors> expected =
          baseline.measured().flatMap(measured -> measured.scheme(scheme.scheme()));
      for (OperationError operation : scheme.operations()) {
        Checks judge = new Checks(baseline.limits());
        judge.limit(operation);
        judge.compare(
            baseline.comparesOperations(result),
            expected.flatMap(errors -> errors.operation(operation.operation())),
            before -> judge.drift(operation, before));
        checks.add(judge.check(scheme.scheme(), operation.operation()));
      }
      scheme
          .run()
          .ifPresent(
              run -> {
                Checks judge = new Checks(baseline.limits());
                judge.limit(run);
                judge.compare(
                    baseline.comparesRuns(result),
                    expected.flatMap(SchemeErrors::run),
                    before -> judge.drift(run, before));
                checks.add(judge.check(scheme.scheme(), RUN));
              });
    }
    baseline.measured().ifPresent(measured -> addMissing(checks, result, measured, baseline));
    return checks;
  }

  /** What was not measured cannot have kept its limits. */
  private static void addMissing(
      List<Check> checks, ValidationResult result, ValidationResult measured, Baseline baseline) {
    for (SchemeErrors expected : measured.schemes()) {
      Optional<SchemeErrors> found = result.scheme(expected.scheme());
      boolean stepsAsked = result.steps() > 0 && baseline.comparesOperations(result);
      boolean runsAsked =
          baseline.comparesRuns(result)
              && result.schemes().stream().anyMatch(scheme -> scheme.run().isPresent());
      if (stepsAsked) {
        for (OperationError operation : expected.operations()) {
          if (found.flatMap(errors -> errors.operation(operation.operation())).isEmpty()) {
            checks.add(missing(expected.scheme(), operation.operation()));
          }
        }
      }
      if (runsAsked && expected.run().isPresent() && found.flatMap(SchemeErrors::run).isEmpty()) {
        checks.add(missing(expected.scheme(), RUN));
      }
    }
  }

  private static Check missing(String scheme, String subject) {
    return new Check(scheme, subject, List.of("is in the baseline, but was not measured"));
  }

  private Check check(String scheme, String subject) {
    return new Check(scheme, subject, failures);
  }

  private <T> void compare(
      boolean compared, Optional<T> before, java.util.function.Consumer<T> drift) {
    if (compared && before.isPresent()) {
      drift.accept(before.get());
    } else if (compared) {
      failures.add("is not in the baseline; --update-baseline adds it");
    }
  }

  private void limit(OperationError error) {
    if (error.isUpdate()) {
      atLeast("cosine", error.cosine(), limits.leastUpdateCosine());
    } else {
      atLeast("SQNR in dB", error.sqnrDecibels(), limits.leastSqnrDecibels());
    }
    atMost("saturations in %", error.saturationPercent(), limits.mostSaturationPercent());
  }

  private void limit(RunError run) {
    atMost(
        "accuracy lost in fixed point, in points",
        run.accuracyLossPoints(),
        limits.mostAccuracyLossPoints());
  }

  private void drift(OperationError error, OperationError before) {
    notBelow("SQNR in dB", error.sqnrDecibels(), before.sqnrDecibels(), limits.sqnrDriftDecibels());
    notBelow("cosine", error.cosine(), before.cosine(), limits.cosineDrift());
    notAbove(
        "largest error",
        error.largestError(),
        before.largestError(),
        before.largestError() * limits.largestErrorDriftPercent() / 100.0);
    notAbove(
        "magnitude of the mean error",
        Math.abs(error.meanError()),
        Math.abs(before.meanError()),
        limits.meanErrorDriftUlps() * error.resolution());
    notAbove(
        "saturations in %",
        error.saturationPercent(), before.saturationPercent(), limits.saturationDriftPercent());
  }

  private void drift(RunError run, RunError before) {
    notBelow(
        "float accuracy in %",
        run.floatAccuracyPercent(), before.floatAccuracyPercent(), limits.accuracyDriftPoints());
    notBelow(
        "fixed-point accuracy in %",
        run.fixedAccuracyPercent(), before.fixedAccuracyPercent(), limits.accuracyDriftPoints());
    double share = limits.lossDriftPercent() / 100.0;
    notAbove("float loss", run.floatLoss(), before.floatLoss(), share * before.floatLoss());
    notAbove("fixed-point loss", run.fixedLoss(), before.fixedLoss(), share * before.fixedLoss());
  }

  /** Written so that a figure that is no number fails. */
  private void atLeast(String figure, double found, double least) {
    if (!(found >= least)) {
      failures.add(figure + " is " + shown(found) + "; expected at least " + shown(least));
    }
  }

  private void atMost(String figure, double found, double most) {
    if (!(found <= most)) {
      failures.add(figure + " is " + shown(found) + "; expected at most " + shown(most));
    }
  }

  private void notBelow(String figure, double found, double before, double drift) {
    if (!(found >= before - drift)) {
      failures.add(
          figure + " is " + shown(found) + "; it was " + shown(before) + " - " + shown(drift));
    }
  }

  private void notAbove(String figure, double found, double before, double drift) {
    if (!(found <= before + drift)) {
      failures.add(
          figure + " is " + shown(found) + "; it was " + shown(before) + " + " + shown(drift));
    }
  }

  private static String shown(double value) {
    return Double.isFinite(value)
        ? new BigDecimal(value, SHOWN).stripTrailingZeros().toString()
        : Double.toString(value);
  }
}
