package org.backflow.configuration.tree;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list of values.
 *
 * @param location where it starts
 * @param elements its values, possibly none
 */
public record Sequence(Location location, List<Node> elements) implements Node {

  public Sequence {
    elements = List.copyOf(elements);
  }

  public Sequence with(int index, Node element) {
    List<Node> changed = new ArrayList<>(elements);
    changed.set(index, element);
    return new Sequence(location, changed);
  }

  @Override
  public List<@Nullable Object> value() {
    List<@Nullable Object> values = new ArrayList<>();
    elements.forEach(element -> values.add(element.value()));
    return values;
  }

  @Override
  public String description() {
    return switch (elements.size()) {
      case 0 -> "an empty list";
      case 1 -> "a list of 1 element";
      default -> "a list of " + elements.size() + " elements";
    };
  }
}
