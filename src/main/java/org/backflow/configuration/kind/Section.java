package org.backflow.configuration.kind;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.backflow.configuration.tree.ConfigurationException;
import org.backflow.configuration.tree.KeyPath;
import org.backflow.configuration.tree.Node;

/**
 * A map of known keys, each described once: from one function that builds a value of its keys comes
 * how a file is read, how a value is described, so that it is read again, and the list of the keys
 * with their meanings, of which schemas and files to start from are made.
 *
 * <pre>{@code
 * static final Section<Protocol> PROTOCOL =
 *     Section.of(
 *         keys ->
 *             new Protocol(
 *                 keys.of(required("epochs", integer(1, 1_000_000), "Passes."), Protocol::epochs),
 *                 keys.of(
 *                     optional("order", choice(Order.class), RESHUFFLED, "One order, or new ones."),
 *                     Protocol::order)));
 * }</pre>
 *
 * <p>The function asks for the same keys in the same order whatever their values are, and does
 * nothing but build. As of every map that is read, what it or a constructor refuses with an {@link
 * IllegalArgumentException} is reported at the map.
 *
 * @param <S> the type of the value
 */
public final class Section<S> extends ValueKind<S> {
  /**
   * Asks for every key and builds the value.
   *
   * @param <S> the type of the value
   */
  @FunctionalInterface
  public interface Builder<S> {
    /**
     * {@return the value}
     *
     * @param keys are asked for what the value is built of
     */
    S build(Keys<S> keys);
  }

  private final Builder<S> builder;
  private final MapKind<S> map;

  /** Where the schema of such a file is, for one that may also be named. */
  private final String schemaFile;

  private Section(Builder<S> builder, MapKind<S> map, String schemaFile) {
    this.builder = builder;
    this.map = map;
    this.schemaFile = schemaFile;
  }

  /**
   * {@return the section of a builder}
   *
   * @param <S> the type of the value
   * @param builder asks for every key and builds the value
   */
  public static <S> Section<S> of(Builder<S> builder) {
    return new Section<>(builder, new MapKind<>(map -> builder.build(new WrittenKeys<>(map))), "");
  }

  /**
   * {@return the same section, which may also be written in a form that others define}
   *
   * @param reader reads either form
   */
  public Section<S> readBy(Function<ConfigurationMap, S> reader) {
    return new Section<>(builder, new MapKind<>(reader), schemaFile);
  }

  /**
   * {@return the same section, as one that is also the name or the path of a file}
   *
   * @param schema of such a file, from where the schema of this is
   */
  public Section<S> orFile(String schema) {
    return new Section<>(builder, map, schema);
  }

  /**
   * Returns what the keys of a map mean.
   *
   * @param written what is read, whose reader reports what is wrong
   */
  public S read(ConfigurationMap written) {
    return builder.build(new WrittenKeys<>(written));
  }

  /**
   * Returns the same where a value stands for the keys that are left out.
   *
   * @param written what is read
   * @param base what it is laid over
   */
  public S readOver(ConfigurationMap written, S base) {
    return builder.build(new OverlyingKeys<>(written, base));
  }

  /**
   * Returns a value as the map that is read again.
   *
   * @param value any
   */
  public Map<String, Object> describe(S value) {
    DescribingKeys<S> keys = new DescribingKeys<>(value);
    builder.build(keys);
    return keys.tree;
  }

  /** Returns the keys in the order in which they are described. */
  public List<Key<?>> keys() {
    ListingKeys<S> keys = new ListingKeys<>();
    builder.build(keys);
    return List.copyOf(keys.all);
  }

  S build(Keys<S> keys) {
    return builder.build(keys);
  }

  @Override
  public String expected() {
    return map.expected();
  }

  @Override
  boolean hasForm(Node node) {
    return map.hasForm(node);
  }

  @Override
  Optional<S> read(LocatedValue value) {
    return map.read(value);
  }

  @Override
  Optional<Object> write(S value) {
    return Optional.of(describe(value));
  }

