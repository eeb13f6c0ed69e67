package org.backflow.configuration.kind;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.backflow.configuration.Configuration;
import org.backflow.configuration.tree.ConfigurationException;
import org.backflow.configuration.tree.KeyPath;
import org.backflow.configuration.tree.Location;
import org.backflow.configuration.tree.Mapping;
import org.backflow.configuration.tree.MessageText;
import org.backflow.configuration.tree.NearestName;
import org.backflow.configuration.tree.Node;
import org.backflow.configuration.tree.Problem;
import org.backflow.configuration.tree.Sequence;

/**
 * A map that is being bound: its binder asks for every key that it knows, and a key that was not
 * asked for is refused after the binder has returned.
 *
 * <p>A value that is missing or wrong does not end the binding. It is noted, and the binder goes on
 * with some valid value in its place, so that all problems are reported together; {@link
 * Configuration#bind} then throws instead of returning what was bound. A binder should therefore do
 * nothing but build values. What it or a constructor refuses with an {@link
 * IllegalArgumentException} is reported at the location of the map.
 *
 * <pre>{@code
 * static Protocol from(ConfigurationMap map) {
 *   return new Protocol(
 *       map.required("epochs", integer(1, 1_000_000)),
 *       map.optional("order", choice(Order.class), Order.RESHUFFLED));
 * }
 * }</pre>
 */
public final class ConfigurationMap {
  private final LocatedValue value;
  private final Mapping mapping;
  private final Set<String> asked = new LinkedHashSet<>();
  private final Map<String, String> expectedByMissingKey = new LinkedHashMap<>();

  ConfigurationMap(LocatedValue value, Mapping mapping) {
    this.value = value;
    this.mapping = mapping;
  }

  /**
   * Returns the value of a key that must be there.
   *
   * @param <T> the type of the value
   * @param key as it is written
   * @param kind what the value must be
   * @return the value, or a stand-in if it is missing or wrong
   */
  public <T> T required(String key, ValueKind<T> kind) {
    Optional<LocatedValue> written = ask(key);
    if (written.isEmpty()) {
      expectedByMissingKey.put(key, kind.expected());
    }
    return written.flatMap(kind::read).or(kind::standIn).orElseThrow(BindingAbandoned::new);
  }

  /**
   * Returns the value of a key that may be left out.
   *
   * @param <T> the type of the value
   * @param key as it is written
   * @param kind what the value must be
   * @param otherwise the value if the key is not there
   * @return the value, or {@code otherwise} if it is missing or wrong
   */
  public <T> T optional(String key, ValueKind<T> kind, T otherwise) {
    return optional(key, kind).orElse(otherwise);
  }

  /**
   * Returns the value of a key that may be left out.
   *
   * @param <T> the type of the value
   * @param key as it is written
   * @param kind what the value must be
   * @return the value, or nothing if it is missing or wrong
   */
  public <T> Optional<T> optional(String key, ValueKind<T> kind) {
    return ask(key).flatMap(kind::read);
  }

  /**
   * Returns whether a key is there, without asking for it.
   *
   * @param key as it is written
   * @return whether it has a value, valid or not
   */
  public boolean has(String key) {
    return mapping.entry(key).isPresent();
  }

  /**
   * Returns whether the value of a key is a map, without asking for it.
   *
   * @param key as it is written
   * @return whether it is there, and a map
   */
  public boolean isMap(String key) {
    return mapping.entry(key).filter(entry -> entry.value() instanceof Mapping).isPresent();
  }

  /**
   * Returns the keys that are there, in the order in which they were written, without asking for
   * them.
   */
  public List<String> keys() {
    return List.copyOf(mapping.entries().keySet());
  }

  /** Lets a key be there whose value stands for another one. */
  void expect(String key) {
    asked.add(key);
  }

  /** Lets all other keys be there, in a map whose format others define and extend. */
  public void ignoreOtherKeys() {
    asked.addAll(mapping.entries().keySet());
  }

  /**
   * Returns the name by which another file refers to the file that this map was read from; settings
   * may have changed the map since.
   *
   * @return the name, or nothing if the map was written in place
   */
  public Optional<String> reference() {
    return mapping.reference();
  }

  /**
   * Returns the folder that a path starts from which is the value of {@code key}: that of the file
   * where it was written, or the working directory if an option has it.
   */
  public Path folder(String key) {
    return mapping.entry(key).map(Mapping.Entry::value).orElse(mapping).location().folder();
  }

