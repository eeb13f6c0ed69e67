package org.backflow.validation;

import org.backflow.fixedpoint.FixedPointFormat;

/** The magnitudes that the words of a tensor had, by powers of two. */
final class RangeCount {
  private static final int LEAST = Float.MIN_EXPONENT - 24;

  private final FixedPointFormat format;
  private final double halfStep;

  /** How many words were below 2<sup>LEAST + i</sup> and not below half of that. */
  private final long[] words = new long[Float.MAX_EXPONENT - LEAST + 2];

  private double largest;
  private long all;
  private long outside;

  /** Creates a count that holds words to {@code format}. */
  RangeCount(FixedPointFormat format) {
    this.format = format;
    this.halfStep = format.toDouble(1) / 2;
  }

  void add(double value) {
    double magnitude = Math.abs(value);
    all++;
    largest = Math.max(largest, magnitude);
    words[Math.max(0, bits(magnitude) - LEAST)]++;
    if (value >= format.toDouble(format.maxCode()) + halfStep
        || value < format.toDouble(format.minCode()) - halfStep) {
      outside++;
    }
  }

  /** Returns the least b with magnitude &lt; 2<sup>b</sup>. */
  private static int bits(double magnitude) {
    return magnitude == 0.0 ? LEAST : Math.getExponent(magnitude) + 1;
  }

  double largest() {
    return largest;
  }

  long words() {
    return all;
  }

  double outsideShare() {
    return all == 0 ? 0.0 : (double) outside / all;
  }

  /** Returns a magnitude that {@code percent} of the words do not exceed; 100 is the largest. */
  double covering(double percent) {
    if (percent >= 100.0) {
      return largest;
    }
    long wanted = (long) Math.ceil(all * percent / 100.0);
    long found = 0;
    int index = 0;
    while (index < words.length - 1 && found + words[index] < wanted) {
      found += words[index++];
    }
    return Math.min(largest, Math.scalb(1.0, LEAST + index));
  }
}
