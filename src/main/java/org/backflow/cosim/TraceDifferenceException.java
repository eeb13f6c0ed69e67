package org.backflow.cosim;

/** Thrown when a trace is not the expected one; the message shows the lines of both sides. */
public final class TraceDifferenceException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final long line;

  TraceDifferenceException(long line, String message) {
    super(message);
    this.line = line;
  }

  /** Returns the number of the first line that differs, from 1. */
  public long line() {
    return line;
  }
}
