package org.backflow.configuration.kind;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.backflow.configuration.tree.KeyPath;
import org.backflow.configuration.tree.Location;
import org.backflow.configuration.tree.Problems;
import org.backflow.configuration.tree.YamlReader;

/**
 * A key of a {@link Section}: its name, what its value must be, whether it may be left out, and
 * what it means. Immutable.
 *
 * @param <T> the type of the value; {@link Optional} where nothing stands for a key left out
 */
public final class Key<T> {
  private final String name;
  private final Presence<?, T> presence;
  private final String meaning;

  /** What starts a file of one's own, in YAML; nothing where the default or the kind tells. */
  private final Optional<String> start;

  private final Set<Trait> traits;

  private enum Trait {
    VARYING,
    DESCRIBED_FIRST,
    DESCRIBED_UNLESS_DEFAULT,
    UNDESCRIBED
  }

  private Key(
      String name,
      Presence<?, T> presence,
      String meaning,
      Optional<String> start,
      Set<Trait> traits) {
    this.name = name;
    this.presence = presence;
    this.meaning = meaning;
    this.start = start;
    this.traits = traits;
  }

  private static <T> Key<T> of(String name, Presence<?, T> presence, String meaning) {
    return new Key<>(name, presence, meaning, Optional.empty(), Set.of());
  }

  /**
   * {@return a key that must be there}
   *
   * @param <T> the type of the value
   * @param name as it is written
   * @param kind what the value must be
   * @param meaning one sentence, which may be empty where the name says it all
   */
  public static <T> Key<T> required(String name, ValueKind<T> kind, String meaning) {
    return of(name, new Presence.Required<>(kind), meaning);
  }

  /**
   * {@return a key that may be left out}
   *
   * @param <T> the type of the value
   * @param name as it is written
   * @param kind what the value must be
   * @param otherwise the value if it is left out
   * @param meaning one sentence
   */
  public static <T> Key<T> optional(String name, ValueKind<T> kind, T otherwise, String meaning) {
    return of(name, new Presence.Defaulting<>(kind, otherwise), meaning);
  }

  /**
   * {@return a key that may be left out, without a value in its place}
   *
   * @param <T> the type of the value
   * @param name as it is written
   * @param kind what the value must be
   * @param meaning one sentence
   */
  public static <T> Key<Optional<T>> optional(String name, ValueKind<T> kind, String meaning) {
    return of(name, new Presence.Absent<>(kind), meaning);
  }

  /**
   * {@return a key that must be there unless another one is}
   *
   * @param <T> the type of the value
   * @param other the key that may stand in its place
   * @param name as it is written
   * @param kind what the value must be
   * @param meaning one sentence
   */
  public static <T> Key<Optional<T>> requiredUnless(
      String other, String name, ValueKind<T> kind, String meaning) {
    return of(name, new Presence.Unless<>(kind, other), meaning);
  }

  /**
   * {@return the same that starts a file of one's own with a value}
   *
   * @param yaml the value, in YAML of one line
   */
  public Key<T> startingWith(String yaml) {
    return new Key<>(name, presence, meaning, Optional.of(yaml), traits);
  }

  /** Returns the same, whose default is another one in other places: no schema states it. */
  public Key<T> varying() {
    return with(Trait.VARYING);
  }

  /** Returns the same, described before the keys that are asked for before it. */
  public Key<T> describedFirst() {
    return with(Trait.DESCRIBED_FIRST);
  }

  /** Returns the same, left out of descriptions where it has its default. */
  public Key<T> describedUnlessDefault() {
    return with(Trait.DESCRIBED_UNLESS_DEFAULT);
  }

  /** Returns the same, left out of descriptions, because it decides nothing. */
  public Key<T> undescribed() {
    return with(Trait.UNDESCRIBED);
  }

  private Key<T> with(Trait trait) {
    Set<Trait> more = EnumSet.of(trait);
    more.addAll(traits);
    return new Key<>(name, presence, meaning, start, more);
  }

  /** Returns how it is written. */
  public String name() {
    return name;
  }

  /** Returns what its value must be. */
  public ValueKind<?> kind() {
    return presence.kind();
  }

  /** Returns one sentence about it, empty where the name says it all. */
  public String meaning() {
    return meaning;
  }

  /** Returns whether it must be there. */
  public boolean isRequired() {
    return presence instanceof Presence.Required;
  }

  /** Returns the key that may stand in its place, of one that must be there unless that is. */
  public Optional<String> alternative() {
    return presence instanceof Presence.Unless<?> unless
        ? Optional.of(unless.other())
        : Optional.empty();
  }

  /** Returns what starts a file of one's own, in YAML of one line. */
  public Optional<String> start() {
    return start;
  }

  /** Returns what stands for it when it is left out, as it is described. */
  public Optional<Object> defaultValue() {
    return traits.contains(Trait.VARYING)
        ? Optional.empty()
        : presence.otherwise().flatMap(presence::write);
  }

  boolean isDescribedFirst() {
    return traits.contains(Trait.DESCRIBED_FIRST);
  }

  T read(ConfigurationMap map) {
    return presence.read(map, name);
  }

  Optional<Object> write(T value) {
    boolean isUsual =
        traits.contains(Trait.DESCRIBED_UNLESS_DEFAULT)
            && presence.otherwise().filter(value::equals).isPresent();
    return isUsual || traits.contains(Trait.UNDESCRIBED) ? Optional.empty() : presence.write(value);
  }

  /** Returns a valid value. */
  T example() {
    return start
        .flatMap(yaml -> presence.read(located(yaml)))
        .or(presence::example)
        .orElseThrow(() -> new IllegalStateException("'" + name + "' has no example"));
  }

  private LocatedValue located(String yaml) {
    Location location = Location.ofSetting(name + "=" + yaml);
    return new LocatedValue(
        KeyPath.ROOT.child(name), YamlReader.readSetting(location, yaml), new Problems());
  }
}
