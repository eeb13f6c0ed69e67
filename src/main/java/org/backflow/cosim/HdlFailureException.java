package org.backflow.cosim;

/** Thrown when a testbench cannot be built, ends without PASS, or takes too long. */
public final class HdlFailureException extends RuntimeException {

  HdlFailureException(String message) {
    super(message);
  }
}
