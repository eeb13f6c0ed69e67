package org.backflow.fixedpoint;

import java.util.function.Function;

/**
 * The complete fixed-point configuration of a training accelerator: a quantization for every role,
 * the sigmoid table and the accumulator.
 *
 * <p>Data, initial weights and feedback matrices are converted once, outside the accelerator, to
 * the nearest code; the rounding of {@code input} and {@code feedback} is therefore not used.
 *
 * @param input a<sub>0</sub>; must hold 1 exactly, the constant input of the bias
 * @param weight W<sub>l</sub>, rounded after every update
 * @param derivative a (1 - a)
 * @param delta delta<sub>l</sub> and e<sub>l</sub>
 * @param feedback F<sub>l</sub>
 * @param gradient eta delta<sub>l</sub>
 * @param sigmoid the table, which also gives the formats of z<sub>l</sub> and a<sub>l</sub>
 * @param accumulatorBits the width of the accumulators, sign included; 48 is that of a DSP48
 */
public record FixedPointArithmetic(
    Quantization input,
    Quantization weight,
    Quantization derivative,
    Quantization delta,
    Quantization feedback,
    Quantization gradient,
    SigmoidTable sigmoid,
    int accumulatorBits) {

  /** The widest accumulator: sums, a rounding constant included, then fit a {@code long}. */
  public static final int MAX_ACCUMULATOR_BITS = 60;

  private static final int MAX_EXPONENTIAL_BITS = 16;

  /** Checks what holds for any network; what depends on its shape is proven per plan. */
  public FixedPointArithmetic {
    if (accumulatorBits < 8 || accumulatorBits > MAX_ACCUMULATOR_BITS) {
      throw new IllegalArgumentException(
          "accumulatorBits is " + accumulatorBits + "; expected 8 to " + MAX_ACCUMULATOR_BITS);
    }
    if (!input.format().represents(1.0)) {
      throw new IllegalArgumentException(
          "the input format "
              + input.format()
              + " cannot hold 1.0, the constant input of the bias; try "
              + input.format().holdingOne());
    }
    requireSigned("weight", weight);
    requireSigned("delta", delta);
    requireSigned("gradient", gradient);
  }

  /**
   * Returns the 16-bit arithmetic that the shipped experiments use: every stored word has 16 bits,
   * results round to nearest and saturate.
   */
  public static FixedPointArithmetic sixteenBits() {
    Function<FixedPointFormat, Quantization> nearest =
        format -> new Quantization(format, Rounding.RND, Overflow.SAT);
    return new FixedPointArithmetic(
        nearest.apply(FixedPointFormat.fixed(16, 2)),
        nearest.apply(FixedPointFormat.fixed(16, 4)),
        nearest.apply(FixedPointFormat.fixed(16, 0)),
        nearest.apply(FixedPointFormat.fixed(16, 2)),
        nearest.apply(FixedPointFormat.fixed(16, 4)),
        nearest.apply(FixedPointFormat.fixed(16, -2)),
        new SigmoidTable(2048, 8, Rounding.RND, FixedPointFormat.fixed(16, 2)),
        48);
  }

  /** Returns the same with stored words of {@code bits}, their integer bits kept. */
  public FixedPointArithmetic withWidth(int bits) {
    return new FixedPointArithmetic(
        input.withWidth(bits),
        weight.withWidth(bits),
        derivative.withWidth(bits),
        delta.withWidth(bits),
        feedback.withWidth(bits),
        gradient.withWidth(bits),
        new SigmoidTable(
            sigmoid.words(),
            sigmoid.domain(),
            sigmoid.address().rounding(),
            sigmoid.activation().withWidth(bits)),
        accumulatorBits);
  }

  /** Returns the format of a stored word of {@code role}. */
  public FixedPointFormat format(Role role) {
    return quantization(role).format();
  }

  /** Returns how an accumulator becomes a stored word of {@code role}. */
  public Quantization quantization(Role role) {
    return switch (role) {
      case INPUT -> input;
      case WEIGHT -> weight;
      case PREACTIVATION -> sigmoid.address();
      case ACTIVATION -> new Quantization(sigmoid.activation(), Rounding.RND, Overflow.SAT);
      case TARGET -> new Quantization(FixedPointFormat.ufixed(1, 1), Rounding.RND, Overflow.SAT);
      case DERIVATIVE -> derivative;
      case ERROR, UNFOLDED_ERROR, DELTA -> delta;
      case CHOICE -> new Quantization(FixedPointFormat.ufixed(8, 8), Rounding.RND, Overflow.SAT);
      case MAXIMUM -> quantization(Role.PREACTIVATION);
      case EXPONENTIAL -> exponential();
      case TOTAL -> total();
      case VELOCITY, WEIGHT_GRADIENT -> weight;
      case FEEDBACK -> feedback;
      case GRADIENT -> gradient;
    };
  }

  /** As wide as an activation, up to 16 bits, and without a sign; it holds 1. */
  private Quantization exponential() {
    int bits = Math.min(sigmoid.activation().width(), MAX_EXPONENTIAL_BITS);
    return new Quantization(FixedPointFormat.ufixed(bits, 1), Rounding.RND, Overflow.SAT);
  }

  /** Of 32 bits, so that the sum of 65,536 exponentials is exact. */
  private Quantization total() {
    int fractionBits = exponential().format().fractionBits();
    return new Quantization(
        FixedPointFormat.ufixed(
            FixedPointFormat.MAX_WIDTH, FixedPointFormat.MAX_WIDTH - fractionBits),
        Rounding.RND,
        Overflow.SAT);
  }

  /**
   * Returns the table of the exponentials of softmax. Its step is that of the sigmoid table, and
   * its domain twice as large, since a sum lies within the domain on either side of zero and the
   * argument is the difference of two.
   *
   * @param result the format of its words
   */
  public ExponentialTable exponentials(FixedPointFormat result) {
    return new ExponentialTable(
        2 * sigmoid.words(), 2 * sigmoid.domain(), sigmoid.address().rounding(), result);
  }

  /**
   * Returns the code of {@code role} nearest to {@code value}, ties up, limited to the range of the
   * format, which is symmetric if the role's overflow is {@code SAT_SYM}: how data, initial weights
   * and feedback matrices are loaded.
   */
  public long nearestCode(Role role, double value) {
    Quantization quantization = quantization(role);
    long code = quantization.format().nearestCode(value);
    return quantization.overflow() == Overflow.SAT_SYM
        ? Overflow.SAT_SYM.limit(code, quantization.format())
        : code;
  }

  private static void requireSigned(String name, Quantization quantization) {
    if (!quantization.format().signed()) {
      throw new IllegalArgumentException(
          "the "
              + name
              + " format "
              + quantization.format()
              + " is unsigned, but its values are negative half of the time; expected fixed<W,I>");
    }
  }
}
