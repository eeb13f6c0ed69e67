package org.backflow.function;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The activations that can be named in an experiment. */
public final class Activations {

  /** What may be named besides {@link #names()}, for help and messages. */
  public static final String OTHER_NAMES =
      "leaky-relu-K for a negative slope of 2^-K, as in leaky-relu-5";

  private static final Pattern LEAKY = Pattern.compile("leaky-relu-([1-9]|1[0-5])");

  static final NamedServices<Activation> REGISTER =
      new NamedServices<>(
          "activation",
          Activation.class,
          Activation::name,
          name -> LEAKY.matcher(name).matches(),
          List.of(
              new Logistic(),
              new Tanh(),
              new Relu(),
              new LeakyRelu(LeakyRelu.DEFAULT_SHIFT),
              new HardLogistic(),
              new HardTanh(),
              new Identity()));

  private Activations() {}

  /**
   * Returns every activation, {@code logistic} first, those of other jars last.
   *
   * @throws IllegalArgumentException when one of those cannot be used
   */
  public static List<Activation> all() {
    return REGISTER.all();
  }

  /** Returns the names of all activations, in the same order. */
  public static List<String> names() {
    return REGISTER.names();
  }

  /** Returns the activation called {@code name}: one of the {@link #names()}, or leaky-relu-K. */
  public static Optional<Activation> named(String name) {
    Matcher leaky = LEAKY.matcher(name);
    return leaky.matches()
        ? Optional.of(new LeakyRelu(Integer.parseInt(leaky.group(1))))
        : REGISTER.named(name);
  }

  /**
   * Returns the same.
   *
   * @throws IllegalArgumentException when there is none, with the name that was probably meant
   */
  public static Activation require(String name) {
    return named(name).orElseThrow(() -> REGISTER.unknown(name, ", or " + OTHER_NAMES));
  }
}
