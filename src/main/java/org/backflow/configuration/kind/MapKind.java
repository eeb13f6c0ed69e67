package org.backflow.configuration.kind;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.backflow.configuration.tree.ConfigurationException;
import org.backflow.configuration.tree.KeyPath;
import org.backflow.configuration.tree.Location;
import org.backflow.configuration.tree.Mapping;
import org.backflow.configuration.tree.MessageText;
import org.backflow.configuration.tree.Node;
import org.backflow.configuration.tree.Problem;
import org.backflow.configuration.tree.Problems;

/** A map that a binder reads key by key. */
public final class MapKind<T> extends ValueKind<T> {
  private final Function<ConfigurationMap, T> binder;

  public MapKind(Function<ConfigurationMap, T> binder) {
    this.binder = binder;
  }

  @Override
  public String expected() {
    return "a map";
  }

  @Override
  public Map<String, Object> schema() {
    return JsonSchema.of("type", "object");
  }

  @Override
  Optional<Object> write(T value) {
    return Optional.empty();
  }

  @Override
  boolean hasForm(Node node) {
    return node instanceof Mapping;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Once a value below has been refused, the binder works with stand-ins; what it throws then is
   * a consequence of that, and no news.
   */
  @Override
  public Optional<T> read(LocatedValue value) {
    if (!(value.node() instanceof Mapping mapping)) {
      return value.refuse(expected());
    }
    Problems problems = value.problems();
    int before = problems.count();
    ConfigurationMap map = new ConfigurationMap(value, mapping);
    try {
      T bound = binder.apply(map);
      map.finish();
      return Optional.of(bound);
    } catch (RuntimeException e) {
      map.abandon();
      if (problems.count() == before) {
        problems.addAll(refusal(value, e));
      }
      return Optional.empty();
    }
  }

  @Override
  Optional<T> standIn() {
    Mapping empty = Mapping.empty(new Location("", 0, 0));
    return read(new LocatedValue(KeyPath.ROOT, empty, new Problems()));
  }

  private static ConfigurationException refusal(LocatedValue value, RuntimeException e) {
    if (e instanceof ConfigurationException refusal) {
      return refusal;
    }
    if (e instanceof IllegalArgumentException) {
      String subject = value.path().isRoot() ? "" : value.path().quoted() + " is refused: ";
      return new ConfigurationException(
          Problem.found(
              value.node().location(),
              subject + MessageText.remark(String.valueOf(e.getMessage()))));
    }
    throw e;
  }
}
