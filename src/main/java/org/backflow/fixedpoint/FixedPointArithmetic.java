package org.backflow.fixedpoint;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The complete fixed-point configuration of a training accelerator: a quantization for every role
 * and for single tensors, the sigmoid table and the accumulator.
 *
 * <p>The format of a tensor is the one that is stated for it by name, else the one that is stated
 * for its role, else that of the role's {@link Role#fallback()}.
 *
 * <p>Data, initial weights and feedback matrices are converted once, outside the accelerator, to
 * the nearest code; the rounding of {@code input} and {@code feedback} is therefore not used.
 *
 * @param input a<sub>0</sub>; must hold 1 exactly, the constant input of the bias
 * @param weight W<sub>l</sub>, rounded after every update
 * @param derivative f'(z)
 * @param delta delta<sub>l</sub> and, unless stated, e<sub>l</sub>
 * @param feedback F<sub>l</sub>
 * @param gradient eta delta<sub>l</sub>
 * @param sigmoid the table, which also gives the formats of z<sub>l</sub> and a<sub>l</sub>
 * @param accumulatorBits the width of the accumulators, sign included; 48 is that of a DSP48
 * @param stated formats of other roles and of single tensors
 */
public record FixedPointArithmetic(
    Quantization input,
    Quantization weight,
    Quantization derivative,
    Quantization delta,
    Quantization feedback,
    Quantization gradient,
    SigmoidTable sigmoid,
    int accumulatorBits,
    StatedFormats stated) {

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
    Role.WEIGHT.require("weight", weight);
    Role.DELTA.require("delta", delta);
    Role.GRADIENT.require("gradient", gradient);
    Quantization activation = stated.roles().get(Role.ACTIVATION);
    if (activation != null && !activation.format().equals(sigmoid.activation())) {
      throw new IllegalArgumentException(
          "activations are "
              + activation
              + " and the words of the table "
              + sigmoid.activation()
              + "; expected one format");
    }
  }

  /** Creates an arithmetic in which every role has the format of the parameter that it is in. */
  public FixedPointArithmetic(
      Quantization input,
      Quantization weight,
      Quantization derivative,
      Quantization delta,
      Quantization feedback,
      Quantization gradient,
      SigmoidTable sigmoid,
      int accumulatorBits) {
    this(
        input,
        weight,
        derivative,
        delta,
        feedback,
        gradient,
        sigmoid,
        accumulatorBits,
        StatedFormats.NONE);
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
        accumulatorBits,
        stated.withWidth(bits));
  }

  /** Returns the same with other formats beside those that every arithmetic states. */
  public FixedPointArithmetic with(StatedFormats others) {
    return new FixedPointArithmetic(
        input, weight, derivative, delta, feedback, gradient, sigmoid, accumulatorBits, others);
  }

  /** Returns the same without formats of single tensors. */
  public FixedPointArithmetic byRole() {
    return with(stated.byRole());
  }

  /** Returns the format of {@code role}, for what has one format per role. */
  public FixedPointFormat format(Role role) {
    return quantization(role).format();
  }

  /** Returns how an accumulator becomes a word of {@code role}, for what has one per role. */
  public Quantization quantization(Role role) {
    Quantization own = stated.roles().get(role);
    return own == null ? role.unlessStated(this) : own;
  }

  /** Returns the format of the tensor of {@code role} in {@code layer}. */
  public FixedPointFormat format(Role role, int layer) {
    return quantization(role, layer).format();
  }

  /** Returns how an accumulator becomes a word of the tensor of {@code role} in {@code layer}. */
  public Quantization quantization(Role role, int layer) {
    Quantization own = stated.tensors().get(new TensorName(role, layer));
    return own == null ? quantization(role) : own;
  }

  /** As wide as an activation, up to 16 bits, and without a sign; it holds 1. */
  Quantization exponential() {
    int bits = Math.min(sigmoid.activation().width(), MAX_EXPONENTIAL_BITS);
    return new Quantization(FixedPointFormat.ufixed(bits, 1), Rounding.RND, Overflow.SAT);
  }

  /** Of 32 bits, so that the sum of 65,536 exponentials is exact. */
  Quantization total() {
    int fractionBits = format(Role.EXPONENTIAL).fractionBits();
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
   * Returns the code nearest to {@code value}, ties up, of the tensor of {@code role} in {@code
   * layer}: how data, initial weights and feedback matrices are loaded.
   */
  public long nearestCode(Role role, int layer, double value) {
    return quantization(role, layer).nearestCode(value);
  }

  /**
   * Returns what keeps this from being an arithmetic of one format per parameter: the formats that
   * differ from that, by the keys under which they are stated, such as {@code tensors.weight.2}.
   */
  public Map<String, Quantization> exceptions() {
    Map<String, Quantization> exceptions = new LinkedHashMap<>();
    stated
        .roles()
        .forEach(
            (role, own) -> {
              if (!own.equals(role.unlessStated(this))) {
                exceptions.put("formats." + role.label(), own);
              }
            });
    stated
        .tensors()
        .forEach(
            (name, own) -> {
              if (!own.equals(quantization(name.role()))) {
                exceptions.put("tensors." + name, own);
              }
            });
    return exceptions;
  }

  /** Returns whether the formats of the parameters are those of all tensors. */
  public boolean isUniform() {
    return exceptions().isEmpty();
  }
}
