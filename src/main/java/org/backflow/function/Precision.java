package org.backflow.function;

import org.backflow.fixedpoint.SigmoidTable;

/** The floating-point format in which an interpreter rounds after every operation. */
public enum Precision {
  /** IEEE 754 binary32. */
  SINGLE {
    @Override
    public double round(double value) {
      return (float) value;
    }

    @Override
    public double sigmoid(double z) {
      return FloatSigmoid.of((float) z);
    }

    /** 2 s(2 z) - 1, s being the logistic function; doubling is exact. */
    @Override
    public double tanh(double z) {
      return 2.0f * FloatSigmoid.of(2.0f * (float) z) - 1.0f;
    }
  },
  /** IEEE 754 binary64. */
  DOUBLE {
    @Override
    public double round(double value) {
      return value;
    }

    @Override
    public double sigmoid(double z) {
      return SigmoidTable.sigmoid(z);
    }

    @Override
    public double tanh(double z) {
      return StrictMath.tanh(z);
    }
  };

  /**
   * Returns {@code value} in this format. One interpreter serves both: a sum, a difference, a
   * product or a quotient of two binary32 numbers may be formed in binary64 and then rounded. The
   * result is that of binary32 directly, because 53 bits are more than twice 24 and two (Figueroa
   * 1995, "When is double rounding innocuous?").
   */
  public abstract double round(double value);

  /** Returns exp(z), rounded to this format, the same bits on every machine. */
  public final double exp(double z) {
    return round(StrictMath.exp(z));
  }

  /** Returns 1 / (1 + exp(-z)) as this precision computes it, the same bits on every machine. */
  public abstract double sigmoid(double z);

  /** Returns tanh(z) as this precision computes it, the same bits on every machine. */
  public abstract double tanh(double z);
}
