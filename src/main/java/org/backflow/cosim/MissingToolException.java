package org.backflow.cosim;

/** Thrown when a simulator is not installed: the co-simulation was not run, and did not fail. */
public final class MissingToolException extends RuntimeException {

  private final HdlSimulator simulator;

  MissingToolException(HdlSimulator simulator, String command) {
    super(
        "co-simulation: not run, needs "
            + command
            + " (on Debian: "
            + simulator.installation()
            + ")");
    this.simulator = simulator;
  }

  /** Returns the simulator that is not there. */
  public HdlSimulator simulator() {
    return simulator;
  }
}
