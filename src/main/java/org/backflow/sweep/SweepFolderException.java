package org.backflow.sweep;

import java.io.IOException;
import org.backflow.files.FailureReason;

/** Thrown when the folder of a sweep cannot be used, or not be written; the message says why. */
public final class SweepFolderException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SweepFolderException(String message) {
    super(message);
  }

  SweepFolderException(String message, IOException cause) {
    super(message + ": " + FailureReason.of(cause), cause);
  }
}
