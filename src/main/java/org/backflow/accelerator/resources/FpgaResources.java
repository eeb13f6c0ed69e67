package org.backflow.accelerator.resources;

/**
 * Parts of an FPGA.
 *
 * @param luts look-up tables, those used as memory included
 * @param flipFlops flip-flops
 * @param dsps multiplier blocks
 * @param blockRams block RAMs
 */
public record FpgaResources(double luts, double flipFlops, double dsps, double blockRams) {

  /** Nothing. */
  public static final FpgaResources NONE = new FpgaResources(0.0, 0.0, 0.0, 0.0);

  /** Returns the sums, part by part. */
  public FpgaResources plus(FpgaResources other) {
    return new FpgaResources(
        luts + other.luts,
        flipFlops + other.flipFlops,
        dsps + other.dsps,
        blockRams + other.blockRams);
  }
}
