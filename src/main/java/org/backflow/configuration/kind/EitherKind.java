package org.backflow.configuration.kind;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backflow.configuration.tree.Node;

/** One of two kinds, told apart by the form of what is written. */
final class EitherKind<T> extends ValueKind<T> {
  private final ValueKind<T> first;
  private final ValueKind<? extends T> second;

  EitherKind(ValueKind<T> first, ValueKind<? extends T> second) {
    this.first = first;
    this.second = second;
  }

  @Override
  public String expected() {
    return first.expected() + " or " + second.expected();
  }

  @Override
  public Map<String, Object> schema() {
    return JsonSchema.oneOf(List.of(first.schema(), second.schema()));
  }

  @Override
  Optional<Object> write(T value) {
    return first.write(value).or(() -> writeSecond(second, value));
  }

  @Override
  boolean hasForm(Node node) {
    return first.hasForm(node) || second.hasForm(node);
  }

  @Override
  boolean resembles(Node node) {
    return first.resembles(node) || second.resembles(node);
  }

  @Override
  Optional<T> read(LocatedValue value) {
    Node node = value.node();
    if (first.hasForm(node) && (first.resembles(node) || !second.resembles(node))) {
      return first.read(value.withAlternatives(List.of(second.expected())));
    }
    if (second.hasForm(value.node())) {
      return second.read(value.withAlternatives(List.of(first.expected()))).map(read -> (T) read);
    }
    return value.refuse(expected());
  }

  /** A value that neither form can write is one that the first would have to. */
  @SuppressWarnings("unchecked")
  private static <S, U extends S> Optional<Object> writeSecond(ValueKind<U> kind, S value) {
    return kind.write((U) value);
  }

  @Override
  Optional<T> example() {
    return first.example().or(() -> second.example().map(example -> (T) example));
  }

  @Override
  Optional<T> standIn() {
    return first.standIn().or(second::standIn);
  }
}
