package org.backflow.function;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.backflow.configuration.tree.NearestName;

/** The activations that can be named in an experiment. */
public final class Activations {

  /** What may be named besides {@link #names()}, for help and messages. */
  public static final String OTHER_NAMES =
      "leaky-relu-K for a negative slope of 2^-K, as in leaky-relu-5";

  private static final List<Activation> SHIPPED =
      List.of(
          new Logistic(),
          new Tanh(),
          new Relu(),
          new LeakyRelu(LeakyRelu.DEFAULT_SHIFT),
          new HardLogistic(),
          new HardTanh(),
          new Identity());

  private static final Pattern LEAKY = Pattern.compile("leaky-relu-([1-9]|1[0-5])");
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  /** Empty until it is asked for, since what other jars bring may be refused. */
  private static volatile List<Activation> all = List.of();

  private Activations() {}

  /**
   * Returns every activation, {@code logistic} first, those of other jars last.
   *
   * @throws IllegalArgumentException when one of those cannot be used
   */
  public static List<Activation> all() {
    if (all.isEmpty()) {
      try {
        all =
            joined(
                SHIPPED,
                ServiceLoader.load(Activation.class).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList());
      } catch (ServiceConfigurationError e) {
        throw new IllegalArgumentException(
            "an activation of another jar cannot be loaded: " + e.getMessage(), e);
      }
    }
    return all;
  }

  /** Returns both; those found have names of their own. */
  static List<Activation> joined(List<Activation> shipped, List<Activation> found) {
    Map<String, Activation> byName = new LinkedHashMap<>();
    shipped.forEach(activation -> byName.put(activation.name(), activation));
    for (Activation activation : found) {
      String name = activation.name();
      boolean valid = NAME.matcher(name).matches() && !LEAKY.matcher(name).matches();
      Activation other = valid ? byName.putIfAbsent(name, activation) : activation;
      if (other != null) {
        throw new IllegalArgumentException(
            "activation "
                + activation.getClass().getName()
                + ": name is '"
                + name
                + "'; expected "
                + (valid
                    ? "another name than that of " + other.getClass().getName()
                    : "lower-case words joined by '-'"));
      }
    }
    return List.copyOf(byName.values());
  }

  /** Returns the names of all activations, in the same order. */
  public static List<String> names() {
    return all().stream().map(Activation::name).toList();
  }

  /** Returns the activation called {@code name}: one of the {@link #names()}, or leaky-relu-K. */
  public static Optional<Activation> named(String name) {
    Matcher leaky = LEAKY.matcher(name);
    return leaky.matches()
        ? Optional.of(new LeakyRelu(Integer.parseInt(leaky.group(1))))
        : all().stream().filter(activation -> activation.name().equals(name)).findFirst();
  }

  /**
   * Returns the same.
   *
   * @throws IllegalArgumentException when there is none, with the name that was probably meant
   */
  public static Activation require(String name) {
    return named(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no activation is called '"
                        + name
                        + "'; expected one of "
                        + String.join(", ", names())
                        + ", or "
                        + OTHER_NAMES
                        + NearestName.of(name, names())
                            .map(nearest -> "; did you mean '" + nearest + "'?")
                            .orElse("")));
  }
}
