package org.backflow.configuration.kind;

import java.util.Map;
import java.util.Optional;
import org.backflow.configuration.tree.Location;
import org.backflow.configuration.tree.Node;
import org.backflow.configuration.tree.Scalar;
import org.backflow.configuration.tree.WrittenValue;

/** Anything but nothing. */
final class WrittenKind extends ValueKind<WrittenValue> {

  @Override
  public String expected() {
    return "a value";
  }

  @Override
  public Map<String, Object> schema() {
    return JsonSchema.of();
  }

  @Override
  Optional<Object> write(WrittenValue value) {
    return Optional.empty();
  }

  @Override
  boolean hasForm(Node node) {
    return !(node instanceof Scalar scalar) || scalar.type() != Scalar.Type.NOTHING;
  }

  @Override
  Optional<WrittenValue> read(LocatedValue value) {
    return hasForm(value.node())
        ? Optional.of(new WrittenValue(value.node()))
        : value.refuse(expected());
  }

  @Override
  Optional<WrittenValue> standIn() {
    return Optional.of(new WrittenValue(Scalar.of(new Location("", 0, 0), "1", true)));
  }
}
