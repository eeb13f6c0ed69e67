package org.backflow.cosim;

import java.util.List;
import java.util.Optional;

/** The parts of the co-simulation, in the order in which they run. */
public final class Cosimulations {

  private static final List<Cosimulation> ALL =
      List.of(new ArrayCosimulation(), new TrainingCosimulation());

  private Cosimulations() {}

  /** Returns every part. */
  public static List<Cosimulation> all() {
    return ALL;
  }

  /** Returns the names of the parts. */
  public static List<String> names() {
    return ALL.stream().map(Cosimulation::name).toList();
  }

  /** Returns the part called {@code name}. */
  public static Optional<Cosimulation> named(String name) {
    return ALL.stream().filter(part -> part.name().equals(name)).findFirst();
  }
}
