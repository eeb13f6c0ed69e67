package org.backflow.experiment;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.backflow.statistics.Interval;
import org.backflow.statistics.Summary;
import org.backflow.training.FeedbackAlignment;
import org.backflow.training.TrainingRun;

/**
 * What was measured while one scheme was trained in one arithmetic.
 *
 * @param testAccuracy the fraction of test samples classified correctly, [run][epoch]
 * @param deadOutputs the output units that are above 0.5 for no test sample, [run][epoch]
 * @param trainingLoss the mean over the training samples of the sum over the outputs of (a -
 *     t)<sup>2</sup>, [run][epoch]
 * @param alignment how well the feedback agrees with backpropagation, [run][epoch][hidden layer]
 */
public record TrainingResult(
    List<List<Double>> testAccuracy,
    List<List<Integer>> deadOutputs,
    List<List<Double>> trainingLoss,
    List<List<List<FeedbackAlignment>>> alignment) {

  /** Copies the lists. */
  public TrainingResult {
    testAccuracy = testAccuracy.stream().map(List::copyOf).toList();
    deadOutputs = deadOutputs.stream().map(List::copyOf).toList();
    trainingLoss = trainingLoss.stream().map(List::copyOf).toList();
    alignment = alignment.stream().map(run -> run.stream().map(List::copyOf).toList()).toList();
  }

  /** Returns the measurements of network {@code network} of every run. */
  static TrainingResult of(List<List<TrainingRun.Epoch>> runs, int network) {
    return new TrainingResult(
        series(runs, epoch -> epoch.testAccuracy().get(network)),
        series(runs, epoch -> epoch.deadOutputs().get(network)),
        series(runs, epoch -> epoch.trainingLoss().get(network)),
        series(runs, epoch -> epoch.alignment().get(network)));
  }

  private static <T> List<List<T>> series(
      List<List<TrainingRun.Epoch>> runs, Function<TrainingRun.Epoch, T> figure) {
    return runs.stream().map(epochs -> epochs.stream().map(figure).toList()).toList();
  }

  /** Returns the accuracy after the last epoch, over the runs. */
  public Summary finalAccuracy() {
    return accuracyAfter(testAccuracy.get(0).size() - 1);
  }

  /**
   * Returns the 95 % confidence interval of the mean of that accuracy, within 0 and 1; nothing for
   * a single run.
   */
  public Optional<Interval> finalAccuracyInterval() {
    return finalAccuracy().interval().map(Interval::ofShares);
  }

  /** Returns the accuracy after {@code epoch}, over the runs. */
  public Summary accuracyAfter(int epoch) {
    return new Summary(testAccuracy.stream().map(run -> run.get(epoch)).toList());
  }

  /** Returns the output units that are dead after the last epoch, run by run. */
  public List<Integer> finalDeadOutputs() {
    return deadOutputs.stream().map(epochs -> epochs.get(epochs.size() - 1)).toList();
  }

  /** Returns the loss in {@code epoch}, over the runs. */
  public Summary lossIn(int epoch) {
    return new Summary(
        IntStream.range(0, trainingLoss.size())
            .mapToObj(run -> trainingLoss.get(run).get(epoch))
            .toList());
  }
}
