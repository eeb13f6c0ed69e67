package org.backflow.configuration.kind;

import java.util.Collections;
import java.util.LinkedHashMap;
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
  String expected() {
    return MessageText.anyOf(choices.keySet());
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
