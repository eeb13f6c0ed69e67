package org.backflow.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.backflow.data.Split;
import org.backflow.random.RandomStream;

/**
 * Trains the paired networks of one run through all epochs and measures them after each.
 *
 * <p>Every trainer of a run is given the same samples in the same order: they depend on (seed, run,
 * epoch) and on nothing else.
 *
 * @param run the index of the run, from zero
 */
public record TrainingRun(Protocol protocol, Split split, long seed, int run) {

  /** The most training samples on which the alignment of the feedback is measured. */
  public static final int PROBE_SAMPLES = 500;

  private static final int LEAST_EPOCH_PER_PROBE = 20;
  private static final int SAMPLES_PER_REPORT = 1000;

  /**
   * What was measured after one epoch.
   *
   * @param testAccuracy the fraction of test samples classified correctly, by network
   * @param deadOutputs the output units that are above 0.5 for no test sample, by network
   * @param trainingLoss the mean over the training samples of the sum over the outputs of (a -
   *     t)<sup>2</sup>, measured during the epoch, by network
   * @param alignment how well the feedback agrees with backpropagation on the {@link #probe},
   *     [network][hidden layer]
   */
  public record Epoch(
      List<Double> testAccuracy,
      List<Integer> deadOutputs,
      List<Double> trainingLoss,
      List<List<FeedbackAlignment>> alignment) {
    /** Copies the lists. */
    public Epoch {
      testAccuracy = List.copyOf(testAccuracy);
      deadOutputs = List.copyOf(deadOutputs);
      trainingLoss = List.copyOf(trainingLoss);
      alignment = alignment.stream().map(List::copyOf).toList();
    }
  }

  /** Returns what was measured after each epoch. */
  public List<Epoch> train(Trainer trainer, RunObserver observer) {
    List<Epoch> epochs = new ArrayList<>(observer.resume(trainer));
    if (!epochs.isEmpty()) {
      // The scale of the feedback is not kept; what reads the trainer afterwards expects it.
      trainer.beginEpoch(epochs.size() - 1);
    }
    boolean isFixed = protocol.order() == Protocol.Order.FIXED;
    int[] fixed = order(0);
    if (isFixed && epochs.size() < protocol.epochs()) {
      trainer.expect(fixed, split.test());
    }
    for (int epoch = epochs.size(); epoch < protocol.epochs(); epoch++) {
      trainer.beginEpoch(epoch);
      trainEpoch(trainer, isFixed ? fixed : order(epoch), observer);
      epochs.add(measure(trainer));
      observer.measured(trainer, epochs);
    }
    return epochs;
  }

  /** Returns the training samples in the order of {@code epoch}. */
  public int[] order(int epoch) {
    int[] order = split.train().clone();
    RandomStream random =
        protocol.order() == Protocol.Order.FIXED
            ? RandomStream.of(seed, "order", run)
            : RandomStream.of(seed, "order", run, epoch);
    random.shuffle(order);
    return order;
  }

  /**
   * Returns the samples on which the alignment of the feedback is measured: the first {@value
   * #PROBE_SAMPLES} training samples of the split, the same after every epoch; of a small training
   * set the first twentieth, so that measuring takes little of an epoch.
   */
  public int[] probe() {
    int[] train = split.train();
    int twentieth = (train.length + LEAST_EPOCH_PER_PROBE - 1) / LEAST_EPOCH_PER_PROBE;
    return Arrays.copyOf(train, Math.min(PROBE_SAMPLES, twentieth));
  }

  private void trainEpoch(Trainer trainer, int[] order, RunObserver observer) {
    int reported = 0;
    for (int from = 0; from < order.length; from += protocol.minibatch()) {
      int to = Math.min(order.length, from + protocol.minibatch());
      trainer.step(order, from, to);
      if (to - reported >= SAMPLES_PER_REPORT || to == order.length) {
        observer.trained(to - reported);
        reported = to;
      }
    }
  }

  private Epoch measure(Trainer trainer) {
    List<Double> accuracy = new ArrayList<>();
    List<Integer> dead = new ArrayList<>();
    for (Evaluation evaluation : trainer.evaluate(split.test())) {
      accuracy.add(evaluation.correct() / (double) split.test().length);
      dead.add(evaluation.deadOutputs());
    }
    List<Double> loss = new ArrayList<>();
    for (double sum : trainer.takeLoss()) {
      loss.add(sum / split.train().length);
    }
    return new Epoch(accuracy, dead, loss, trainer.measureAlignment(probe()));
  }
}
