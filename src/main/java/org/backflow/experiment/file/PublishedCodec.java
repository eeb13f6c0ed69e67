package org.backflow.experiment.file;

import static org.backflow.configuration.kind.Key.optional;
import static org.backflow.configuration.kind.Key.required;
import static org.backflow.configuration.kind.ValueKind.integer;
import static org.backflow.configuration.kind.ValueKind.number;
import static org.backflow.configuration.kind.ValueKind.text;

import java.util.Optional;
import java.util.OptionalDouble;
import org.backflow.configuration.kind.Keys;
import org.backflow.configuration.kind.Section;
import org.backflow.experiment.PublishedFigure;
import org.backflow.experiment.TrainingSetup;
import org.backflow.layer.LayeredNetwork;

/** An entry of the section {@code published}. */
final class PublishedCodec {

  private PublishedCodec() {}

  /** Returns an entry whose scheme fits {@code network}. */
  static Section<PublishedFigure> figure(LayeredNetwork network) {
    return Section.of(keys -> figure(keys, network));
  }

  private static PublishedFigure figure(Keys<PublishedFigure> keys, LayeredNetwork network) {
    return new PublishedFigure(
        keys.of(
            required("scheme", SchemesCodec.scheme(network), "").startingWith("backprop"),
            PublishedFigure::scheme),
        keys.of(
            required(
                    "testAccuracyPercent",
                    number().atLeast(0).atMost(100),
                    "Mean over the runs, rounded to a tenth.")
                .startingWith("93.1"),
            PublishedFigure::testAccuracyPercent),
        keys.of(
                optional(
                    "p",
                    number().atLeast(0).atMost(1),
                    "Of Welch's two-sided t test against the baseline."),
                figure ->
                    figure.p().isPresent()
                        ? Optional.of(figure.p().getAsDouble())
                        : Optional.empty())
            .map(OptionalDouble::of)
            .orElse(OptionalDouble.empty()),
        keys.of(
            required("runs", integer(1, TrainingSetup.MAX_RUNS), "How many the mean is of.")
                .startingWith("30"),
            PublishedFigure::runs),
        keys.of(required("source", text(), "Where it is published."), PublishedFigure::source),
        keys.of(optional("note", text(), "What the source leaves open."), PublishedFigure::note));
  }
}
