package org.backflow.experiment.checkpoint;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when checkpoints cannot be written, or those that are there cannot be used; the message
 * names the file and what to do.
 */
public final class CheckpointException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CheckpointException(String message) {
    super(message);
  }

  CheckpointException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
