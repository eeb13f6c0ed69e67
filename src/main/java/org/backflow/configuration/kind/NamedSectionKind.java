package org.backflow.configuration.kind;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.backflow.configuration.tree.Mapping;
import org.backflow.configuration.tree.MessageText;
import org.backflow.configuration.tree.NearestName;
import org.backflow.configuration.tree.Node;
import org.backflow.configuration.tree.Problem;
import org.backflow.configuration.tree.Scalar;

/**
 * One of several sections, told apart by a name. A section that has its name as a key is a map, in
 * which that key says which it is: {@code {dense: 10, activation: relu}}. One without keys is its
 * name alone: {@code flatten}.
 *
 * <p>A key that names a section may also be a key of another one; a map of both is the other one.
 *
 * @param <T> the type of the values
 */
public final class NamedSectionKind<T> extends ValueKind<T> {
  private final String noun;
  private final Supplier<Map<String, Section<? extends T>>> sections;
  private final Function<? super T, String> nameOf;

  /**
   * Creates a kind.
   *
   * @param noun what its values are called
   * @param sections by name; asked for when something is read, so that they may contain this kind
   * @param nameOf returns the name of the section of a value
   */
  public NamedSectionKind(
      String noun,
      Supplier<Map<String, Section<? extends T>>> sections,
      Function<? super T, String> nameOf) {
    this.noun = noun;
    this.sections = sections;
    this.nameOf = nameOf;
  }

  @Override
  public String expected() {
    return "a " + noun + ", such as " + example(sections.get().entrySet().iterator().next());
  }

  private static String example(Map.Entry<String, ? extends Section<?>> section) {
    String name = section.getKey();
    return key(section.getValue(), name)
        .map(key -> MessageText.quote(name + ": " + key.start().orElse("...")))
        .orElseGet(() -> MessageText.quote(name));
  }

  private static Optional<Key<?>> key(Section<?> section, String name) {
    return section.keys().stream().filter(key -> key.name().equals(name)).findFirst();
  }

  @Override
  public Map<String, Object> schema() {
    List<Map<String, Object>> forms = new ArrayList<>();
    sections
        .get()
        .forEach(
            (name, section) ->
                forms.add(
                    section.keys().isEmpty()
                        ? JsonSchema.of("const", name)
                        : section.schemaOfMap()));
    return JsonSchema.oneOf(forms);
  }

  @Override
  Optional<Object> write(T value) {
    String name = nameOf.apply(value);
    Map<String, Object> described = described(section(name), value);
    return Optional.of(described.isEmpty() ? name : described);
  }

  /** The section of a value's name is that of its type. */
  @SuppressWarnings("unchecked")
  private static <T, S extends T> Map<String, Object> described(Section<S> section, T value) {
    return section.describe((S) value);
  }

  private Section<? extends T> section(String name) {
    return Optional.ofNullable(sections.get().get(name))
        .orElseThrow(() -> new IllegalStateException("no " + noun + " is called " + name));
  }

  @Override
  boolean hasForm(Node node) {
    return node instanceof Mapping
        || (node instanceof Scalar scalar && scalar.type() == Scalar.Type.TEXT);
  }

  @Override
  Optional<T> read(LocatedValue value) {
    if (value.node() instanceof Mapping map) {
      return read(value, map);
    }
    if (value.node() instanceof Scalar word && word.type() == Scalar.Type.TEXT) {
      return sections.get().containsKey(word.text())
          ? read(value, section(word.text()), Mapping.empty(word.location()))
          : unknown(
              value,
              word.text(),
              Problem.found(word.location(), value.path().quoted() + " is " + word.description()));
    }
    return value.refuse(expected());
  }

  private Optional<T> read(LocatedValue value, Mapping map) {
    List<String> named =
        map.entries().keySet().stream().filter(sections.get()::containsKey).toList();
    List<String> names = named.stream().filter(name -> !isKeyOfOthers(name, named)).toList();
    if (names.size() > 1) {
      value
          .problems()
          .add(
              Problem.found(
                      map.location(),
                      value.path().quoted()
                          + " is "
                          + names.stream().map(MessageText::quote).collect(joining(" and "))
                          + " at once")
                  .expected("one of them"));
      return Optional.empty();
    }
    if (names.isEmpty()) {
      return map.entries().isEmpty() ? value.refuse(expected()) : unnamed(value, map);
    }
    String name = names.get(0);
    Section<? extends T> section = section(name);
    boolean isBare =
        key(section, name).isEmpty()
            && map.entry(name).orElseThrow().value() instanceof Scalar scalar
            && scalar.type() == Scalar.Type.NOTHING;
    return read(value, section, isBare ? without(map, name) : map);
  }

  private boolean isKeyOfOthers(String name, List<String> named) {
    return named.stream()
        .filter(other -> !other.equals(name))
        .anyMatch(other -> key(section(other), name).isPresent());
  }

  private static Mapping without(Mapping map, String name) {
    Map<String, Mapping.Entry> others = new LinkedHashMap<>(map.entries());
    others.remove(name);
    return new Mapping(map.location(), others, map.reference());
  }

  private Optional<T> read(LocatedValue value, Section<? extends T> section, Mapping map) {
    Optional<? extends T> read =
        section.read(new LocatedValue(value.path(), map, value.problems()));
    return read.map(each -> each);
  }

  /** One of the keys was to be the name: the one that resembles a name, or else the first. */
  private Optional<T> unnamed(LocatedValue value, Mapping map) {
    Set<String> known = sections.get().keySet();
    List<String> keys = List.copyOf(map.entries().keySet());
    String meant =
        keys.stream()
            .filter(key -> NearestName.of(key, known).isPresent())
            .findFirst()
            .orElse(keys.get(0));
    return unknown(
        value,
        meant,
        Problem.found(
            map.entry(meant).orElseThrow().keyLocation(),
            "unknown " + noun + " " + MessageText.quote(meant) + " in " + value.path().quoted()));
  }

  private Optional<T> unknown(LocatedValue value, String given, Problem problem) {
    value.problems().add(problem.meantNearestOrAnyOf(given, sections.get().keySet()));
    return Optional.empty();
  }

  @Override
  Optional<T> example() {
    return Optional.of(sections.get().values().iterator().next().example().orElseThrow());
  }

  @Override
  Optional<T> standIn() {
    return example();
  }
}
