package org.backflow.accelerator.resources;

import java.util.stream.DoubleStream;
import org.backflow.accelerator.ArrayShape;
import org.backflow.accelerator.Dataflow;
import org.backflow.accelerator.FoldSequence;
import org.backflow.accelerator.array.WordWidths;

/**
 * Arrays that differ in numbers only: rows, columns, bits. Says which resources of such an array
 * are counted and for what reason others are fitted.
 *
 * @param family what it is synthesised for
 * @param operandStays whether weights or inputs stay in the elements; otherwise sums stay
 * @param folds whether elements have the second register that lets folds overlap
 * @param mapping what a product and its sum become
 */
public record ArrayKind(
    FpgaFamily family, boolean operandStays, FoldSequence folds, ProductMapping mapping) {

  /** Returns the kind that serves {@code dataflow} with words of {@code widths}. */
  public static ArrayKind of(
      FpgaFamily family, Dataflow dataflow, FoldSequence folds, WordWidths widths) {
    return new ArrayKind(family, dataflow != Dataflow.OS, folds, family.mapping(widths));
  }

  /** Returns the module of {@code hdl-ref/rtl}. */
  public String module() {
    return operandStays ? "ws_array" : "os_array";
  }

  /** Returns whether {@code row} is a synthesised array of this kind. */
  public boolean includes(SynthesisRow row) {
    return row.module().equals(module())
        && row.parameter(operandStays ? "DoubleBuffer" : "OverlapDrain") == secondRegisters()
        && (!operandStays || row.parameter("OutputRegister") == 0)
        && family.mapping(row.widths()) == mapping;
  }

  private int secondRegisters() {
    return folds == FoldSequence.OVERLAPPED ? 1 : 0;
  }

  /** Returns what look-up tables are needed for: one term per reason. */
  double[] lutTerms(ArrayShape shape, WordWidths widths) {
    double edges = shape.rows() + (double) shape.columns();
    DoubleStream control = // tokens and counters; too few arrays of BLOCKS to tell them apart
        mapping == ProductMapping.BLOCKS
            ? DoubleStream.of(operandStays ? shape.elements() : 1.0)
            : DoubleStream.of(edges, 1.0);
    return DoubleStream.concat(
            operandStays ? movingSumTerms(shape, widths) : stayingSumTerms(shape, widths), control)
        .toArray();
  }

  private DoubleStream stayingSumTerms(ArrayShape shape, WordWidths widths) {
    double elements = shape.elements();
    double sums = elements * widths.sum(); // adders and what shifts the sums out
    DoubleStream terms = DoubleStream.of(sums);
    if (family.lutInputs() <= 4) {
      // Too few inputs for an adder and the multiplexer that takes the sum of the row above.
      terms =
          DoubleStream.concat(
              terms, DoubleStream.of((shape.rows() - 1.0) * shape.columns() * widths.sum()));
    }
    return switch (mapping) {
      case BLOCK, BLOCK_AND_ADDER -> terms;
      case LOGIC ->
          DoubleStream.concat(terms, DoubleStream.of(elements * widths.a() * widths.b(), elements));
      case BLOCKS ->
          DoubleStream.concat(terms, DoubleStream.of(elements * family.splitBits(widths)));
    };
  }

  private DoubleStream movingSumTerms(ArrayShape shape, WordWidths widths) {
    double elements = shape.elements();
    DoubleStream weights =
        folds == FoldSequence.OVERLAPPED
            ? DoubleStream.of(elements * widths.b()) // multiplexers of weights
            : DoubleStream.empty();
    return DoubleStream.concat(weights, movingSums(shape, widths));
  }

  private DoubleStream movingSums(ArrayShape shape, WordWidths widths) {
    double wholeSums = (double) shape.columns() * Math.max(0, shape.rows() - 2) * widths.sum();
    return switch (mapping) {
      case BLOCK ->
          addsInBlocks()
              ? DoubleStream.empty()
              : DoubleStream.of(shape.columns() * sumsInLogic(shape.rows(), widths));
      case BLOCK_AND_ADDER -> DoubleStream.of(wholeSums);
      case LOGIC -> {
        // Partial products are added together with the sum, in rows of adders that do not grow
        // evenly with their number.
        double partialProducts = Math.min(widths.a(), widths.b());
        yield DoubleStream.of(
            wholeSums,
            wholeSums * partialProducts,
            wholeSums * partialProducts * partialProducts,
            shape.elements() * (double) widths.a() * widths.b());
      }
      case BLOCKS ->
          DoubleStream.of(
              shape.columns() * sumsInLogic(shape.rows(), widths),
              shape.elements() * family.splitBits(widths));
    };
  }

  /** Returns whether sums that move are added in the blocks, at least those of the first rows. */
  private boolean addsInBlocks() {
    return mapping == ProductMapping.BLOCK_AND_ADDER
        || (mapping == ProductMapping.BLOCK && family.lutInputs() > 4);
  }

  /**
   * Returns the bits of the adders of a column of {@code rows} elements, the first of which adds
   * nothing and the second of which adds two products; synthesis narrows their sum, no later one.
   */
  private static double sumsInLogic(int rows, WordWidths widths) {
    return (rows > 1 ? widths.a() + widths.b() : 0.0) + Math.max(0, rows - 2) * widths.sum();
  }

  /**
   * Returns the flip-flops that the structure says: sums or weights, and operands on their way,
   * less what a multiplier block takes in. It takes in the weight that it multiplies by if there is
   * but one, the sums that move, and the last registers of a row or a column of operands, as many
   * as it has itself.
   */
  double countedFlipFlops(ArrayShape shape, WordWidths widths) {
    double rows = shape.rows();
    double columns = shape.columns();
    double right = rows * hops(shape.columns(), widths.a());
    double down = operandStays ? 0.0 : columns * hops(shape.rows(), widths.b());
    double skew = (rows * (rows - 1.0) * widths.a() + columns * (columns - 1.0) * widths.b()) / 2.0;
    return kept(shape, widths) + right + down + skew;
  }

  private double kept(ArrayShape shape, WordWidths widths) {
    double second = secondRegisters();
    double elements = shape.elements();
    if (!operandStays) {
      return (1.0 + second) * widths.sum() * elements;
    }
    if (addsInBlocks()) {
      // A sum of two products is narrow enough for any block; later rows add in logic.
      int later = mapping == ProductMapping.BLOCK ? 0 : Math.max(0, shape.rows() - 2);
      double weights = 2.0 * second * elements + (1.0 - second) * later * shape.columns();
      return weights * widths.b() + Math.max(0, later - 1) * shape.columns() * widths.sum();
    }
    double sums = shape.columns() * sumRegisters(shape.rows(), widths);
    return sums + (1.0 + second) * widths.b() * elements;
  }

  /** Returns the bits of the registers between the elements of a column. */
  private static double sumRegisters(int rows, WordWidths widths) {
    int product = widths.a() + widths.b();
    return (rows > 1 ? product : 0.0)
        + (rows > 2 ? product + 1.0 : 0.0)
        + Math.max(0, rows - 3) * widths.sum();
  }

  /**
   * Returns the bits of registers in logic between the first and the last of {@code elements} in a
   * line, for operands of {@code bits}.
   */
  private double hops(int elements, int bits) {
    int between = elements - 1;
    return (double) bits * between
        - (double) absorbedBits(bits) * Math.min(family.operandRegisters(), between);
  }

  /** Returns the bits of a register that a block takes in: none that something else reads too. */
  private int absorbedBits(int bits) {
    if (mapping == ProductMapping.LOGIC || (operandStays && !addsInBlocks())) {
      return 0;
    }
    int rest = bits - family.operandBits();
    boolean restInLogic = rest > 0 && family.blocks(rest, family.operandBits()) == 0;
    return restInLogic ? 0 : Math.min(bits, family.operandBits());
  }

  /** Returns the multiplier blocks of a product. */
  int blocksPerProduct(WordWidths widths) {
    return family.blocks(widths.a(), widths.b());
  }

  /** Returns what further flip-flops are needed for: one term per reason. */
  double[] flipFlopTerms(ArrayShape shape) {
    return new double[] {
      shape.rows() + (double) shape.columns(), // tokens and counters
      1.0 // control
    };
  }
}
