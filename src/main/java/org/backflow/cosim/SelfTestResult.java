package org.backflow.cosim;

import java.util.List;
import java.util.Optional;

/**
 * Whether a comparison sees what is wrong: faults that were put into the RTL on purpose.
 *
 * @param name the name of the part
 * @param probes faults, and the RTL as it is
 */
public record SelfTestResult(String name, List<Probe> probes) {

  /** Copies the list. */
  public SelfTestResult {
    probes = List.copyOf(probes);
  }

  /**
   * One comparison with a known answer.
   *
   * @param name what was done to the RTL
   * @param faulty whether that must make a difference
   * @param difference the difference that was found
   */
  public record Probe(String name, boolean faulty, Optional<String> difference) {
    /** Returns whether the answer is the right one. */
    public boolean passed() {
      return difference.isPresent() == faulty;
    }
  }

  /** Returns whether every fault was seen, and nothing where there is none. */
  public boolean passed() {
    return probes.stream().anyMatch(Probe::faulty) && probes.stream().allMatch(Probe::passed);
  }
}
