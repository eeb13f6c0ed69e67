package org.backflow.fixedpoint;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a tensor is for. Each role has a number format: one that every arithmetic states, one of its
 * own that never changes, or, where none is stated for it, one that follows from others.
 */
public enum Role {
  /** a<sub>0</sub>, the input of the network with its constant one. */
  INPUT(FixedPointArithmetic::input, Trait.PARAMETER, Trait.LOADED),
  /** W<sub>l</sub>, the bias in its last row. */
  WEIGHT(FixedPointArithmetic::weight, Trait.PARAMETER, Trait.SIGNED),
  /** What an optimiser keeps of the updates of W<sub>l</sub> from step to step. */
  VELOCITY(WEIGHT, Trait.SIGNED),
  /** eta times the gradient of W<sub>l</sub>, its decay included, where an optimiser stores it. */
  WEIGHT_GRADIENT(WEIGHT, Trait.SIGNED),
  /** z<sub>l</sub> where a table is looked up: its address. */
  PREACTIVATION(
      arithmetic -> arithmetic.sigmoid().address(), Trait.PARAMETER, Trait.SIGNED, Trait.EVALUATED),
  /** z<sub>l</sub> where no table is looked up. */
  SUM(PREACTIVATION, Trait.SIGNED, Trait.EVALUATED),
  /** a<sub>l</sub>, l &gt; 0, with its constant one. */
  ACTIVATION(
      arithmetic -> new Quantization(arithmetic.sigmoid().activation(), Rounding.RND, Overflow.SAT),
      Trait.EVALUATED),
  /** t, one bit per class. */
  TARGET(FixedPointFormat.ufixed(1, 1)),
  /** f'(z), such as a (1 - a), inside the vector unit. */
  DERIVATIVE(FixedPointArithmetic::derivative, Trait.PARAMETER, Trait.INSIDE),
  /** delta<sub>l</sub>. */
  DELTA(FixedPointArithmetic::delta, Trait.PARAMETER, Trait.SIGNED),
  /** e<sub>l</sub>, the error fed back to layer l before it is multiplied by the derivative. */
  ERROR(DELTA, Trait.SIGNED),
  /** The errors of the windows of a convolution, before they are added back to an image. */
  UNFOLDED_ERROR(ERROR, Trait.SIGNED),
  /** Which word of a window was the largest. */
  CHOICE(FixedPointFormat.ufixed(8, 8)),
  /** A random byte, which the registers of a layer supply; no memory holds it. */
  RANDOM(FixedPointFormat.ufixed(8, 8)),
  /** Which words dropout keeps, a bit each. */
  MASK(FixedPointFormat.ufixed(1, 1)),
  /** The largest sum of a row, which softmax subtracts. */
  MAXIMUM(SUM, Trait.SIGNED),
  /** exp(z - maximum), of softmax. */
  EXPONENTIAL(FixedPointArithmetic::exponential),
  /** The sum of the exponentials of a row, by which softmax divides. */
  TOTAL(FixedPointArithmetic::total),
  /** F<sub>l</sub>, a stored feedback matrix or its selection. */
  FEEDBACK(FixedPointArithmetic::feedback, Trait.PARAMETER, Trait.LOADED),
  /** eta delta<sub>l</sub>, which the update multiplies by the activations. */
  GRADIENT(FixedPointArithmetic::gradient, Trait.PARAMETER, Trait.SIGNED);

  private enum Trait {
    /** Every arithmetic states its format. */
    PARAMETER,
    /** Negative half of the time. */
    SIGNED,
    /** Computed by an evaluation, too. */
    EVALUATED,
    /** Converted once, to the nearest code, before anything is computed. */
    LOADED,
    /** Never a word of its own in a memory. */
    INSIDE
  }

  private final Function<FixedPointArithmetic, Quantization> unlessStated;
  private final Optional<Role> fallback;
  private final boolean fixed;
  private final Trait[] traits;

  Role(Function<FixedPointArithmetic, Quantization> unlessStated, Trait... traits) {
    this(unlessStated, Optional.empty(), false, traits);
  }

  Role(Role fallback, Trait... traits) {
    this(arithmetic -> arithmetic.quantization(fallback), Optional.of(fallback), false, traits);
  }

  Role(FixedPointFormat always) {
    this(
        arithmetic -> new Quantization(always, Rounding.RND, Overflow.SAT), Optional.empty(), true);
  }

  Role(
      Function<FixedPointArithmetic, Quantization> unlessStated,
      Optional<Role> fallback,
      boolean fixed,
      Trait... traits) {
    this.unlessStated = unlessStated;
    this.fallback = fallback;
    this.fixed = fixed;
    this.traits = traits;
  }

  /** Returns the name as it is written in reports and configuration: {@code unfoldedError}. */
  public String label() {
    StringBuilder text = new StringBuilder();
    for (String word : name().toLowerCase(Locale.ROOT).split("_", -1)) {
      text.append(
          text.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return text.toString();
  }

  /** Returns the role whose format this one has where none is stated for it. */
  public Optional<Role> fallback() {
    return fallback;
  }

  /** Returns whether an arithmetic may state its format, and need not. */
  public boolean isOpen() {
    return !fixed && !has(Trait.PARAMETER);
  }

  /** Returns whether a single tensor of this role can have a format of its own. */
  public boolean isStatable() {
    return !fixed && !has(Trait.INSIDE);
  }

  /** Returns whether its words are converted once, to the nearest code, before anything runs. */
  public boolean isLoaded() {
    return has(Trait.LOADED);
  }

  /** Returns whether its words must be the same whatever was computed before: an evaluation's. */
  public boolean isRepeatable() {
    return has(Trait.EVALUATED);
  }

  Quantization unlessStated(FixedPointArithmetic arithmetic) {
    return unlessStated.apply(arithmetic);
  }

  /**
   * Checks a format that is stated for this role or for a tensor of it.
   *
   * @param name of the role or the tensor, for messages
   * @throws IllegalArgumentException when it cannot hold what the role is for
   */
  public void require(String name, Quantization quantization) {
    if (fixed) {
      throw new IllegalArgumentException(
          "the format of " + name + " cannot be stated; it follows from what " + label() + " is");
    }
    if (has(Trait.SIGNED) && !quantization.format().signed()) {
      throw new IllegalArgumentException(
          "the "
              + name
              + " format "
              + quantization.format()
              + " is unsigned, but its values are negative half of the time; expected fixed<W,I>");
    }
    if (has(Trait.EVALUATED) && quantization.rounding() == Rounding.STOCHASTIC) {
      throw new IllegalArgumentException(
          "the "
              + name
              + " format "
              + quantization
              + " rounds by STOCHASTIC: evaluation would depend on its order; expected one of "
              + Rounding.REPEATABLE);
    }
  }

  private boolean has(Trait trait) {
    return Arrays.asList(traits).contains(trait);
  }
}
