package org.backflow.execution;

/** {@link FloatMachine} whose products run in vector registers. */
final class VectorFloatMachine extends FloatMachine {

  VectorFloatMachine(long seed) {
    super(seed);
  }

  @Override
  public void multiply(
      Strides strides, float[] left, float[] right, int columns, float[] sums, int to) {
    FloatProductLoops.multiply(strides, left, right, columns, sums, to);
  }

  @Override
  public void combine(
      int[] terms, float[] factors, int count, float[] right, int columns, float[] sums, int to) {
    FloatProductLoops.combine(terms, factors, count, right, columns, sums, to);
  }
}
