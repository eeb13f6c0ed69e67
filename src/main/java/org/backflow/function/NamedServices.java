package org.backflow.function;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.backflow.configuration.tree.NearestName;

/**
 * What can be named in an experiment: what is shipped, and behind it what other jars bring by
 * {@link ServiceLoader}, each under a name of its own.
 *
 * @param <T> what is named
 */
public final class NamedServices<T> {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  private final String what;
  private final Class<T> type;
  private final Function<T, String> name;
  private final Predicate<String> isReserved;
  private final List<T> shipped;

  /** Empty until it is asked for, since what other jars bring may be refused. */
  private volatile List<T> all = List.of();

  /**
   * Creates a register.
   *
   * @param what how messages call one: {@code loss}
   * @param type what other jars implement
   * @param name the name that one has in experiments
   * @param isReserved names that no other jar may take
   * @param shipped at least one
   */
  public NamedServices(
      String what,
      Class<T> type,
      Function<T, String> name,
      Predicate<String> isReserved,
      List<T> shipped) {
    this.what = what;
    this.type = type;
    this.name = name;
    this.isReserved = isReserved;
    this.shipped = List.copyOf(shipped);
  }

  /**
   * Returns all, those of other jars last.
   *
   * @throws IllegalArgumentException when one of those cannot be used
   */
  public List<T> all() {
    if (all.isEmpty()) {
      try {
        all = with(ServiceLoader.load(type).stream().map(ServiceLoader.Provider::get).toList());
      } catch (ServiceConfigurationError e) {
        throw new IllegalArgumentException(
            article() + " of another jar cannot be loaded: " + e.getMessage(), e);
      }
    }
    return all;
  }

  private String article() {
    return ("aeiou".indexOf(what.charAt(0)) < 0 ? "a " : "an ") + what;
  }

  /** Returns what is shipped and {@code found}, which has names of its own. */
  List<T> with(List<T> found) {
    Map<String, T> byName = new LinkedHashMap<>();
    shipped.forEach(each -> byName.put(name.apply(each), each));
    for (T each : found) {
      String given = name.apply(each);
      boolean valid = NAME.matcher(given).matches() && !isReserved.test(given);
      T other = valid ? byName.putIfAbsent(given, each) : each;
      if (other != null) {
        throw new IllegalArgumentException(
            what
                + " "
                + each.getClass().getName()
                + ": name is '"
                + given
                + "'; expected "
                + (valid
                    ? "another name than that of " + other.getClass().getName()
                    : "lower-case words joined by '-'"));
      }
    }
    return List.copyOf(byName.values());
  }

  /** Returns the names of all, in the same order. */
  public List<String> names() {
    return all().stream().map(name).toList();
  }

  /** Returns the one called {@code wanted}. */
  public Optional<T> named(String wanted) {
    return all().stream().filter(each -> name.apply(each).equals(wanted)).findFirst();
  }

  /**
   * Returns the same.
   *
   * @throws IllegalArgumentException when there is none, with the name that was probably meant
   */
  public T require(String wanted) {
    return named(wanted).orElseThrow(() -> unknown(wanted, ""));
  }

  /** Returns that none is called {@code wanted}, and the name that was probably meant. */
  IllegalArgumentException unknown(String wanted, String otherNames) {
    return new IllegalArgumentException(
        "no "
            + what
            + " is called '"
            + wanted
            + "'; expected one of "
            + String.join(", ", names())
            + otherNames
            + NearestName.of(wanted, names())
                .map(nearest -> "; did you mean '" + nearest + "'?")
                .orElse(""));
  }
}
