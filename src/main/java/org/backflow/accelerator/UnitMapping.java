package org.backflow.accelerator;

import java.util.Optional;

/**
 * How an operation is mapped onto the accelerator.
 *
 * @param unit where it runs
 * @param dataflow what stays in the array; nothing off the arrays
 */
public record UnitMapping(Unit unit, Optional<Dataflow> dataflow) {
  /** On the lanes of the vector unit. */
  public static final UnitMapping VECTOR = new UnitMapping(Unit.VECTOR, Optional.empty());

  /** On the lanes of the router. */
  public static final UnitMapping ROUTER = new UnitMapping(Unit.ROUTER, Optional.empty());

  /** Checks that what runs on an array, and nothing else, has a dataflow. */
  public UnitMapping {
    if (unit.isArray() != dataflow.isPresent()) {
      throw new IllegalArgumentException(unit.label() + " with dataflow " + dataflow);
    }
  }

  /** Returns the mapping onto {@code array} under {@code dataflow}. */
  static UnitMapping onto(Unit array, Dataflow dataflow) {
    return new UnitMapping(array, Optional.of(dataflow));
  }

  /**
   * Returns the name as it is printed: {@code os}, {@code ws} or {@code is} on an array, else
   * {@code vector} or {@code router}.
   */
  public String label() {
    return dataflow.map(Dataflow::label).orElse(unit == Unit.VECTOR ? "vector" : unit.label());
  }
}
