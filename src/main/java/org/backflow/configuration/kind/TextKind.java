package org.backflow.configuration.kind;

import java.util.Map;
import java.util.Optional;
import org.backflow.configuration.tree.Node;
import org.backflow.configuration.tree.Scalar;

/** A text, blank only where that is allowed. */
final class TextKind extends ValueKind<String> {
  private final boolean mayBeBlank;

  TextKind(boolean mayBeBlank) {
    this.mayBeBlank = mayBeBlank;
  }

  @Override
  public String expected() {
    return "a text";
  }

  @Override
  public Map<String, Object> schema() {
    return mayBeBlank
        ? JsonSchema.of("type", "string")
        : JsonSchema.of("type", "string", "minLength", 1);
  }

  @Override
  Optional<Object> write(String value) {
    return Optional.of(value);
  }

  @Override
  boolean hasForm(Node node) {
    return node instanceof Scalar scalar && scalar.type() == Scalar.Type.TEXT;
  }

  @Override
  Optional<String> read(LocatedValue value) {
    if (value.node() instanceof Scalar scalar && (mayBeBlank || !scalar.text().isBlank())) {
      return switch (scalar.type()) {
        case TEXT -> Optional.of(scalar.text());
        case NOTHING -> value.refuse(expected());
        case WHOLE_NUMBER, NUMBER, TRUTH_VALUE -> value.refuse("a text: put it in quotes");
      };
    }
    return value.refuse(expected());
  }

  @Override
  Optional<String> standIn() {
    return Optional.of("text");
  }
}
