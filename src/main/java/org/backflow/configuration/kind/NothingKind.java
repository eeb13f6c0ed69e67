package org.backflow.configuration.kind;

import java.util.Map;
import java.util.Optional;
import org.backflow.configuration.tree.Node;
import org.backflow.configuration.tree.Scalar;

/** A value that is left empty, which means something here. */
final class NothingKind<T> extends ValueKind<T> {
  private final T meaning;

  NothingKind(T meaning) {
    this.meaning = meaning;
  }

  @Override
  public String expected() {
    return "nothing";
  }

  @Override
  public Map<String, Object> schema() {
    return JsonSchema.of("type", "null");
  }

  @Override
  Optional<Object> write(T value) {
    return Optional.empty();
  }

  @Override
  boolean hasForm(Node node) {
    return node instanceof Scalar scalar && scalar.type() == Scalar.Type.NOTHING;
  }

  @Override
  Optional<T> read(LocatedValue value) {
    return hasForm(value.node()) ? Optional.of(meaning) : value.refuse(expected());
  }

  @Override
  Optional<T> standIn() {
    return Optional.of(meaning);
  }
}
