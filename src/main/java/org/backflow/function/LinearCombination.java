package org.backflow.function;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.backflow.fixedpoint.Conversion;
import org.backflow.fixedpoint.Factor;
import org.backflow.fixedpoint.LearningRate;

/**
 * The sum of its inputs, each times a constant: a difference, a decayed velocity, a step of an
 * optimiser. In fixed point the sum is exact and is converted once. It has the fraction bits of its
 * finest term; the others are shifted left first.
 *
 * @param name the name that is printed
 * @param factors one per input; at least one. In fixed point each is the nearest {@link Factor}
 */
public record LinearCombination(String name, List<Double> factors) implements ElementFunction {

  /** The first input less the second. */
  public static final LinearCombination DIFFERENCE =
      new LinearCombination("difference", List.of(1.0, -1.0));

  /** Returns the sum of {@code terms} inputs. */
  public static LinearCombination sum(int terms) {
    return new LinearCombination("sum", Collections.nCopies(terms, 1.0));
  }

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException when there is no factor, or one that fixed point cannot hold
   */
  public LinearCombination {
    factors = List.copyOf(factors);
    if (factors.isEmpty()) {
      throw new IllegalArgumentException(name + " combines nothing; expected an input");
    }
    factors.forEach(Factor::of);
  }

  @Override
  public int arity() {
    return factors.size();
  }

  @Override
  public double value(double[] arguments, FloatLane lane) {
    double sum = term(0, arguments, lane);
    for (int i = 1; i < arguments.length; i++) {
      sum = lane.add(sum, term(i, arguments, lane));
    }
    return sum;
  }

  private double term(int input, double[] arguments, FloatLane lane) {
    return lane.multiply(lane.precision().round(factors.get(input)), arguments[input]);
  }

  private Factor factor(int input) {
    return Factor.of(factors.get(input));
  }

  @Override
  public FixedPointFunction fixedPoint(FunctionFormats formats, LearningRate rate) {
    int[] codes = new int[arity()];
    int[] shifts = new int[arity()];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = factor(i).code();
      shifts[i] = shift(formats, i);
    }
    Conversion conversion = formats.resultQuantization().from(fractionBits(formats));
    return (words, lane) -> {
      long sum = term(codes[0], words[0], lane) << shifts[0];
      for (int i = 1; i < codes.length; i++) {
        sum = lane.add(sum, term(codes[i], words[i], lane) << shifts[i]);
      }
      return lane.convert(conversion, sum);
    };
  }

  private static long term(int code, long word, FixedPointLane lane) {
    return Math.abs(code) <= 1 ? code * word : lane.multiply(code, word);
  }

  private int fractionBits(FunctionFormats formats, int input) {
    return formats.input(input).fractionBits() + factor(input).fractionBits();
  }

  private int fractionBits(FunctionFormats formats) {
    int finest = fractionBits(formats, 0);
    for (int i = 1; i < arity(); i++) {
      finest = Math.max(finest, fractionBits(formats, i));
    }
    return finest;
  }

  private int shift(FunctionFormats formats, int input) {
    return fractionBits(formats) - fractionBits(formats, input);
  }

  @Override
  public BigInteger bound(FunctionFormats formats) {
    BigInteger bound = BigInteger.ZERO;
    for (int i = 0; i < arity(); i++) {
      bound =
          bound.add(
              formats
                  .magnitude(i)
                  .multiply(BigInteger.valueOf(Math.abs(factor(i).code())))
                  .shiftLeft(shift(formats, i)));
    }
    return bound;
  }

  @Override
  public ElementWork work() {
    int multiplies = 0;
    for (int i = 0; i < arity(); i++) {
      multiplies += factor(i).isShift() ? 0 : 1;
    }
    return new ElementWork(multiplies, arity() - 1, 0);
  }

  /** Additions are as wide as the widest input. */
  @Override
  public List<Arithmetic> events(FunctionFormats formats) {
    List<Arithmetic> events = new ArrayList<>();
    int widest = 0;
    for (int i = 0; i < arity(); i++) {
      int bits = formats.input(i).width();
      widest = Math.max(widest, bits);
      if (!factor(i).isShift()) {
        events.add(new Arithmetic(Arithmetic.Kind.MULTIPLY, Factor.BITS, bits, 1));
      }
    }
    events.add(Arithmetic.adds(widest, arity() - 1L));
    return events;
  }
}
