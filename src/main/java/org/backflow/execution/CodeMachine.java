package org.backflow.execution;

import java.util.Arrays;
import java.util.List;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.LaneConversion;
import org.backflow.function.FixedPointFunction;
import org.backflow.plan.Elementwise;
import org.backflow.plan.Ending;
import org.backflow.plan.Product;
import org.backflow.plan.StepPlan;
import org.backflow.plan.View;
import org.backflow.quantized.ProductAlignment;

/**
 * Codes and their sums in double precision, which holds integers of 53 bits exactly: of a plan
 * whose accumulators are proven to be no wider.
 */
class CodeMachine extends FixedPointMachine<double[]> {

  CodeMachine(StepPlan plan, FixedPointArithmetic arithmetic, long seed) {
    super(plan, arithmetic, seed);
  }

  @Override
  public final double[] words(int length) {
    return new double[Math.addExact(length, SLACK)];
  }

  @Override
  public final double get(double[] words, int index) {
    return words[index];
  }

  @Override
  public final void set(double[] words, int index, double value) {
    words[index] = value;
  }

  @Override
  public void multiply(
      Strides strides, double[] left, double[] right, int columns, double[] sums, int from) {
    for (int row = 0; row < strides.rows(); row++) {
      int to = from + row * columns;
      Arrays.fill(sums, to, to + columns, 0.0);
      int word = strides.from() + row * strides.rowStride();
      for (int term = 0; term < strides.terms(); term++) {
        add(left[word], right, term * columns, sums, to, columns);
        word += strides.termStride();
      }
    }
  }

  @Override
  public void combine(
      int[] terms,
      double[] factors,
      int count,
      double[] right,
      int columns,
      double[] sums,
      int to) {
    Arrays.fill(sums, to, to + columns, 0.0);
    for (int i = 0; i < count; i++) {
      add(factors[i], right, terms[i] * columns, sums, to, columns);
    }
  }

  private static void add(
      double factor, double[] right, int from, double[] sums, int to, int columns) {
    for (int column = 0; column < columns; column++) {
      sums[to + column] += factor * right[from + column];
    }
  }

  @Override
  public final void addRow(
      double factor, double[] right, int from, int columns, double[] sums, int rows) {
    for (int row = 0; row < rows; row++) {
      add(factor, right, from, sums, row * columns, columns);
    }
  }

  @Override
  public final int compact(double[] source, int from, int count, int[] terms, double[] factors) {
    int found = 0;
    for (int term = 0; term < count; term++) {
      double word = source[from + term];
      terms[found] = term;
      factors[found] = word;
      found += word == 0.0 ? 0 : 1;
    }
    return found;
  }

  @Override
  public final void gather(
      int[] indices, double[] source, int from, double one, double[] target, int to) {
    for (int i = 0; i < indices.length; i++) {
      int index = indices[i];
      target[to + i] = index >= 0 ? source[from + index] : index == View.ONE ? one : 0.0;
    }
  }

  @Override
  public final void clear(double[] words, int from, int to) {
    Arrays.fill(words, from, to, 0.0);
  }

  @Override
  public final void add(double[] words, int index, double[] sums, int to) {
    sums[to] += words[index];
  }

  @Override
  public final void addProduct(
      double[] left, int index, double[] right, int other, double[] sums, int to) {
    sums[to] += left[index] * right[other];
  }

  @Override
  final long integer(double[] words, int index) {
    return (long) words[index];
  }

  @Override
  final void applyAll(
      Elementwise operation,
      FixedPointFunction function,
      LoopCopies.UnitLane lane,
      List<double[]> inputs,
      int[] columns,
      double[] result) {
    int rows = operation.extent().m();
    int units = operation.extent().n();
    LoopCopies.codes(operation.function())
        .run(function, lane, inputs, columns, rows, units, result);
  }

  @Override
  final ProductEnd<double[]> uniformEnd(
      Product product, ProductAlignment alignment, LaneConversion conversion) {
    int columns = product.extent().n();
    boolean reads = product.ending().readsResult();
    double factor =
        Math.scalb(product.ending() == Ending.SUBTRACT ? -1.0 : 1.0, alignment.productShift());
    double resultFactor = reads ? Math.scalb(1.0, alignment.resultShift()) : 0.0;
    return (sums, rows, count, result) -> {
      for (int row = 0; row < count; row++) {
        end(
            sums,
            row * columns,
            factor,
            result,
            rows[row] * columns,
            resultFactor,
            columns,
            conversion);
      }
    };
  }

  /** Ends one row; all that is added is an integer that double precision holds. */
  private static void end(
      double[] sums,
      int from,
      double factor,
      double[] result,
      int to,
      double resultFactor,
      int columns,
      LaneConversion conversion) {
    double constant = conversion.constant();
    int shift = conversion.shift();
    long lowest = conversion.lowest();
    long highest = conversion.highest();
    for (int i = 0; i < columns; i++) {
      long sum = (long) (sums[from + i] * factor + result[to + i] * resultFactor + constant);
      result[to + i] = Math.max(lowest, Math.min(highest, sum >> shift));
    }
  }
}
