package org.backflow.data;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What is made of the numbers of a file before a network sees them, in this order, in double
 * precision: {@code subtract} is subtracted, {@code divideBy} divides, then the mean of the channel
 * is subtracted and its standard deviation divides.
 *
 * @param subtract a constant, such as 128 to centre pixels
 * @param divideBy a constant other than zero; if nothing is said, 255 where the numbers of the file
 *     are bytes by its format, else 1
 * @param mean of every channel, or one for all of them, or none for 0
 * @param standardDeviation of every channel, or one for all of them, or none for 1
 */
public record Scaling(
    double subtract, OptionalDouble divideBy, List<Double> mean, List<Double> standardDeviation) {

  /** Values as the format has them: bytes over 255, others as they are. */
  public static final Scaling USUAL = new Scaling(0, OptionalDouble.empty(), List.of(), List.of());

  /** Copies the lists. */
  public Scaling {
    mean = List.copyOf(mean);
    standardDeviation = List.copyOf(standardDeviation);
    if (!Double.isFinite(subtract)
        || !mean.stream().allMatch(Double::isFinite)
        || !(divideBy.orElse(1) != 0 && Double.isFinite(divideBy.orElse(1)))
        || !standardDeviation.stream().allMatch(each -> each > 0 && Double.isFinite(each))) {
      throw new IllegalArgumentException(
          "subtract "
              + subtract
              + ", divideBy "
              + divideBy
              + ", mean "
              + mean
              + ", standardDeviation "
              + standardDeviation
              + "; expected finite numbers, a divisor other than 0 and deviations above 0");
    }
  }

  /** Returns the same with a divisor: its own, or else this. */
  Scaling dividingBy(double usual) {
    return new Scaling(
        subtract, OptionalDouble.of(divideBy.orElse(usual)), mean, standardDeviation);
  }

  /**
   * Returns what a number becomes.
   *
   * @param channel that it is of
   */
  double value(float number, int channel) {
    double value = (number - subtract) / divideBy.orElseThrow();
    return (value - of(channel, mean, 0)) / of(channel, standardDeviation, 1);
  }

  /** Returns whether it treats all channels alike. */
  boolean isUniform() {
    return mean.size() <= 1 && standardDeviation.size() <= 1;
  }

  private static double of(int channel, List<Double> values, double none) {
    return switch (values.size()) {
      case 0 -> none;
      case 1 -> values.get(0);
      default -> values.get(channel);
    };
  }

  /**
   * Refuses samples that have other channels.
   *
   * @param place the file, and where in it the shape stands
   */
  void requireChannels(ImageShape shape, String place) {
    requireChannels("data.values.mean", mean, shape, place);
    requireChannels("data.values.standardDeviation", standardDeviation, shape, place);
  }

  private static void requireChannels(
      String key, List<Double> values, ImageShape shape, String place) {
    if (values.size() > 1 && values.size() != shape.channels()) {
      throw new InvalidDataException(
          String.format(
              "%s: found %s of %s, %s, expected %d: %s has as many numbers, one for each",
              place,
              shape.noun() + "s",
              shape,
              shape.channels() == 1 ? "1 channel" : shape.channels() + " channels",
              values.size(),
              key));
    }
  }
}
