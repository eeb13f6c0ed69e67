package org.backflow.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.backflow.plan.Product;

/** The products of the groups of a product, one after the other, from copies of their operands. */
final class GroupedProductTask<A> implements Executor.Task {

  private final Machine<A> machine;
  private final Machine.ProductEnd<A> end;
  private final A left;
  private final A right;
  private final A result;
  private final double leftOne;
  private final double rightOne;
  private final List<int[]> leftIndices = new ArrayList<>();
  private final List<int[]> rightIndices = new ArrayList<>();
  private final Strides strides;
  private final int columns;
  private final int allColumns;
  private final A factors;
  private final A terms;
  private final A groupSums;
  private final A sums;
  private final int[] rows;

  /** Creates a task of operands as they are stored. */
  GroupedProductTask(Product product, Machine<A> machine, A left, A right, A result) {
    this.machine = machine;
    this.end = machine.productEnd(product);
    this.left = left;
    this.right = right;
    this.result = result;
    this.leftOne = machine.word(product.left().tensor(), 1.0);
    this.rightOne = machine.word(product.right().tensor(), 1.0);
    int depth = product.extent().k();
    this.strides = Strides.rows(product.extent().m(), depth);
    this.allColumns = product.extent().n();
    this.columns = product.right().columns();
    int words = Math.multiplyExact(strides.rows(), depth);
    for (int group = 0; group < product.groups(); group++) {
      int first = group * columns;
      leftIndices.add(
          IntStream.range(0, words).map(i -> product.left(i / depth, first, i % depth)).toArray());
      rightIndices.add(
          IntStream.range(0, Math.multiplyExact(depth, columns))
              .map(i -> product.right(i / columns, first + i % columns))
              .toArray());
    }
    this.factors = machine.words(words);
    this.terms = machine.words(depth * columns);
    this.groupSums = machine.words(Math.multiplyExact(strides.rows(), columns));
    this.sums = machine.words(Math.multiplyExact(strides.rows(), allColumns));
    this.rows = IntStream.range(0, strides.rows()).toArray();
  }

  @Override
  public void run(double eta) {
    for (int group = 0; group < leftIndices.size(); group++) {
      machine.gather(leftIndices.get(group), left, 0, leftOne, factors, 0);
      machine.gather(rightIndices.get(group), right, 0, rightOne, terms, 0);
      machine.multiply(strides, factors, terms, columns, groupSums, 0);
      for (int row = 0; row < strides.rows(); row++) {
        int to = row * allColumns + group * columns;
        System.arraycopy(groupSums, row * columns, sums, to, columns);
      }
    }
    end.apply(sums, rows, rows.length, result);
  }
}
