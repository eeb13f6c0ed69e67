package org.backflow.accelerator;

/**
 * Parts of an FPGA.
 *
 * @param luts look-up tables, those used as memory included
 * @param flipFlops flip-flops
 * @param dsps multiplier blocks
 * @param blockRams block RAMs
 */
public record FpgaResources(double luts, double flipFlops, double dsps, double blockRams) {}
