package org.backflow.configuration.kind;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backflow.configuration.tree.MessageText;
import org.backflow.configuration.tree.Node;
import org.backflow.configuration.tree.Scalar;

/** One of a few spellings, each with its meaning. */
final class ChoiceKind<T> extends ValueKind<T> {
  private final Map<String, T> choices;

  ChoiceKind(Map<String, T> choices) {
    this.choices = Collections.unmodifiableMap(new LinkedHashMap<>(choices));
  }

  @Override
  public String expected() {
    return MessageText.anyOf(choices.keySet());
  }

  @Override
  public Map<String, Object> schema() {
    return choices.size() == 1
        ? JsonSchema.of("const", choices.keySet().iterator().next())
        : JsonSchema.of("enum", List.copyOf(choices.keySet()));
  }

  @Override
  Optional<Object> write(T value) {
    return choices.entrySet().stream()
        .filter(choice -> choice.getValue().equals(value))
        .<Object>map(Map.Entry::getKey)
        .findFirst();
  }

  @Override
  boolean hasForm(Node node) {
    return node instanceof Scalar scalar
        && (scalar.type() == Scalar.Type.TEXT || choices.containsKey(scalar.text()));
  }

  @Override
  Optional<T> read(LocatedValue value) {
    if (!(value.node() instanceof Scalar scalar) || scalar.type() == Scalar.Type.NOTHING) {
      return value.refuse(expected());
    }
    Optional<T> chosen = Optional.ofNullable(choices.get(scalar.text()));
    return chosen.isPresent() ? chosen : value.refuse(expected(), scalar.text(), choices.keySet());
  }

  @Override
  Optional<T> standIn() {
    return choices.values().stream().findFirst();
  }
}
