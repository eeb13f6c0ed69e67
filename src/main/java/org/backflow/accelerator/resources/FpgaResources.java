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

  /** Returns {@code count} times as much. */
  public FpgaResources times(double count) {
    return new FpgaResources(luts * count, flipFlops * count, dsps * count, blockRams * count);
  }

  /** Returns what is left of these when {@code other} is taken away, part by part. */
  public FpgaResources minus(FpgaResources other) {
    return plus(other.times(-1.0));
  }
}
