package org.backflow.configuration.kind;

import java.util.Optional;

/**
 * Whether a key must be there, and what stands for it when it is not.
 *
 * @param <W> the type of what is written
 * @param <T> the type of what it means
 */
sealed interface Presence<W, T> {

  ValueKind<W> kind();

  T read(ConfigurationMap map, String key);

  /** Returns what one value means; nothing when it is none of the kind. */
  Optional<T> read(LocatedValue value);

  Optional<Object> write(T value);

  /** Returns what stands for a key that is left out. */
  Optional<T> otherwise();

  /** Returns a valid value, if one is at hand. */
  Optional<T> example();

  /** It must be there. */
  record Required<T>(ValueKind<T> kind) implements Presence<T, T> {
    @Override
    public T read(ConfigurationMap map, String key) {
      return map.required(key, kind);
    }

    @Override
    public Optional<T> read(LocatedValue value) {
      return kind.read(value);
    }

    @Override
    public Optional<Object> write(T value) {
      return kind.write(value);
    }

    @Override
    public Optional<T> otherwise() {
      return Optional.empty();
    }

    @Override
    public Optional<T> example() {
      return kind.example();
    }
  }

  /** It has a default. */
  record Defaulting<T>(ValueKind<T> kind, T usual) implements Presence<T, T> {
    @Override
    public T read(ConfigurationMap map, String key) {
      return map.optional(key, kind, usual);
    }

    @Override
    public Optional<T> read(LocatedValue value) {
      return Optional.of(usual);
    }

    @Override
    public Optional<Object> write(T value) {
      return kind.write(value);
    }

    @Override
    public Optional<T> otherwise() {
      return Optional.of(usual);
    }

    @Override
    public Optional<T> example() {
      return Optional.of(usual);
    }
  }

  /** It must be there unless another key is, in whose place it stands. */
  record Unless<T>(ValueKind<T> kind, String other) implements Presence<T, Optional<T>> {
    @Override
    public Optional<T> read(ConfigurationMap map, String key) {
      return map.has(other) ? map.optional(key, kind) : Optional.of(map.required(key, kind));
    }

    @Override
    public Optional<Optional<T>> read(LocatedValue value) {
      return Optional.of(kind.read(value));
    }

    @Override
    public Optional<Object> write(Optional<T> value) {
      return value.flatMap(kind::write);
    }

    @Override
    public Optional<Optional<T>> otherwise() {
      return Optional.empty();
    }

    @Override
    public Optional<Optional<T>> example() {
      return Optional.of(kind.example());
    }
  }

  /** Nothing stands for it. */
  record Absent<T>(ValueKind<T> kind) implements Presence<T, Optional<T>> {
    @Override
    public Optional<T> read(ConfigurationMap map, String key) {
      return map.optional(key, kind);
    }

    @Override
    public Optional<Optional<T>> read(LocatedValue value) {
      return Optional.of(Optional.empty());
    }

    @Override
    public Optional<Object> write(Optional<T> value) {
      return value.flatMap(kind::write);
    }

    @Override
    public Optional<Optional<T>> otherwise() {
      return Optional.empty();
    }

    @Override
    public Optional<Optional<T>> example() {
      return Optional.of(Optional.empty());
    }
  }
}
