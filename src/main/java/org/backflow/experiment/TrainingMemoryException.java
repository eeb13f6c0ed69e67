package org.backflow.experiment;

/** Thrown when there is not memory enough to train; the message says how much is needed. */
public final class TrainingMemoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TrainingMemoryException(String message) {
    super(message);
  }
}
