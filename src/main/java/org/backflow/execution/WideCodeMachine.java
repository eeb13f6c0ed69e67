package org.backflow.execution;

import java.util.Arrays;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.plan.StepPlan;
import org.backflow.plan.View;

/** Codes and their sums as integers of 64 bits, for accumulators that no double holds exactly. */
final class WideCodeMachine extends FixedPointMachine<long[]> {

  WideCodeMachine(StepPlan plan, FixedPointArithmetic arithmetic, long seed) {
    super(plan, arithmetic, seed);
  }

  @Override
  public long[] words(int length) {
    return new long[Math.addExact(length, SLACK)];
  }

  @Override
  public double get(long[] words, int index) {
    return words[index];
  }

  @Override
  public void set(long[] words, int index, double value) {
    words[index] = (long) value;
  }

  @Override
  public void multiply(
      Strides strides, long[] left, long[] right, int columns, long[] sums, int from) {
    for (int row = 0; row < strides.rows(); row++) {
      int to = from + row * columns;
      Arrays.fill(sums, to, to + columns, 0);
      int word = strides.from() + row * strides.rowStride();
      for (int term = 0; term < strides.terms(); term++) {
        add(left[word], right, term * columns, sums, to, columns);
        word += strides.termStride();
      }
    }
  }

  @Override
  public void combine(
      int[] terms, long[] factors, int count, long[] right, int columns, long[] sums, int to) {
    Arrays.fill(sums, to, to + columns, 0);
    for (int i = 0; i < count; i++) {
      add(factors[i], right, terms[i] * columns, sums, to, columns);
    }
  }

  private static void add(long factor, long[] right, int from, long[] sums, int to, int columns) {
    for (int column = 0; column < columns; column++) {
      sums[to + column] += factor * right[from + column];
    }
  }

  @Override
  public void addRow(double factor, long[] right, int from, int columns, long[] sums, int rows) {
    for (int row = 0; row < rows; row++) {
      add((long) factor, right, from, sums, row * columns, columns);
    }
  }

  @Override
  public int compact(long[] source, int from, int count, int[] terms, long[] factors) {
    int found = 0;
    for (int term = 0; term < count; term++) {
      long word = source[from + term];
      terms[found] = term;
      factors[found] = word;
      found += word == 0 ? 0 : 1;
    }
    return found;
  }

  @Override
  public void gather(int[] indices, long[] source, int from, double one, long[] target, int to) {
    for (int i = 0; i < indices.length; i++) {
      int index = indices[i];
      target[to + i] = index >= 0 ? source[from + index] : index == View.ONE ? (long) one : 0;
    }
  }

  @Override
  public void clear(long[] words, int from, int to) {
    Arrays.fill(words, from, to, 0);
  }

  @Override
  public void add(long[] words, int index, long[] sums, int to) {
    sums[to] += words[index];
  }

  @Override
  public void addProduct(long[] left, int index, long[] right, int other, long[] sums, int to) {
    sums[to] += left[index] * right[other];
  }

  @Override
  long integer(long[] words, int index) {
    return words[index];
  }
}
