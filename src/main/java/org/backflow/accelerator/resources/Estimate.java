package org.backflow.accelerator.resources;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a part takes, and whether anything like it was synthesised.
 *
 * @param resources what it takes
 * @param extrapolated in what it leaves the range that was synthesised, for readers; empty where it
 *     lies inside
 */
public record Estimate(FpgaResources resources, List<String> extrapolated) {

  /** Nothing at all, for certain. */
  public static final Estimate NONE = new Estimate(FpgaResources.NONE, List.of());

  /** Copies the list. */
  public Estimate {
    extrapolated = List.copyOf(extrapolated);
  }

  /** Returns the sum, extrapolated where either is. */
  public Estimate plus(Estimate other) {
    return new Estimate(resources.plus(other.resources), together(other.extrapolated));
  }

  private List<String> together(List<String> others) {
    return others.isEmpty()
        ? extrapolated
        : Stream.concat(extrapolated.stream(), others.stream()).distinct().toList();
  }
}
