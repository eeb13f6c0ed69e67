package org.backflow.configuration.kind;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.backflow.configuration.tree.Node;

/** Another kind, with a description and a schema that it cannot tell by itself. */
final class DescribedKind<T> extends ValueKind<T> {
  private final ValueKind<T> kind;
  private final Function<? super T, Optional<Object>> described;
  private final Supplier<Map<String, Object>> schema;

  DescribedKind(
      ValueKind<T> kind,
      Function<? super T, Optional<Object>> described,
      Supplier<Map<String, Object>> schema) {
    this.kind = kind;
    this.described = described;
    this.schema = schema;
  }

  @Override
  public String expected() {
    return kind.expected();
  }

  @Override
  public Map<String, Object> schema() {
    return schema.get();
  }

  @Override
  Optional<Object> write(T value) {
    return described.apply(value);
  }

  @Override
  boolean hasForm(Node node) {
    return kind.hasForm(node);
  }

  @Override
  boolean resembles(Node node) {
    return kind.resembles(node);
  }

  @Override
  Optional<T> read(LocatedValue value) {
    return kind.read(value);
  }

  @Override
  Optional<T> example() {
    return kind.example();
  }

  @Override
  Optional<T> standIn() {
    return kind.standIn();
  }
}
