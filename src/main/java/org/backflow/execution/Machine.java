package org.backflow.execution;

import java.util.List;
import java.util.Optional;
import org.backflow.fixedpoint.RandomBits;
import org.backflow.fixedpoint.RandomBytes;
import org.backflow.plan.Elementwise;
import org.backflow.plan.Operation;
import org.backflow.plan.Product;
import org.backflow.plan.SignedSum;
import org.backflow.plan.Tensor;

/**
 * What an {@link Executor} computes with: words in arrays of one type, kernels over them, and how
 * sums end in words.
 *
 * <p>Kernels read and write whole vectors: every array has {@link #SLACK} words behind its last
 * one, whose content is of no meaning. A machine keeps what it draws from and serves one thread.
 *
 * @param <A> an array of words
 */
public interface Machine<A> {

  /** The words of the widest block of a row that a kernel touches. */
  int SLACK = 64;

  /** Returns a new array of {@code length} zeros and the slack behind them. */
  A words(int length);

  /** Returns word {@code index}. */
  double get(A words, int index);

  /** Sets word {@code index} to {@code value}, which it holds exactly. */
  void set(A words, int index, double value);

  /** Returns the word of {@code tensor} that stands for {@code value}: rounded, or its code. */
  double word(Tensor tensor, double value);

  /** Returns the value that {@code word} of {@code tensor} stands for. */
  double value(Tensor tensor, double word);

  /**
   * Computes sums = left right: every sum from zero, its terms ascending.
   *
   * @param right terms x {@code columns}, row-major
   * @param sums rows x {@code columns}, row-major, from {@code to} on; what follows is lost
   */
  void multiply(Strides strides, A left, A right, int columns, A sums, int to);

  /**
   * Adds {@code factor} times a row to {@code rows} rows of sums.
   *
   * @param from where the row of {@code right} begins
   */
  void addRow(double factor, A right, int from, int columns, A sums, int rows);

  /**
   * Computes a row of a product whose left operand is mostly zero: sums[to + j] is the sum over i,
   * ascending, of factors[i] right[terms[i]][j]. What follows in {@code sums} is lost.
   *
   * @param terms the terms that are not zero
   * @param factors their words
   * @param count how many there are
   */
  void combine(int[] terms, A factors, int count, A right, int columns, A sums, int to);

  /**
   * Copies the words that are not zero out of {@code count} words of {@code source}.
   *
   * @param terms receives their indices, counted from {@code from}
   * @param factors receives the words
   * @return how many there are
   */
  int compact(A source, int from, int count, int[] terms, A factors);

  /**
   * Copies words by their indices, as {@link org.backflow.plan.View#index} gives them: a word of
   * {@code source}, the constant {@code one}, or zero.
   *
   * @param from is added to the indices of words
   * @param to where the first one goes
   */
  void gather(int[] indices, A source, int from, double one, A target, int to);

  /** Sets words {@code from} to before {@code to} to zero. */
  void clear(A words, int from, int to);

  /** Adds word {@code index} of {@code words} to sum {@code to} of {@code sums}. */
  void add(A words, int index, A sums, int to);

  /**
   * Adds a product of two words to sum {@code to} of {@code sums}.
   *
   * @param index of the word of {@code left}
   * @param other index of the word of {@code right}
   */
  void addProduct(A left, int index, A right, int other, A sums, int to);

  /** Returns the random bytes of a layer of {@code units} units: the same ones every time. */
  RandomBytes randomBytes(int layer, int units);

  /** How sums become words. */
  @FunctionalInterface
  interface End<A> {

    /** Sets word {@code to} of {@code result}, which belongs to {@code unit}. */
    void apply(A sums, int index, A result, int to, int unit);
  }

  /**
   * Returns how the sums of {@code operation}, which is no product and no sum of signed words,
   * become words.
   *
   * @param divisor what they are divided by
   */
  End<A> end(Operation operation, int divisor);

  /** How sums of signed words become words. */
  @FunctionalInterface
  interface SignedEnd<A> {

    /** Sets word {@code index} of {@code result}, which belongs to {@code unit}. */
    void apply(A sums, int index, A signs, A result, int unit);
  }

  /** Returns how the sums of {@code operation} become words. */
  SignedEnd<A> signedEnd(SignedSum operation);

  /** How the sums of a product meet its result. */
  @FunctionalInterface
  interface ProductEnd<A> {

    /**
     * Ends rows of sums.
     *
     * @param sums count x columns
     * @param rows the rows of the result that they belong to, ascending
     */
    void apply(A sums, int[] rows, int count, A result);
  }

  /** Returns how the sums of {@code product} meet its result. */
  ProductEnd<A> productEnd(Product product);

  /** A function of elements, over all elements. */
  @FunctionalInterface
  interface Elements<A> {

    /** Computes the result. */
    void apply(List<A> inputs, A result, double eta);
  }

  /**
   * Returns what computes {@code operation}.
   *
   * @param columns words of a row of every input: those of the result, or one
   */
  Elements<A> elements(Elementwise operation, int[] columns);

  /** Returns the random registers of {@code layer}; nothing where none are drawn from. */
  Optional<RandomBits> registers(int layer);
}
