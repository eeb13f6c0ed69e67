package org.backflow.accelerator.resources;

/**
 * An FPGA.
 *
 * @param name what its vendor calls it
 * @param family what synthesis for it looks like
 * @param available what it has
 * @param source who says so
 */
public record Device(String name, FpgaFamily family, FpgaResources available, String source) {

  /** Returns whether {@code needed} is there, part by part; routing may still ask for more room. */
  public boolean fits(FpgaResources needed) {
    return needed.luts() <= available.luts()
        && needed.flipFlops() <= available.flipFlops()
        && needed.dsps() <= available.dsps()
        && needed.blockRams() <= available.blockRams();
  }
}
