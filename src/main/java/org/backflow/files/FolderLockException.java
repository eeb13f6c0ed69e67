package org.backflow.files;

/** Thrown when a folder is in use by another run, or cannot be used; the message says why. */
public final class FolderLockException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FolderLockException(String message) {
    super(message);
  }

  FolderLockException(String message, Throwable cause) {
    super(message, cause);
  }
}