  @Override
  Optional<S> standIn() {
    return map.standIn();
  }

  @Override
  Optional<S> example() {
    return Optional.of(builder.build(new ListingKeys<>()));
  }

  @Override
  public Map<String, Object> schema() {
    return schemaFile.isEmpty()
        ? schemaOfMap()
        : JsonSchema.oneOf(
            List.of(
                JsonSchema.of("type", "string", "minLength", 1),
                JsonSchema.of("$ref", schemaFile)));
  }

  /** Returns the schema of the map that it is, though it may also be named. */
  public Map<String, Object> schemaOfMap() {
    Map<String, Object> schema = JsonSchema.of("type", "object", "additionalProperties", false);
    List<String> required = keys().stream().filter(Key::isRequired).map(Key::name).toList();
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    for (Key<?> key : keys()) {
      key.alternative()
          .ifPresent(
              other ->
                  schema.put(
                      "oneOf",
                      List.of(
                          JsonSchema.of("required", List.of(key.name())),
                          JsonSchema.of("required", List.of(other)))));
    }
    Map<String, Object> properties = new LinkedHashMap<>();
    for (Key<?> key : keys()) {
      Map<String, Object> property = JsonSchema.of();
      if (!key.meaning().isEmpty()) {
        property.put("description", key.meaning());
      }
      property.putAll(key.kind().schema());
      key.defaultValue().ifPresent(value -> property.put("default", value));
      properties.put(key.name(), property);
    }
    schema.put("properties", properties);
    return schema;
  }

  /** Reads every key that is asked for. */
  private static class WrittenKeys<S> extends Keys<S> {
    final ConfigurationMap map;

    WrittenKeys(ConfigurationMap map) {
      this.map = map;
    }

    @Override
    public <T> T of(
        Key<T> key, Function<? super S, ? extends T> value, Predicate<? super S> described) {
      return key.read(map);
    }

    @Override
    public Path folder(String key) {
      return map.folder(key);
    }

    @Override
    public Optional<String> reference() {
      return map.reference();
    }

    @Override
    public ConfigurationException refusal(String key, String expected) {
      return map.refusal(key, expected);
    }

    @Override
    public ConfigurationException refusalAt(String path, String reason) {
      return map.refusalAt(KeyPath.parse(path), reason);
    }
  }

  /** Reads the keys that are there, and takes the others from a value. */
  private static final class OverlyingKeys<S> extends WrittenKeys<S> {
    private final S base;

    OverlyingKeys(ConfigurationMap map, S base) {
      super(map);
      this.base = base;
    }

    @Override
    public <T> T of(
        Key<T> key, Function<? super S, ? extends T> value, Predicate<? super S> described) {
      map.expect(key.name());
      return map.has(key.name()) ? super.of(key, value, described) : value.apply(base);
    }
  }

  /** Describes every key that is asked for. */
  private static final class DescribingKeys<S> extends Keys<S> {
    private final Map<String, Object> tree = new LinkedHashMap<>();
    private final S section;

    DescribingKeys(S section) {
      this.section = section;
    }

    @Override
    public <T> T of(
        Key<T> key, Function<? super S, ? extends T> value, Predicate<? super S> described) {
      T found = value.apply(section);
      if (described.test(section)) {
        key.write(found).ifPresent(written -> put(key, written));
      }
      return found;
    }

    private void put(Key<?> key, Object written) {
      if (key.isDescribedFirst()) {
        Map<String, Object> others = new LinkedHashMap<>(tree);
        tree.clear();
        tree.put(key.name(), written);
        tree.putAll(others);
      } else {
        tree.put(key.name(), written);
      }
    }
  }

  /** Lists every key that is asked for, and answers with examples. */
  private static final class ListingKeys<S> extends Keys<S> {
    private final List<Key<?>> all = new ArrayList<>();

    @Override
    public <T> T of(
        Key<T> key, Function<? super S, ? extends T> value, Predicate<? super S> described) {
      all.add(key);
      return key.example();
    }
  }
}
