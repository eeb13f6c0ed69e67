package org.backflow.figure;

import static org.backflow.figure.Goal.LESS;
import static org.backflow.figure.Goal.MORE;
import static org.backflow.figure.Kind.COUNT;
import static org.backflow.figure.Kind.FRACTION;

import java.util.List;
import org.backflow.experiment.TrainingResult;
import org.backflow.statistics.Interval;

/** What training in one arithmetic came to after the last epoch, over the runs. */
public final class AccuracyFigures {

  static final Term ACCURACY =
      Term.of(
          "test accuracy",
          "fraction, 0 to 1",
          "The share of test samples whose largest output is that of their class.");

  static final Term DEAD_OUTPUTS_TERM =
      Term.of(
          "dead outputs",
          "output units",
          "Output units that are above 0.5 for no sample of the test set: most have saturated at zero,"
              + " where their derivative leaves them nothing to learn by. In tables, of all runs"
              + " together after the last epoch.");

  private static final Term INTERVAL =
      Term.of(
              "confidence interval",
              "that of the figure",
              "Where the mean of endlessly many runs lies, with 95 % confidence; of an accuracy, within"
                  + " 0 and 100 %.")
          .formula("mean +- t(0.975, n - 1) standard deviation / sqrt(n)");

  public static final Figure<TrainingResult> MEAN =
      Figure.<TrainingResult>of(
              FRACTION, "test_accuracy_mean", ACCURACY, trained -> trained.finalAccuracy().mean())
          .keyed("mean")
          .better(MORE)
          .saying("Mean test accuracy after the last epoch.");

  public static final Figure<TrainingResult> STANDARD_DEVIATION =
      Figure.<TrainingResult>of(
              FRACTION,
              "test_accuracy_standard_deviation",
              Term.of(
                      "standard deviation",
                      "that of the figure",
                      "Of single runs around their mean, not of the mean.")
                  .formula("square root of sum((x - mean)^2) / (n - 1), over n runs"),
              trained -> trained.finalAccuracy().standardDeviation())
          .keyed("standardDeviation")
          .in("fraction")
          .better(LESS)
          .saying("Standard deviation over the runs, n - 1 in the denominator.")
          .optional();

  public static final Figure<TrainingResult> MEDIAN =
      Figure.<TrainingResult>of(
              FRACTION,
              "test_accuracy_median",
              Term.of(
                  "median",
                  "that of the figure",
                  "The middle of the runs in their order; a few failed runs do not move it."),
              trained -> trained.finalAccuracy().median())
          .keyed("median")
          .in("fraction, 0 to 1")
          .better(MORE)
          .saying("Median over the runs.");

  private static final Figure<TrainingResult> LOW =
      Figure.<TrainingResult>of(
              FRACTION,
              "test_accuracy_low",
              INTERVAL,
              trained -> trained.finalAccuracyInterval().map(Interval::low))
          .in("fraction")
          .saying("Lower end of the 95 % confidence interval of the mean.")
          .optional();

  private static final Figure<TrainingResult> HIGH =
      Figure.<TrainingResult>of(
              FRACTION,
              "test_accuracy_high",
              INTERVAL,
              trained -> trained.finalAccuracyInterval().map(Interval::high))
          .in("fraction")
          .saying("Upper end of the 95 % confidence interval of the mean.")
          .optional();

  private static final Figure<TrainingResult> DEAD_OUTPUTS =
      Figure.<TrainingResult>of(
              COUNT,
              "dead_outputs",
              DEAD_OUTPUTS_TERM,
              trained -> trained.finalDeadOutputs().stream().mapToInt(Integer::intValue).sum())
          .better(LESS)
          .saying("Output units above 0.5 for no test sample, all runs together.");

  /** In JSON, where interval and single runs stand beside them. */
  public static final List<Figure<TrainingResult>> SUMMARY =
      List.of(MEAN, STANDARD_DEVIATION, MEDIAN);

  public static final List<Figure<TrainingResult>> ALL =
      List.of(MEAN, STANDARD_DEVIATION, MEDIAN, LOW, HIGH, DEAD_OUTPUTS);

  private AccuracyFigures() {}
}
