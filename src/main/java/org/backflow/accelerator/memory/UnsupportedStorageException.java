package org.backflow.accelerator.memory;

/** A tensor cannot be held where the accelerator is to hold it. */
public final class UnsupportedStorageException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception with a message for the user. */
  public UnsupportedStorageException(String message) {
    super(message);
  }
}
