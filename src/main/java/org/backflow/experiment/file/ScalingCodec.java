package org.backflow.experiment.file;

import static org.backflow.configuration.kind.Key.optional;
import static org.backflow.configuration.kind.ValueKind.listOf;
import static org.backflow.configuration.kind.ValueKind.number;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.backflow.configuration.kind.Keys;
import org.backflow.configuration.kind.NumberKind;
import org.backflow.configuration.kind.Section;
import org.backflow.configuration.kind.ValueKind;
import org.backflow.data.DataSet;
import org.backflow.data.Scaling;

/** The section {@code data.values}. */
final class ScalingCodec {
  static final Section<Scaling> SCALING = Section.of(ScalingCodec::scaling);

  private ScalingCodec() {}

  private static Scaling scaling(Keys<Scaling> keys) {
    double subtract =
        keys.of(
            optional(
                "subtract", number(), 0.0, "First, this is subtracted: 128 centres the pixels."),
            Scaling::subtract);
    Optional<Double> divideBy =
        keys.of(
            optional(
                    "divideBy",
                    number().as("a number other than 0", ScalingCodec::divisor, divisor -> divisor),
                    "Then this divides: 1 keeps raw pixels. When left out, 255 where the numbers of the"
                        + " files are bytes by their format, which csv and floats of npy are not, and"
                        + " else 1.")
                .startingWith("255"),
            scaling -> scaling.divideBy().stream().boxed().findFirst());
    return new Scaling(
        subtract,
        divideBy.map(OptionalDouble::of).orElseGet(OptionalDouble::empty),
        keys.of(
            optional(
                "mean",
                perChannel(number()),
                List.<Double>of(),
                "Then the mean of each channel, or one of all, is subtracted."),
            Scaling::mean),
        keys.of(
            optional(
                "standardDeviation",
                perChannel(number().above(0)),
                List.<Double>of(),
                "Last, the standard deviation of each channel, or one of all, divides."),
            Scaling::standardDeviation));
  }

  private static double divisor(double value) {
    if (value == 0) {
      throw new IllegalArgumentException("nothing can be divided by 0");
    }
    return value;
  }

  private static ValueKind<List<Double>> perChannel(NumberKind each) {
    return listOf(each, 0, DataSet.MAX_PIXELS_PER_IMAGE)
        .or(each.as("one number for all", List::of, values -> values.get(0)));
  }
}
