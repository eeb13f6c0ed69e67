package org.backflow.accelerator;

import org.backflow.plan.Operation;

/** Thrown for an operation whose words and cycles the cost model does not count. */
public final class UnpricedOperationException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  UnpricedOperationException(Operation operation) {
    super(
        operation.name()
            + " reads or adds windows of images, whose cycles the cost model does not count;"
            + " expected dense layers");
  }
}
