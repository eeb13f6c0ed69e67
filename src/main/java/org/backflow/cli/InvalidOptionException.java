package org.backflow.cli;

import java.util.function.Function;
import org.backflow.configuration.tree.MessageText;

/**
 * Thrown when the value of an option is none; the message names the option and what is expected.
 */
final class InvalidOptionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidOptionException(String message) {
    super(message);
  }

  InvalidOptionException(String option, String text, String reason) {
    super(option + " " + MessageText.brief(text) + ": " + reason);
  }

  /** Returns what {@code parser} makes of the value {@code text} of {@code option}. */
  static <T> T parse(String option, String text, Function<String, T> parser) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidOptionException(option, text, String.valueOf(e.getMessage()));
    }
  }
}
