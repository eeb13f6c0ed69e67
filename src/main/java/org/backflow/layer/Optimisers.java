package org.backflow.layer;

import java.util.List;
import java.util.Optional;
import org.backflow.function.NamedServices;

/** The optimisers that can be named in an experiment, each with the constants it starts from. */
public final class Optimisers {

  /** The momentum that is taken where none is stated. */
  public static final double DEFAULT_MOMENTUM = 0.9;

  /** W -= eta g. */
  public static final Optimiser SGD = new GradientDescent(0.0);

  private static final NamedServices<Optimiser> REGISTER =
      new NamedServices<>(
          "optimiser",
          Optimiser.class,
          Optimiser::name,
          name -> false,
          List.of(SGD, new Momentum(DEFAULT_MOMENTUM, 0.0), new Nesterov(DEFAULT_MOMENTUM, 0.0)));

  private Optimisers() {}

  /**
   * Returns every optimiser, {@code sgd} first, those of other jars last.
   *
   * @throws IllegalArgumentException when one of those cannot be used
   */
  public static List<Optimiser> all() {
    return REGISTER.all();
  }

  /** Returns the names of all optimisers, in the same order. */
  public static List<String> names() {
    return REGISTER.names();
  }

  /** Returns the optimiser called {@code name}. */
  public static Optional<Optimiser> named(String name) {
    return REGISTER.named(name);
  }

  /**
   * Returns the same.
   *
   * @throws IllegalArgumentException when there is none, with the name that was probably meant
   */
  public static Optimiser require(String name) {
    return REGISTER.require(name);
  }
}
