package org.backflow.report.page.training;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.TrainingResult;
import org.backflow.layer.HalfSquaredError;
import org.backflow.layer.Loss;
import org.backflow.report.html.Element;
import org.backflow.report.text.Phrases;
import org.backflow.training.FeedbackAlignment;

/** Accuracy and loss over the epochs, and what the feedback came to. */
public record TrainingSection(ComparisonResult result) {

  /** More lines than this are not told one by one. */
  private static final int MOST_TOLD = 4;

  public static Element of(ComparisonResult result) {
    TrainingSection section = new TrainingSection(result);
    Element element =
        Element.of(
            "section",
            Element.of("h2", "Training"),
            Element.of("div", section.accuracy(), section.loss()).classed("columns"));
    int hiddenLayers = result.experiment().model().network().hidden().size();
    for (int layer = 1; layer <= hiddenLayers; layer++) {
      element.add(
          Element.of("div", section.angle(layer), section.correlation(layer)).classed("columns"));
    }
    if (hiddenLayers > 0) {
      element.add(AlignmentTable.of(result));
    }
    return element.with("id", "training");
  }

  private Element accuracy() {
    EpochFigure figure =
        new EpochFigure(
            result,
            "accuracy",
            "Test accuracy by epoch",
            "test accuracy, %",
            false,
            2,
            (trained, epoch) ->
                trained.accuracyAfter(epoch).runs().stream().map(run -> 100.0 * run).toList());
    List<EpochFigure.Line> lines = figure.lines();
    EpochFigure.Line best = lines.stream().max(byLast()).orElseThrow();
    EpochFigure.Line worst = lines.stream().min(byLast()).orElseThrow();
    String finding =
        "%s ends at %s %%%s. %s"
            .formatted(
                best.series().name(),
                figure.digits(best.last()),
                best.last() > worst.last()
                    ? ", the highest; "
                        + worst.series().name()
                        + " at "
                        + figure.digits(worst.last())
                        + " %, the lowest"
                    : "",
                settled(figure, best));
    return figure.element(lines, finding, "Higher is better.");
  }

  /** Says from when on the mean of {@code line} stays close to its last. */
  private String settled(EpochFigure figure, EpochFigure.Line line) {
    List<Integer> epochs = figure.epochs();
    int since = epochs.size() - 1;
    while (since > 0 && Math.abs(line.series().at(since - 1).mean() - line.last()) <= 0.5) {
      since--;
    }
    if (since == epochs.size() - 1 && since > 0) {
      double moved = line.last() - line.series().at(since - 1).mean();
      return "It has not settled: from epoch %s to %s %s moves by %s points."
          .formatted(
              epochs.get(since - 1),
              epochs.get(since),
              line.series().name(),
              Phrases.signedPoints(moved / 100.0));
    }
    return line.series().name()
        + " stays within half a point of its end from epoch "
        + epochs.get(since)
        + " on.";
  }

  private String lossLabel() {
    Loss loss = result.experiment().model().network().loss();
    return loss.equals(new HalfSquaredError())
        ? "squared error per sample, summed over the outputs"
        : loss.name() + " per sample";
  }

  private Element loss() {
    EpochFigure figure =
        new EpochFigure(
            result,
            "loss",
            "Training loss by epoch",
            lossLabel(),
            true,
            4,
            (trained, epoch) -> trained.lossIn(epoch).runs());
    List<EpochFigure.Line> lines = figure.lines();
    EpochFigure.Line lowest = lines.stream().min(byLast()).orElseThrow();
    EpochFigure.Line highest = lines.stream().max(byLast()).orElseThrow();
    String finding =
        "The lowest loss at the end is that of "
            + lowest.series().name()
            + ", "
            + figure.digits(lowest.last())
            + (result.experiment().training().protocol().epochs() > 1
                ? " after " + figure.digits(lowest.first()) + " in the first epoch"
                : "")
            + (highest.last() > lowest.last()
                ? "; the highest that of "
                    + highest.series().name()
                    + ", "
                    + figure.digits(highest.last())
                : "")
            + ".";
    return figure.element(
        lines, finding, "Lower is better; measured on the training samples while the epoch runs.");
  }

  private Element angle(int layer) {
    return alignment(
        new EpochFigure(
            result,
            "angle-" + layer,
            "Angle between the error fed back and backpropagation's, " + layerName(layer),
            "degrees",
            true,
            1,
            (trained, epoch) -> runs(trained, epoch, layer, FeedbackAlignment::angleDegrees)),
        " degrees",
        "Below 90 degrees a step along the error fed back still lowers the loss; 0 is"
            + " backpropagation itself.");
  }

  private Element correlation(int layer) {
    return alignment(
        new EpochFigure(
            result,
            "correlation-" + layer,
            "Correlation of the feedback matrix with the transposed weights, " + layerName(layer),
            "Pearson's r",
            false,
            3,
            (trained, epoch) -> runs(trained, epoch, layer, FeedbackAlignment::weightCorrelation)),
        "",
        "The weights above the layer come to resemble the feedback matrix; 1 is backpropagation"
            + " itself.");
  }

  private String layerName(int layer) {
    return result.experiment().model().network().hidden().size() == 1
        ? "hidden layer"
        : "hidden layer " + layer;
  }

  /** Returns the figure, or a sentence that says that there is none. */
  private Element alignment(EpochFigure figure, String unit, String hint) {
    List<EpochFigure.Line> lines = figure.lines();
    if (lines.isEmpty()) {
      return Element.of(
          "p", figure.title() + ": has no meaning under any of these schemes, so none is drawn.");
    }
    int baseline = result.schemes().indexOf(result.baseline());
    List<EpochFigure.Line> others =
        lines.stream().filter(line -> line.series().colour() != baseline).sorted(byLast()).toList();
    String finding;
    if (others.isEmpty()) {
      finding = Phrases.name(result.baseline()) + " is the only scheme here with this figure.";
    } else if (others.size() <= MOST_TOLD) {
      finding =
          "From the first to the last epoch "
              + Phrases.listed(others.stream().map(line -> course(figure, line, unit)).toList())
              + ".";
    } else {
      finding =
          "Of %s lines, the lowest and the highest at the end: %s and %s."
              .formatted(
                  others.size(),
                  course(figure, others.get(0), unit),
                  course(figure, others.get(others.size() - 1), unit));
    }
    return figure.element(lines, finding, hint);
  }

  private static String course(EpochFigure figure, EpochFigure.Line line, String unit) {
    return "%s goes from %s to %s%s"
        .formatted(
            line.series().name(), figure.digits(line.first()), figure.digits(line.last()), unit);
  }

  private static List<Double> runs(
      TrainingResult trained,
      int epoch,
      int layer,
      Function<FeedbackAlignment, OptionalDouble> figure) {
    return trained.alignment().stream()
        .map(run -> figure.apply(run.get(epoch).get(layer - 1)))
        .filter(OptionalDouble::isPresent)
        .map(OptionalDouble::getAsDouble)
        .toList();
  }

  private static Comparator<EpochFigure.Line> byLast() {
    return Comparator.comparingDouble(EpochFigure.Line::last);
  }
}
