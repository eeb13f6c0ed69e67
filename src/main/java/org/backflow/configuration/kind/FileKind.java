package org.backflow.configuration.kind;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.backflow.configuration.tree.ConfigurationException;
import org.backflow.configuration.tree.Node;
import org.backflow.configuration.tree.Scalar;
import org.backflow.configuration.tree.Shelf;

/**
 * The name or the path of a file.
 *
 * @see Shelf
 */
final class FileKind extends ValueKind<Path> {
  private final Shelf shelf;

  FileKind(Shelf shelf) {
    this.shelf = shelf;
  }

  @Override
  public String expected() {
    return shelf.description();
  }

  @Override
  public Map<String, Object> schema() {
    return JsonSchema.of("type", "string", "minLength", 1);
  }

  @Override
  Optional<Object> write(Path value) {
    return Optional.empty();
  }

  @Override
  boolean hasForm(Node node) {
    return node instanceof Scalar scalar && scalar.type() == Scalar.Type.TEXT;
  }

  @Override
  Optional<Path> read(LocatedValue value) {
    if (value.node() instanceof Scalar reference && hasForm(reference)) {
      try {
        return Optional.of(shelf.find(value.path(), reference));
      } catch (ConfigurationException e) {
        value.problems().addAll(e);
        return Optional.empty();
      }
    }
    return value.refuse(expected());
  }

  @Override
  Optional<Path> standIn() {
    return Optional.empty();
  }
}
