package org.backflow.configuration.kind;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.backflow.configuration.tree.MessageText;
import org.backflow.configuration.tree.Node;

/** What a conversion, which may refuse, makes of another kind. */
final class ConvertedKind<S, T> extends ValueKind<T> {
  private final ValueKind<S> written;
  private final String expected;
  private final Function<? super S, ? extends T> conversion;
  private final Function<? super T, Optional<S>> inverse;

  ConvertedKind(
      ValueKind<S> written,
      String expected,
      Function<? super S, ? extends T> conversion,
      Function<? super T, Optional<S>> inverse) {
    this.inverse = inverse;
    this.written = written;
    this.expected = expected;
    this.conversion = conversion;
  }

  @Override
  public String expected() {
    return expected;
  }

  @Override
  public Map<String, Object> schema() {
    return written.schema();
  }

  @Override
  Optional<Object> write(T value) {
    return inverse.apply(value).flatMap(written::write);
  }

  @Override
  boolean hasForm(Node node) {
    return written.hasForm(node);
  }

  @Override
  boolean resembles(Node node) {
    return written.resembles(node);
  }

  @Override
  Optional<T> read(LocatedValue value) {
    if (!hasForm(value.node())) {
      return value.refuse(expected);
    }
    int before = value.problems().count();
    Optional<S> read = written.read(value);
    if (value.problems().count() > before) {
      return read.flatMap(this::attempt);
    }
    try {
      return read.map(conversion);
    } catch (IllegalArgumentException e) {
      return value.refuseBecause(MessageText.remark(String.valueOf(e.getMessage())), expected);
    }
  }

  @Override
  Optional<T> example() {
    return written.example().flatMap(this::attempt);
  }

  @Override
  Optional<T> standIn() {
    return written.standIn().flatMap(this::attempt);
  }

  /** Converts a value that is or contains a stand-in; that it fails is no news then. */
  private Optional<T> attempt(S standIn) {
    try {
      return Optional.of(conversion.apply(standIn));
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }
}
