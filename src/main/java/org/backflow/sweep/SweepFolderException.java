package org.backflow.sweep;

/** Thrown when the folder of a sweep cannot be used, or not be written; the message says why. */
public final class SweepFolderException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SweepFolderException(String message) {
    super(message);
  }

  SweepFolderException(String message, Throwable cause) {
    super(message + ": " + cause.getClass().getSimpleName() + ", " + cause.getMessage(), cause);
  }
}
