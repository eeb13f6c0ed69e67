package org.backflow.data;

/**
 * Thrown when data cannot be used as it is. The message says where (file and byte offset, or the
 * field), what was found and what was expected, and is meant for the person who supplied the data.
 */
public final class InvalidDataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Refuses data that was read but is wrong.
   *
   * @param message where, what was found, what was expected
   */
  public InvalidDataException(String message) {
    super(message);
  }

  /**
   * Refuses data that could not be read.
   *
   * @param message where, what was found, what was expected
   * @param cause what the platform said
   */
  public InvalidDataException(String message, Throwable cause) {
    super(message, cause);
  }
}
