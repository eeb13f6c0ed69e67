package org.backflow.configuration.kind;

import java.util.List;
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
  String expected() {
    return first.expected() + " or " + second.expected();
  }

  @Override
  boolean hasForm(Node node) {
    return first.hasForm(node) || second.hasForm(node);
  }

  @Override
  Optional<T> read(LocatedValue value) {
    if (first.hasForm(value.node())) {
      return first.read(value.withAlternatives(List.of(second.expected())));
    }
    if (second.hasForm(value.node())) {
      return second.read(value.withAlternatives(List.of(first.expected()))).map(read -> (T) read);
    }
    return value.refuse(expected());
  }

  @Override
  Optional<T> standIn() {
    return first.standIn().or(second::standIn);
  }
}
