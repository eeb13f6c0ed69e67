package org.backflow.training.kernel;

import static org.backflow.training.kernel.WordVectors.INTS;
import static org.backflow.training.kernel.WordVectors.WIDTH;
import static org.backflow.training.kernel.WordVectors.load;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/** Sums of words times the rows of a matrix, all of them, in both {@linkplain SplitSum parts}. */
final class DenseSumLoops {

  private DenseSumLoops() {}

  /**
   * Computes the sums over so many products as {@linkplain SplitSum#productsPerInt() fit}, of the
   * lanes from {@code begin} to before {@code end}.
   *
   * @param factors one for each row
   * @param row where the first row begins
   * @param lanes from a row to the next
   */
  static void sum(
      FactorColumn factors,
      SplitSum split,
      int[] matrix,
      int row,
      int lanes,
      int begin,
      int end,
      SplitSums parts) {
    int bits = split.lowBits();
    switch (split.group()) {
      case 0 -> sumCut(factors, split, matrix, row, lanes, begin, end, parts);
      case 1 -> sumOnes(factors, bits, matrix, row, lanes, begin, end, parts);
      default -> sumThrees(factors, bits, matrix, row, lanes, begin, end, parts);
    }
  }

  private static void sumThrees(
      FactorColumn factors,
      int bits,
      int[] matrix,
      int row,
      int lanes,
      int begin,
      int end,
      SplitSums parts) {
    int[] a = factors.words();
    int from = factors.from();
    int stride = factors.stride();
    int count = factors.count();
    IntVector shift = IntVector.broadcast(INTS, bits);
    for (int lane = begin; lane < end; lane += WIDTH) {
      IntVector high = IntVector.zero(INTS);
      IntVector all = high;
      int x = from;
      int next = row + lane;
      int left = count;
      for (; left >= 3; left -= 3) {
        IntVector sum =
            load(matrix, next)
                .mul(a[x])
                .add(load(matrix, next + lanes).mul(a[x + stride]))
                .add(load(matrix, next + 2 * lanes).mul(a[x + 2 * stride]));
        high = high.add(sum.lanewise(VectorOperators.ASHR, shift));
        all = all.add(sum);
        x += 3 * stride;
        next += 3 * lanes;
      }
      for (; left > 0; left--) {
        IntVector product = load(matrix, next).mul(a[x]);
        high = high.add(product.lanewise(VectorOperators.ASHR, shift));
        all = all.add(product);
        x += stride;
        next += lanes;
      }
      high.intoArray(parts.highs(), lane);
      all.sub(high.lanewise(VectorOperators.LSHL, shift)).intoArray(parts.lows(), lane);
    }
  }

  private static void sumOnes(
      FactorColumn factors,
      int bits,
      int[] matrix,
      int row,
      int lanes,
      int begin,
      int end,
      SplitSums parts) {
    int[] a = factors.words();
    int from = factors.from();
    int stride = factors.stride();
    int count = factors.count();
    IntVector shift = IntVector.broadcast(INTS, bits);
    for (int lane = begin; lane < end; lane += WIDTH) {
      IntVector high = IntVector.zero(INTS);
      IntVector all = high;
      int next = row + lane;
      for (int i = 0; i < count; i++) {
        IntVector product = load(matrix, next + i * lanes).mul(a[from + i * stride]);
        high = high.add(product.lanewise(VectorOperators.ASHR, shift));
        all = all.add(product);
      }
      high.intoArray(parts.highs(), lane);
      all.sub(high.lanewise(VectorOperators.LSHL, shift)).intoArray(parts.lows(), lane);
    }
  }

  private static void sumCut(
      FactorColumn factors,
      SplitSum split,
      int[] matrix,
      int row,
      int lanes,
      int begin,
      int end,
      SplitSums parts) {
    int[] a = factors.words();
    int from = factors.from();
    int stride = factors.stride();
    int count = factors.count();
    int lowBits = split.lowBits();
    int lowMask = split.lowMask();
    for (int lane = begin; lane < end; lane += WIDTH) {
      IntVector high = IntVector.zero(INTS);
      IntVector low = high;
      int next = row + lane;
      for (int i = 0; i < count; i++) {
        int x = a[from + i * stride];
        IntVector words = load(matrix, next + i * lanes);
        high = high.add(words.mul(x >> lowBits));
        low = low.add(words.mul(x & lowMask));
      }
      high.intoArray(parts.highs(), lane);
      low.intoArray(parts.lows(), lane);
    }
  }

  /** Adds x times one row. */
  static void add(int x, SplitSum split, int[] matrix, int row, int lanes, SplitSums parts) {
    if (split.group() == 0) {
      addCut(x, split, matrix, row, lanes, parts);
    } else {
      addOne(x, split, matrix, row, lanes, parts);
    }
  }

  private static void addOne(
      int x, SplitSum split, int[] matrix, int row, int lanes, SplitSums parts) {
    IntVector shift = IntVector.broadcast(INTS, split.lowBits());
    int lowMask = split.lowMask();
    for (int lane = 0; lane < lanes; lane += WIDTH) {
      IntVector product = load(matrix, row + lane).mul(x);
      load(parts.highs(), lane)
          .add(product.lanewise(VectorOperators.ASHR, shift))
          .intoArray(parts.highs(), lane);
      load(parts.lows(), lane).add(product.and(lowMask)).intoArray(parts.lows(), lane);
    }
  }

  private static void addCut(
      int x, SplitSum split, int[] matrix, int row, int lanes, SplitSums parts) {
    int high = x >> split.lowBits();
    int low = x & split.lowMask();
    for (int lane = 0; lane < lanes; lane += WIDTH) {
      IntVector words = load(matrix, row + lane);
      load(parts.highs(), lane).add(words.mul(high)).intoArray(parts.highs(), lane);
      load(parts.lows(), lane).add(words.mul(low)).intoArray(parts.lows(), lane);
    }
  }
}
