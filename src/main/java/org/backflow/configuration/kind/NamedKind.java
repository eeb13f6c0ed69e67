package org.backflow.configuration.kind;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.backflow.configuration.tree.MessageText;
import org.backflow.configuration.tree.Node;
import org.backflow.configuration.tree.Scalar;

/** A name that is looked up: one of a few, or of a form that has too many to list. */
final class NamedKind<T> extends ValueKind<T> {
  private final List<String> names;
  private final String otherForms;
  private final Function<String, Optional<T>> lookUp;

  private final Function<? super T, String> name;

  NamedKind(
      List<String> names,
      String otherForms,
      Function<String, Optional<T>> lookUp,
      Function<? super T, String> name) {
    this.name = name;
    this.names = List.copyOf(names);
    this.otherForms = otherForms;
    this.lookUp = lookUp;
  }

  @Override
  public String expected() {
    return MessageText.anyOf(names) + ", or " + otherForms;
  }

  @Override
  public Map<String, Object> schema() {
    return JsonSchema.of("enum", names);
  }

  @Override
  Optional<Object> write(T value) {
    return Optional.of(name.apply(value));
  }

  @Override
  boolean hasForm(Node node) {
    return node instanceof Scalar scalar && scalar.type() == Scalar.Type.TEXT;
  }

  @Override
  Optional<T> read(LocatedValue value) {
    if (!(value.node() instanceof Scalar scalar) || scalar.type() == Scalar.Type.NOTHING) {
      return value.refuse(expected());
    }
    Optional<T> found = lookUp.apply(scalar.text());
    return found.isPresent() ? found : value.refuse(expected(), scalar.text(), names);
  }

  @Override
  Optional<T> standIn() {
    return names.stream().findFirst().flatMap(lookUp);
  }
}
