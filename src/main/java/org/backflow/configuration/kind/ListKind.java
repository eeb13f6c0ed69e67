package org.backflow.configuration.kind;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backflow.configuration.tree.Node;
import org.backflow.configuration.tree.Sequence;

/** A list whose elements are all of one kind. */
final class ListKind<T> extends ValueKind<List<T>> {
  private final ValueKind<T> element;
  private final int minimum;
  private final int maximum;

  ListKind(ValueKind<T> element, int minimum, int maximum) {
    this.element = element;
    this.minimum = minimum;
    this.maximum = maximum;
  }

  @Override
  public String expected() {
    return "a list of " + size() + ", each " + element.expected();
  }

  @Override
  public Map<String, Object> schema() {
    Map<String, Object> schema = JsonSchema.of("type", "array");
    if (minimum > 0) {
      schema.put("minItems", minimum);
    }
    if (maximum < Integer.MAX_VALUE) {
      schema.put("maxItems", maximum);
    }
    schema.put("items", element.schema());
    return schema;
  }

  @Override
  Optional<Object> write(List<T> value) {
    List<Object> elements = new ArrayList<>();
    for (T each : value) {
      element.write(each).ifPresent(elements::add);
    }
    return elements.size() == value.size() ? Optional.of(elements) : Optional.empty();
  }

  @Override
  boolean hasForm(Node node) {
    return node instanceof Sequence;
  }

  @Override
  boolean resembles(Node node) {
    return node instanceof Sequence list
        && (list.elements().isEmpty() || element.hasForm(list.elements().get(0)));
  }

  @Override
  Optional<List<T>> read(LocatedValue value) {
    if (!(value.node() instanceof Sequence list)) {
      return value.refuse(expected());
    }
    int size = list.elements().size();
    if (size < minimum || size > maximum) {
      return value.refuse(size());
    }
    List<T> elements = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      element
          .read(value.child(String.valueOf(i), list.elements().get(i)))
          .or(element::standIn)
          .ifPresent(elements::add);
    }
    return elements.size() == size ? Optional.of(List.copyOf(elements)) : Optional.empty();
  }

  @Override
  Optional<List<T>> example() {
    return filled(element.example());
  }

  @Override
  Optional<List<T>> standIn() {
    return filled(element.standIn());
  }

  private Optional<List<T>> filled(Optional<T> value) {
    return minimum == 0
        ? Optional.of(List.of())
        : value.map(each -> Collections.nCopies(minimum, each));
  }

  private String size() {
    if (maximum == Integer.MAX_VALUE) {
      return minimum == 0 ? "any size" : "at least " + minimum + " elements";
    }
    String elements = maximum == 1 ? " element" : " elements";
    return (minimum == maximum ? "" : minimum + " to ") + maximum + elements;
  }
}
