package org.backflow.accelerator.resources;

import java.util.List;
import java.util.Locale;
import org.backflow.accelerator.array.WordWidths;

/**
 * The FPGA families that arrays were synthesised for.
 *
 * <p>The narrowest product that becomes a block is that of Yosys ({@code DSP_Y_MINWIDTH} of {@code
 * synth_xilinx} and {@code synth_ice40}); narrower ones become logic.
 */
public enum FpgaFamily {
  /**
   * A DSP48E1 multiplies 25 x 18 bits, adds 48 and has two registers on either operand (Xilinx
   * UG479).
   */
  XILINX7(
      "Xilinx 7 series",
      6,
      9,
      18,
      48,
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
      11,
      16,
      WordWidths.MAX_SUM, // no sum is added in a block: see hdl-ref/synth/run
      1,
      List.of(
          new BlockShape(16, 256),
          new BlockShape(8, 512),
          new BlockShape(4, 1024),
          new BlockShape(2, 2048)));

  /** The narrowest operand: a sign and one bit. */
  public static final int LEAST_OPERAND_BITS = 2;

  /** The widest operand that was synthesised. */
  public static final int MOST_OPERAND_BITS = 18;

  /** A way to use one block RAM: words of {@code bits} bits, {@code words} of them. */
  record BlockShape(int bits, int words) {}

  private final String title;
  private final int lutInputs;
  private final int leastBlockProductBits;
  private final int operandBits;
  private final int sumBits;
  private final int operandRegisters;
  private final List<BlockShape> blockShapes;

  FpgaFamily(
      String title,
      int lutInputs,
      int leastBlockProductBits,
      int operandBits,
      int sumBits,
      int operandRegisters,
      List<BlockShape> blockShapes) {
    this.title = title;
    this.lutInputs = lutInputs;
    this.leastBlockProductBits = leastBlockProductBits;
    this.operandBits = operandBits;
    this.sumBits = sumBits;
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

  /** Returns what a signed product and its sum become. */
  public ProductMapping mapping(WordWidths widths) {
    if (widths.a() + widths.b() < leastBlockProductBits) {
      return ProductMapping.LOGIC;
    }
    if (Math.max(widths.a(), widths.b()) > operandBits) {
      return ProductMapping.BLOCKS;
    }
    return widths.sum() > sumBits ? ProductMapping.BLOCK_AND_ADDER : ProductMapping.BLOCK;
  }

  /**
   * Returns the multiplier blocks of a signed product, as Yosys takes one apart ({@code mul2dsp}):
   * an operand that is too wide is cut into words of a block and a rest, and products with a rest
   * that is narrow become logic.
   */
  public int blocks(int a, int b) {
    if (Math.min(a, b) < LEAST_OPERAND_BITS || a + b < leastBlockProductBits) {
      return 0;
    }
    int wide = Math.max(a, b);
    int narrow = Math.min(a, b);
    return wide <= operandBits
        ? 1
        : blocks(operandBits, narrow) + blocks(wide - operandBits, narrow);
  }

  /** Returns the bits of both operands that are beyond those of a block. */
  double splitBits(WordWidths widths) {
    return Math.max(0, widths.a() - operandBits) + (double) Math.max(0, widths.b() - operandBits);
  }

  /** Returns whether operands are of widths that were synthesised for some family. */
  public static boolean takes(WordWidths widths) {
    return Math.min(widths.a(), widths.b()) >= LEAST_OPERAND_BITS
        && Math.max(widths.a(), widths.b()) <= MOST_OPERAND_BITS;
  }

  /**
   * Checks the width of an operand, and returns it.
   *
   * @throws IllegalArgumentException when none so narrow or so wide was synthesised
   */
  public static int requireSynthesised(int bits) {
    if (bits < LEAST_OPERAND_BITS || bits > MOST_OPERAND_BITS) {
      throw new IllegalArgumentException(
          "operands of "
              + (bits == 1 ? "1 bit" : bits + " bits")
              + "; expected "
              + LEAST_OPERAND_BITS
              + " to "
              + MOST_OPERAND_BITS
              + ", as synthesised");
    }
    return bits;
  }

  /** Returns the bits of the narrower operand of a multiplier block. */
  int operandBits() {
    return operandBits;
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
