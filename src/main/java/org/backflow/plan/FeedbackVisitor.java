package org.backflow.plan;

/**
 * What a kind of operation means to a reader that is only ever shown operations that carry an error
 * back: products, selections and sums. It refuses all others.
 *
 * @param <R> what the reader makes of an operation
 */
public interface FeedbackVisitor<R> extends Operation.Visitor<R> {

  @Override
  default R visit(Elementwise operation) {
    throw carriesNone(operation);
  }

  @Override
  default R visit(Reduce operation) {
    throw carriesNone(operation);
  }

  @Override
  default R visit(Fold operation) {
    throw carriesNone(operation);
  }

  private static IllegalArgumentException carriesNone(Operation operation) {
    return new IllegalArgumentException(operation.name() + " carries no error back");
  }
}
