package org.backflow.configuration.kind;

import java.util.Map;
import java.util.Optional;
import org.backflow.configuration.tree.Node;
import org.backflow.configuration.tree.Scalar;

/** A truth value. */
final class TruthValueKind extends ValueKind<Boolean> {

  @Override
  public String expected() {
    return "true or false";
  }

  @Override
  public Map<String, Object> schema() {
    return JsonSchema.of("type", "boolean");
  }

  @Override
  Optional<Object> write(Boolean value) {
    return Optional.of(value);
  }

  @Override
  boolean hasForm(Node node) {
    return node instanceof Scalar scalar && scalar.type() == Scalar.Type.TRUTH_VALUE;
  }

  @Override
  Optional<Boolean> read(LocatedValue value) {
    return hasForm(value.node()) && value.node() instanceof Scalar scalar
        ? Optional.of(Boolean.parseBoolean(scalar.text()))
        : value.refuse(expected());
  }

  @Override
  Optional<Boolean> standIn() {
    return Optional.of(false);
  }
}
