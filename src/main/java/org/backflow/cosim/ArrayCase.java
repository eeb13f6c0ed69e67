package org.backflow.cosim;

import java.util.List;
import org.backflow.accelerator.ArrayShape;
import org.backflow.accelerator.Dataflow;
import org.backflow.accelerator.array.PortWords;
import org.backflow.fixedpoint.Lfsr;
import org.backflow.fixedpoint.Overflow;
import org.backflow.fixedpoint.Rounding;
import org.backflow.quantized.CodeMatrix;
import org.backflow.random.RandomStream;

/**
 * A random product on an array: shape, operands, idle cycles and, fold by fold, the conversion.
 *
 * @param name the name of the random stream that it was drawn from, which draws it again
 * @param product what is computed
 * @param stimulus what the array is fed with
 * @param dense whether there is no idle cycle, so that the closed form says how long it takes
 */
record ArrayCase(String name, TiledProduct product, ArrayStimulus stimulus, boolean dense) {

  /** The longest stream; sums of so many products fit the designs. */
  static final int MOST_STREAMED = 24;

  private static final int LARGEST_SHIFT = 32;
  private static final int SMALLEST_SHIFT = -16;

  /** Draws a case of any shape with any conversions, every third without idle cycles. */
  static ArrayCase draw(ArrayDesign design, long seed, int designIndex, int index) {
    RandomStream random = RandomStream.of(seed, "array-case", designIndex, index);
    boolean dense = index % 3 == 0;
    int rarity = 2 + random.nextInt(8);
    Dataflow dataflow =
        !design.weightStationary() ? Dataflow.OS : index % 2 == 0 ? Dataflow.WS : Dataflow.IS;
    TiledProduct product =
        product(
            dataflow,
            design,
            1 + random.nextInt(3 * design.shape().rows() + 1),
            1 + random.nextInt(3 * design.shape().columns() + 1),
            1 + random.nextInt(MOST_STREAMED),
            random);
    ArrayStimulus stimulus =
        product.stimulus(
            design,
            length -> anyConversion(length, random, design),
            dense ? () -> false : () -> random.nextInt(rarity) == 0);
    return new ArrayCase(random.name(), product, stimulus, dense);
  }

  /** Draws a long case in which idle cycles, random bits and every operand matter. */
  static ArrayCase drawSensitive(ArrayDesign design, long seed) {
    RandomStream random = RandomStream.of(seed, "array-fault");
    TiledProduct product =
        product(
            design.weightStationary() ? Dataflow.WS : Dataflow.OS,
            design,
            2 * design.shape().rows(),
            2 * design.shape().columns(),
            MOST_STREAMED,
            random);
    int shift = design.widths().a() - 4;
    ArrayStimulus stimulus =
        product.stimulus(
            design,
            length ->
                new Step.Fold(
                    length,
                    shift,
                    Rounding.STOCHASTIC,
                    Overflow.SAT,
                    states(random, design.shape())),
            () -> random.nextInt(3) == 0);
    return new ArrayCase(random.name(), product, stimulus, false);
  }

  private static TiledProduct product(
      Dataflow dataflow,
      ArrayDesign design,
      int onRows,
      int onColumns,
      int streamed,
      RandomStream random) {
    ArrayShape array = design.shape();
    int a = design.widths().a();
    int b = design.widths().b();
    return switch (dataflow) {
      case OS ->
          new TiledProduct(
              dataflow,
              array,
              matrix(random, onRows, streamed, a),
              matrix(random, streamed, onColumns, b));
      case WS ->
          new TiledProduct(
              dataflow,
              array,
              matrix(random, streamed, onRows, a),
              matrix(random, onRows, onColumns, b));
      case IS ->
          new TiledProduct(
              dataflow,
              array,
              matrix(random, onColumns, onRows, b),
              matrix(random, onRows, streamed, a));
    };
  }

  private static Step.Fold anyConversion(int length, RandomStream random, ArrayDesign design) {
    List<Rounding> roundings = ArrayStimulus.ROUNDINGS;
    List<Overflow> overflows = ArrayStimulus.OVERFLOWS;
    // Most shifts drop about as many bits as the sum has more than the word; some are extreme.
    int shift =
        random.nextInt(4) == 0
            ? SMALLEST_SHIFT + random.nextInt(LARGEST_SHIFT - SMALLEST_SHIFT + 1)
            : random.nextInt(design.widths().a() + design.widths().b() - 1);
    return new Step.Fold(
        length,
        Math.min(shift, LARGEST_SHIFT),
        roundings.get(random.nextInt(roundings.size())),
        overflows.get(random.nextInt(overflows.size())),
        states(random, design.shape()));
  }

  private static PortWords states(RandomStream random, ArrayShape array) {
    long[] states = new long[array.columns()];
    for (int c = 0; c < states.length; c++) {
      // Zero is the fixed point of the register.
      states[c] = (random.nextLong() & ((1L << Lfsr.BITS) - 1)) | 1;
    }
    return PortWords.of(states);
  }

  /** Codes of {@code bits} bits, zeros and extremes more often than by chance. */
  private static CodeMatrix matrix(RandomStream random, int rows, int columns, int bits) {
    long largest = (1L << (bits - 1)) - 1;
    CodeMatrix matrix = CodeMatrix.zeros(rows, columns);
    for (int i = 0; i < matrix.codes().length; i++) {
      matrix.codes()[i] =
          switch (random.nextInt(8)) {
            case 0 -> 0;
            case 1 -> largest;
            case 2 -> -largest - 1;
            default -> random.nextLong() >> (Long.SIZE - bits);
          };
    }
    return matrix;
  }
}
