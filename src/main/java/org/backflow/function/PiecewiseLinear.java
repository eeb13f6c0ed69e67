package org.backflow.function;

import java.math.BigInteger;
import java.util.List;
import org.backflow.fixedpoint.Conversion;
import org.backflow.fixedpoint.FixedPointFormat;
import org.backflow.fixedpoint.LearningRate;

/**
 * An activation of straight pieces whose slopes are powers of two: z is shifted, a constant is
 * added, and the sum is limited and converted once. It needs no table and no multiplier.
 */
public abstract class PiecewiseLinear implements Activation {

  private static final int LARGEST_SHIFT = 15;

  private final String name;
  private final Piece above;
  private final Piece below;
  private final double offset;
  private final double lowest;
  private final double highest;

  /** What z is multiplied by, as a shift to the right. */
  private record Piece(int shift, double slope) {
    Piece(int shift) {
      this(shift, Math.scalb(1.0, -shift));
    }
  }

  /**
   * Creates one.
   *
   * @param name as it is written in experiments
   * @param shift a positive z is multiplied by 2<sup>-shift</sup>; 0 to 15
   * @param shiftBelowZero the same for a negative z
   * @param offset is added; a multiple of 1/2
   * @param lowest an integer, or minus infinity
   * @param highest an integer, or infinity
   */
  protected PiecewiseLinear(
      String name, int shift, int shiftBelowZero, double offset, double lowest, double highest) {
    if (Math.min(shift, shiftBelowZero) < 0 || Math.max(shift, shiftBelowZero) > LARGEST_SHIFT) {
      throw new IllegalArgumentException(
          name + " shifts by " + shift + " and " + shiftBelowZero + " bits; expected 0 to 15");
    }
    this.name = name;
    this.above = new Piece(shift);
    this.below = new Piece(shiftBelowZero);
    this.offset = offset;
    this.lowest = lowest;
    this.highest = highest;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final ElementFunction function() {
    return new Limited();
  }

  @Override
  public final Slope slope() {
    return new Selected();
  }

  private int finestShift() {
    return Math.max(above.shift(), below.shift());
  }

  private Piece piece(boolean positive) {
    return positive ? above : below;
  }

  private boolean adds() {
    return offset != 0.0;
  }

  /** An output that stops short of a limit would not show that the limit was reached. */
  private void requireLimits(FixedPointFormat output) {
    for (double limit : new double[] {lowest, highest}) {
      if (!Double.isInfinite(limit) && !output.represents(limit)) {
        throw new IllegalArgumentException(
            name + " reaches " + limit + ", which " + output + " cannot hold");
      }
    }
  }

  /** A name stands for one function: those of one class and name are equal, and what they give. */
  @Override
  public final boolean equals(Object other) {
    return other instanceof PiecewiseLinear that
        && getClass() == that.getClass()
        && name.equals(that.name);
  }

  @Override
  public final int hashCode() {
    return name.hashCode();
  }

  private final class Limited implements ElementFunction {
    private PiecewiseLinear owner() {
      return PiecewiseLinear.this;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Limited limited && owner().equals(limited.owner());
    }

    @Override
    public int hashCode() {
      return owner().hashCode();
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public int arity() {
      return 1;
    }

    @Override
    public double value(double[] arguments, FloatLane lane) {
      double z = arguments[0];
      double scaled = lane.multiply(z, piece(z > 0).slope());
      return Math.max(lowest, Math.min(highest, adds() ? lane.add(scaled, offset) : scaled));
    }

    @Override
    public FixedPointFunction fixedPoint(FunctionFormats formats, LearningRate rate) {
      requireLimits(formats.resultQuantization().format());
      int fractionBits = fractionBits(formats);
      Conversion conversion = formats.resultQuantization().from(fractionBits);
      int left = fractionBits - formats.input(0).fractionBits();
      long smallest = code(lowest, fractionBits);
      long largest = code(highest, fractionBits);
      long added = code(offset, fractionBits);
      return (codes, lane) -> {
        long scaled = codes[0] << (left - piece(codes[0] > 0).shift());
        long sum = adds() ? lane.add(scaled, added) : scaled;
        return lane.convert(conversion, Math.max(smallest, Math.min(largest, sum)));
      };
    }

    private int fractionBits(FunctionFormats formats) {
      return Math.max(formats.input(0).fractionBits() + finestShift(), adds() ? 1 : 0);
    }

    private static long code(double value, int fractionBits) {
      return (long) Math.scalb(value, fractionBits);
    }

    @Override
    public BigInteger bound(FunctionFormats formats) {
      int fractionBits = fractionBits(formats);
      int left = fractionBits - formats.input(0).fractionBits();
      return formats
          .magnitude(0)
          .shiftLeft(left - Math.min(above.shift(), below.shift()))
          .add(BigInteger.valueOf(code(Math.abs(offset), fractionBits)));
    }

    @Override
    public ElementWork work() {
      return adds() ? new ElementWork(0, 1, 0) : ElementWork.NONE;
    }

    @Override
    public List<Arithmetic> events(FunctionFormats formats) {
      return adds() ? List.of(Arithmetic.adds(formats.input(0).width(), 1)) : List.of();
    }
  }

  /** The error passes, shifted as z was, where the output lies between the limits. */
  private final class Selected implements Slope {
    private PiecewiseLinear owner() {
      return PiecewiseLinear.this;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Selected selected && owner().equals(selected.owner());
    }

    @Override
    public int hashCode() {
      return owner().hashCode();
    }

    @Override
    public double value(double error, double output, FloatLane lane) {
      return lowest < output && output < highest
          ? lane.multiply(error, piece(output > offset).slope())
          : 0.0;
    }

    @Override
    public FixedPointSlope fixedPoint(SlopeFormats formats) {
      requireLimits(formats.output());
      Conversion conversion = formats.result().from(formats.errorFractionBits() + finestShift());
      int fractionBits = formats.output().fractionBits();
      double lowestCode = Math.scalb(lowest, fractionBits);
      double highestCode = Math.scalb(highest, fractionBits);
      double bend = Math.scalb(offset, fractionBits);
      return (error, output, lane) ->
          lane.convert(
              conversion,
              lowestCode < output && output < highestCode
                  ? error << (finestShift() - piece(output > bend).shift())
                  : 0);
    }

    @Override
    public BigInteger bound(SlopeFormats formats) {
      return formats
          .errorMagnitude()
          .shiftLeft(finestShift() - Math.min(above.shift(), below.shift()));
    }

    @Override
    public ElementWork work() {
      return ElementWork.NONE;
    }

    @Override
    public List<Arithmetic> events(SlopeFormats formats) {
      return List.of();
    }
  }
}
