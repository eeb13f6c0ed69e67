package org.backflow.accelerator;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.backflow.accelerator.memory.Footprint;
import org.backflow.plan.Count;

/** The tensors of a step that may have a place on chip, in the order of their first use. */
final class StepFootprints {

  private final Map<String, Footprint> footprints = new LinkedHashMap<>();
  private final Map<String, Integer> wordBits = new LinkedHashMap<>();

  void add(Operand operand, long words, Footprint.Lifetime lifetime) {
    wordBits.putIfAbsent(operand.tensor(), operand.wordBits());
    footprints.putIfAbsent(
        operand.tensor(),
        new Footprint(
            operand.tensor(),
            operand.memory(),
            Count.product(words, operand.wordBits()),
            lifetime));
  }

  Collection<Footprint> all() {
    return footprints.values();
  }

  long wordBits(String tensor) {
    return Objects.requireNonNull(wordBits.get(tensor), tensor);
  }
}