  /**
   * Returns the refusal of a value that is valid by itself but not beside the others, for the
   * binder to throw.
   *
   * @param key whose value is refused
   * @param expected what the value must be, to complete the sentence "expected ..."
   * @return the refusal, at the location of the value
   */
  public ConfigurationException refusal(String key, String expected) {
    Optional<Node> node = mapping.entry(key).map(Mapping.Entry::value);
    String found = node.map(Node::description).orElse("not there");
    return new ConfigurationException(
        Problem.found(
                node.orElse(mapping).location(), value.path().child(key).quoted() + " is " + found)
            .expected(expected));
  }

  /**
   * Returns the refusal of a value below, for the binder to throw.
   *
   * @param below keys and indices; where they lead further than what was written, the last value on
   *     the way is refused
   * @param reason what is wrong, and what would be right
   * @return the refusal, at the location of the value
   */
  public ConfigurationException refusalAt(KeyPath below, String reason) {
    Node node = mapping;
    KeyPath path = value.path();
    for (String key : below.keys()) {
      Optional<Node> next = child(node, key);
      if (next.isEmpty()) {
        break;
      }
      node = next.get();
      path = path.child(key);
    }
    return new ConfigurationException(
        Problem.found(
            node.location(), path.quoted() + " is refused: " + MessageText.remark(reason)));
  }

  private static Optional<Node> child(Node node, String key) {
    if (node instanceof Mapping map) {
      return map.entry(key).map(Mapping.Entry::value);
    }
    if (node instanceof Sequence list) {
      return IntStream.range(0, list.elements().size())
          .filter(index -> key.equals(String.valueOf(index)))
          .mapToObj(index -> list.elements().get(index))
          .findFirst();
    }
    return Optional.empty();
  }

  /**
   * Notes that a key of a map whose keys are values too, such as sizes, is none; as with a wrong
   * value, the binder goes on.
   *
   * @param key as it is written
   * @param expected what it must be, to complete the sentence "expected ..."
   */
  public void refuseKey(String key, String expected) {
    asked.add(key);
    Location location = mapping.entry(key).map(Mapping.Entry::keyLocation).orElseThrow();
    value
        .problems()
        .add(Problem.found(location, "key " + value.path().child(key).quoted()).expected(expected));
  }

  /** Reports keys that were not asked for and keys that are not there. */
  void finish() {
    report(unknownKeys());
  }

  /**
   * Reports the same after the binder has broken off. Keys that it did not come to ask for may well
   * be valid, so only those are reported that look like one that is missing.
   */
  void abandon() {
    report(
        unknownKeys().stream()
            .filter(key -> nearestAsked(key).filter(expectedByMissingKey::containsKey).isPresent())
            .toList());
  }

  private void report(List<String> unknownKeys) {
    for (String key : unknownKeys) {
      nearestAsked(key).ifPresent(expectedByMissingKey::remove);
      value.problems().add(unknown(key));
    }
    expectedByMissingKey.forEach((key, expected) -> value.problems().add(missing(key, expected)));
  }

  private Optional<LocatedValue> ask(String key) {
    asked.add(key);
    return mapping.entry(key).map(entry -> value.child(key, entry.value()));
  }

  private List<String> unknownKeys() {
    return mapping.entries().keySet().stream().filter(key -> !asked.contains(key)).toList();
  }

  /** Returns the key that was meant, preferably one that is not there. */
  private Optional<String> nearestAsked(String key) {
    List<String> absent = new ArrayList<>(asked);
    absent.removeAll(mapping.entries().keySet());
    return NearestName.of(key, absent).or(() -> NearestName.of(key, asked));
  }

  private Problem unknown(String key) {
    String where = value.path().isRoot() ? "" : " in " + value.path().quoted();
    Location location = mapping.entry(key).map(Mapping.Entry::keyLocation).orElseThrow();
    Problem unknown = Problem.found(location, "unknown key " + MessageText.quote(key) + where);
    return nearestAsked(key)
        .map(unknown::meant)
        .orElseGet(() -> unknown.expected(MessageText.anyOf(asked)));
  }

  private Problem missing(String key, String expected) {
    return Problem.found(mapping.location(), "missing key " + value.path().child(key).quoted())
        .expected(expected);
  }

  /** Ends a binder that lacks a value, after the reason has been noted. */
  private static final class BindingAbandoned extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BindingAbandoned() {
      super("a value without a stand-in was refused", null, false, false);
    }
  }
}
