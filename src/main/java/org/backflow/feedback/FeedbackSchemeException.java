package org.backflow.feedback;

/** A scheme of another jar cannot be used. */
public final class FeedbackSchemeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FeedbackSchemeException(String message) {
    super(message);
  }

  FeedbackSchemeException(String message, Throwable cause) {
    super(message, cause);
  }
}
