package org.backflow.report.output;

/** Thrown when a report cannot be written; the message names the path and the reason. */
public final class OutputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OutputException(String message, Throwable cause) {
    super(message, cause);
  }
}
