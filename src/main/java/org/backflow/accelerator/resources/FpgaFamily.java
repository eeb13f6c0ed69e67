package org.backflow.accelerator.resources;

import java.util.List;
import java.util.Locale;
import org.backflow.accelerator.array.WordWidths;

/** The FPGA families that arrays were synthesised for. */
public enum FpgaFamily {
  /** A DSP48E1 multiplies 25 x 18 bits and has two registers on either operand (Xilinx UG479). */
  XILINX7(
      "Xilinx 7 series",
      6,
      18,
      2,
      List.of(
          // Simple dual port: one port reads, one writes (Xilinx UG473).
          new BlockShape(72, 512),
          new BlockShape(36, 1024),
          new BlockShape(18, 2048),
          new BlockShape(9, 4096),
          new BlockShape(4, 8192),
          new BlockShape(2, 16384),
          new BlockShape(1, 32768))),
  /** An SB_MAC16 multiplies 16 x 16 bits and has one register on either operand. */
  ICE40UP5K(
      "Lattice iCE40 UP5K",
      4,
      16,
      1,
      List.of(
          new BlockShape(16, 256),
          new BlockShape(8, 512),
          new BlockShape(4, 1024),
          new BlockShape(2, 2048)));

  /** A way to use one block RAM: words of {@code bits} bits, {@code words} of them. */
  record BlockShape(int bits, int words) {}

  private final String title;
  private final int lutInputs;
  private final int operandBits;
  private final int operandRegisters;
  private final List<BlockShape> blockShapes;

  FpgaFamily(
      String title,
      int lutInputs,
      int operandBits,
      int operandRegisters,
      List<BlockShape> blockShapes) {
    this.title = title;
    this.lutInputs = lutInputs;
    this.operandBits = operandBits;
    this.operandRegisters = operandRegisters;
    this.blockShapes = List.copyOf(blockShapes);
  }

  /** Returns the name for readers. */
  public String title() {
    return title;
  }

  /** Returns the name of its table in {@code data/resources}, and in {@code data/devices}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the inputs of a look-up table. */
  int lutInputs() {
    return lutInputs;
  }

  /** Returns the widest operand for which a signed product takes one multiplier block. */
  public int operandBits() {
    return operandBits;
  }

  /** Returns whether a product of {@code widths} takes one multiplier block. */
  public boolean takes(WordWidths widths) {
    return widths.a() <= operandBits && widths.b() <= operandBits;
  }

  /** Checks that a product takes one multiplier block. */
  void requireOneMultiplierBlock(WordWidths widths) {
    if (!takes(widths)) {
      throw new IllegalArgumentException(
          "operands of "
              + Math.max(widths.a(), widths.b())
              + " bits; expected 1 to "
              + operandBits
              + ", one multiplier block of "
              + title);
    }
  }

  /** Returns the registers that a multiplier block has on either operand. */
  int operandRegisters() {
    return operandRegisters;
  }

  /**
   * Returns the block RAMs that a memory takes, which follow from its capacity or, for a shallow
   * one, from its port.
   *
   * @param bits capacity
   * @param portBits bits read in one cycle
   */
  public long blockRams(long bits, long portBits) {
    if (bits < 1 || portBits < 1) {
      throw new IllegalArgumentException(
          "a memory of " + bits + " bits, " + portBits + " at a time; expected at least 1");
    }
    long words = ceilingQuotient(bits, portBits);
    return blockShapes.stream()
        .mapToLong(
            shape ->
                ceilingQuotient(portBits, shape.bits()) * ceilingQuotient(words, shape.words()))
        .min()
        .orElseThrow();
  }

  private static long ceilingQuotient(long dividend, long divisor) {
    return (dividend + divisor - 1) / divisor;
  }
}
