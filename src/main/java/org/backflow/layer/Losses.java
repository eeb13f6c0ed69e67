package org.backflow.layer;

import java.util.List;
import java.util.Optional;
import org.backflow.function.NamedServices;

/** The losses that can be named in an experiment. */
public final class Losses {

  private static final NamedServices<Loss> REGISTER =
      new NamedServices<>(
          "loss",
          Loss.class,
          Loss::name,
          name -> false,
          List.of(new HalfSquaredError(), new BinaryCrossEntropy(), new SoftmaxCrossEntropy()));

  private Losses() {}

  /**
   * Returns every loss, {@code half-squared-error} first, those of other jars last.
   *
   * @throws IllegalArgumentException when one of those cannot be used
   */
  public static List<Loss> all() {
    return REGISTER.all();
  }

  /** Returns the names of all losses, in the same order. */
  public static List<String> names() {
    return REGISTER.names();
  }

  /** Returns the loss called {@code name}. */
  public static Optional<Loss> named(String name) {
    return REGISTER.named(name);
  }

  /**
   * Returns the same.
   *
   * @throws IllegalArgumentException when there is none, with the name that was probably meant
   */
  public static Loss require(String name) {
    return REGISTER.require(name);
  }
}
