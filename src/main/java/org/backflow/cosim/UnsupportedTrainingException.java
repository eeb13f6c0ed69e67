package org.backflow.cosim;

/** Thrown when the RTL cannot do what an experiment asks for; the message says what to set. */
public final class UnsupportedTrainingException extends RuntimeException {

  UnsupportedTrainingException(String message) {
    super("co-simulation: " + message);
  }
}
