package org.backflow.execution;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.backflow.fixedpoint.RandomBits;
import org.backflow.fixedpoint.RandomBytes;
import org.backflow.fixedpoint.Role;
import org.backflow.function.ElementFunction;
import org.backflow.function.FloatLane;
import org.backflow.function.Precision;
import org.backflow.plan.Elementwise;
import org.backflow.plan.Operation;
import org.backflow.plan.Product;
import org.backflow.plan.SignedSum;
import org.backflow.plan.Tensor;
import org.backflow.plan.View;

/** Single precision: every product and every sum is rounded. */
class FloatMachine implements Machine<float[]> {

  private final long seed;
  private final Map<Integer, RandomBytes> randomBytes = new HashMap<>();

  /**
   * Creates a machine.
   *
   * @param seed what the registers are seeded from that masks are drawn from
   */
  FloatMachine(long seed) {
    this.seed = seed;
  }

  @Override
  public final RandomBytes randomBytes(int layer, int units) {
    return randomBytes.computeIfAbsent(layer, each -> RandomBytes.of(seed, each, units));
  }

  @Override
  public final float[] words(int length) {
    return new float[Math.addExact(length, SLACK)];
  }

  @Override
  public final double get(float[] words, int index) {
    return words[index];
  }

  @Override
  public final void set(float[] words, int index, double value) {
    words[index] = (float) value;
  }

  @Override
  public final double word(Tensor tensor, double value) {
    return (float) value;
  }

  @Override
  public final double value(Tensor tensor, double word) {
    return word;
  }

  @Override
  public void multiply(
      Strides strides, float[] left, float[] right, int columns, float[] sums, int from) {
    for (int row = 0; row < strides.rows(); row++) {
      int to = from + row * columns;
      Arrays.fill(sums, to, to + columns, 0.0f);
      int word = strides.from() + row * strides.rowStride();
      for (int term = 0; term < strides.terms(); term++) {
        add(left[word], right, term * columns, sums, to, columns);
        word += strides.termStride();
      }
    }
  }

  @Override
  public void combine(
      int[] terms, float[] factors, int count, float[] right, int columns, float[] sums, int to) {
    Arrays.fill(sums, to, to + columns, 0.0f);
    for (int i = 0; i < count; i++) {
      add(factors[i], right, terms[i] * columns, sums, to, columns);
    }
  }

  private static void add(
      float factor, float[] right, int from, float[] sums, int to, int columns) {
    for (int column = 0; column < columns; column++) {
      sums[to + column] += factor * right[from + column];
    }
  }

  @Override
  public final void addRow(
      double factor, float[] right, int from, int columns, float[] sums, int rows) {
    for (int row = 0; row < rows; row++) {
      add((float) factor, right, from, sums, row * columns, columns);
    }
  }

  @Override
  public final int compact(float[] source, int from, int count, int[] terms, float[] factors) {
    int found = 0;
    for (int term = 0; term < count; term++) {
      float word = source[from + term];
      terms[found] = term;
      factors[found] = word;
      found += word == 0.0f ? 0 : 1;
    }
    return found;
  }

  @Override
  public final void gather(
      int[] indices, float[] source, int from, double one, float[] target, int to) {
    for (int i = 0; i < indices.length; i++) {
      int index = indices[i];
      target[to + i] = index >= 0 ? source[from + index] : index == View.ONE ? (float) one : 0.0f;
    }
  }

  @Override
  public final void clear(float[] words, int from, int to) {
    Arrays.fill(words, from, to, 0.0f);
  }

  @Override
  public final void add(float[] words, int index, float[] sums, int to) {
    sums[to] += words[index];
  }

  @Override
  public final void addProduct(
      float[] left, int index, float[] right, int other, float[] sums, int to) {
    sums[to] += left[index] * right[other];
  }

  @Override
  public final End<float[]> end(Operation operation, int divisor) {
    return (sums, index, result, to, unit) -> result[to] = sums[index] / divisor;
  }

  @Override
  public final SignedEnd<float[]> signedEnd(SignedSum operation) {
    boolean stored = operation.signs().role() == Role.FEEDBACK;
    return (sums, index, signs, result, unit) -> {
      double magnitude = stored ? Math.abs(signs[unit]) : 1.0;
      result[index] = sums[index] * (float) Math.scalb(magnitude, -operation.shift());
    };
  }

  @Override
  public final ProductEnd<float[]> productEnd(Product product) {
    int columns = product.extent().n();
    return switch (product.ending()) {
      case SET ->
          (sums, rows, count, result) -> {
            for (int row = 0; row < count; row++) {
              System.arraycopy(sums, row * columns, result, rows[row] * columns, columns);
            }
          };
      case ADD ->
          (sums, rows, count, result) -> {
            for (int row = 0; row < count; row++) {
              int to = rows[row] * columns;
              for (int column = 0; column < columns; column++) {
                result[to + column] += sums[row * columns + column];
              }
            }
          };
      case SUBTRACT ->
          (sums, rows, count, result) -> {
            for (int row = 0; row < count; row++) {
              int to = rows[row] * columns;
              for (int column = 0; column < columns; column++) {
                result[to + column] -= sums[row * columns + column];
              }
            }
          };
    };
  }

  @Override
  public final Elements<float[]> elements(Elementwise operation, int[] columns) {
    ElementFunction function = operation.function();
    LoopCopies.FloatLoop loop = LoopCopies.floats(function);
    int rows = operation.extent().m();
    int units = operation.extent().n();
    return (inputs, result, eta) -> {
      FloatLane lane = new FloatLane(Precision.SINGLE, (float) eta);
      loop.run(function, lane, inputs, columns, rows, units, result);
    };
  }

  @Override
  public final Optional<RandomBits> registers(int layer) {
    return Optional.empty();
  }
}
