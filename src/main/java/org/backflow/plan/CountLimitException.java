package org.backflow.plan;

/** Thrown when something is so large that it cannot be counted; the message states the bound. */
public final class CountLimitException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** Creates the refusal of a count that is {@code term}, as in 3 x 4. */
  CountLimitException(String term, Throwable cause) {
    super("a count of " + term + " is beyond the largest, 2^63 - 1 = " + Long.MAX_VALUE, cause);
  }

  private CountLimitException(CountLimitException reason, String where) {
    super(where + ": " + reason.getMessage(), reason);
  }

  /** Returns this refusal with {@code where} it came up before its message. */
  public CountLimitException in(String where) {
    return new CountLimitException(this, where);
  }
}
