package org.backflow.figure;

import static org.backflow.figure.Kind.COUNT;
import static org.backflow.figure.Kind.FRACTION;
import static org.backflow.figure.Kind.NUMBER;

import java.util.ArrayList;
import java.util.List;
import org.backflow.experiment.TrainingResult;

/** What was measured after one epoch of one run. */
public final class EpochFigures {

  /** An epoch of a run of a scheme that was trained; both counted from zero. */
  public record Epoch(
      String scheme, String arithmetic, TrainingResult trained, int run, int epoch) {}

  public static final List<Figure<Epoch>> ALL =
      List.of(
          Figure.<Epoch>of(
                  FRACTION,
                  "test_accuracy",
                  AccuracyFigures.ACCURACY,
                  each -> each.trained().testAccuracy().get(each.run()).get(each.epoch()))
              .better(Goal.MORE),
          Figure.<Epoch>of(
                  COUNT,
                  "dead_outputs",
                  AccuracyFigures.DEAD_OUTPUTS_TERM,
                  each -> each.trained().deadOutputs().get(each.run()).get(each.epoch()))
              .better(Goal.LESS)
              .saying("Output units above 0.5 for no test sample."),
          Figure.<Epoch>of(
                  NUMBER,
                  "training_loss",
                  Term.of(
                          "training loss",
                          "The mean over the training samples of the squared error, summed over the"
                              + " outputs, or of the loss where that is another, measured while"
                              + " training, so that early minibatches count as they were then.")
                      .formula("sum over the outputs of (a - t)^2"),
                  each -> each.trained().trainingLoss().get(each.run()).get(each.epoch()))
              .better(Goal.LESS));

  private EpochFigures() {}

  /** Returns the epochs of all runs, run by run. */
  public static List<Epoch> epochs(String scheme, String arithmetic, TrainingResult trained) {
    List<Epoch> epochs = new ArrayList<>();
    for (int run = 0; run < trained.testAccuracy().size(); run++) {
      for (int epoch = 0; epoch < trained.testAccuracy().get(run).size(); epoch++) {
        epochs.add(new Epoch(scheme, arithmetic, trained, run, epoch));
      }
    }
    return epochs;
  }

  /** Returns the table of epochs of networks with {@code hidden} hidden layers. */
  public static FigureTable<Epoch> table(int hidden) {
    List<Figure<Epoch>> columns =
        new ArrayList<>(
            List.of(
                RowNames.scheme(Epoch::scheme),
                RowNames.arithmetic(Epoch::arithmetic),
                RowNames.run(Epoch::run),
                RowNames.epoch(Epoch::epoch)));
    columns.addAll(ALL);
    for (int layer = 1; layer <= hidden; layer++) {
      int index = layer - 1;
      for (var figure : AlignmentFigures.ALL) {
        columns.add(
            figure
                .<Epoch>of(
                    each -> each.trained().alignment().get(each.run()).get(each.epoch()).get(index))
                .inColumn(figure.column() + "_layer_" + layer)
                .saying(
                    figure.meaning()
                        + " The column is there for every hidden layer, with its number.")
                .like("^" + figure.column() + "_layer_[1-9][0-9]*$"));
      }
    }
    return new FigureTable<>(
        "epochs",
        "epochs.csv: a line per scheme, arithmetic, run and epoch",
        columns,
        List.of("scheme", "arithmetic", "run", "epoch"));
  }
}
