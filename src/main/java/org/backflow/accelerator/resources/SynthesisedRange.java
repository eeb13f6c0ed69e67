package org.backflow.accelerator.resources;

import java.util.Collection;
import java.util.Optional;

/**
 * The least and the most of a number that was synthesised.
 *
 * @param name of the number, as a reader knows it
 * @param least the least that was synthesised
 * @param most the most that was synthesised
 */
public record SynthesisedRange(String name, int least, int most) {

  static SynthesisedRange of(String name, Collection<Integer> numbers) {
    return new SynthesisedRange(
        name,
        numbers.stream().mapToInt(Integer::intValue).min().orElseThrow(),
        numbers.stream().mapToInt(Integer::intValue).max().orElseThrow());
  }

  /** Returns how {@code number} leaves the interval; empty where it does not. */
  Optional<String> leftBy(int number) {
    if (number >= least && number <= most) {
      return Optional.empty();
    }
    return Optional.of(
        name + " " + number + (number < least ? " below " + least : " above " + most));
  }

  /** Returns the words for readers: {@code "bits 6 to 18"}. */
  public String words() {
    return name + " " + least + (least == most ? "" : " to " + most);
  }
}
