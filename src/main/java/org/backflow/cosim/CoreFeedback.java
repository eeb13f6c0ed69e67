package org.backflow.cosim;

import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.backflow.fixedpoint.Role;
import org.backflow.plan.FeedbackVisitor;
import org.backflow.plan.Product;
import org.backflow.plan.Select;
import org.backflow.plan.SignedSum;
import org.backflow.plan.SparseProduct;
import org.backflow.quantized.CodeMatrix;

/**
 * What the feedback memory of the training core holds for the stored F<sub>1</sub>, a word per
 * hidden unit in every row. The format is defined in hdl-ref/README.md.
 */
record CoreFeedback(CodeMatrix feedback, long mask) implements FeedbackVisitor<List<long[]>> {

  /** Returns the rows of the memory; none where the scheme reads the weights instead. */
  static List<long[]> rows(CoreTraining training) {
    return training
        .feedback()
        .map(codes -> new CoreFeedback(codes, training.mask(Role.FEEDBACK)))
        .map(feedback -> training.operation("feedback.1").accept(feedback))
        .orElse(List.of());
  }

  @Override
  public List<long[]> visit(Product operation) {
    return rows(feedback.rows(), row -> words(unit -> feedback.get(row, unit) & mask));
  }

  @Override
  public List<long[]> visit(Select operation) {
    int[] selection = operation.selection(feedback.rows(), this::occupied);
    return List.of(words(unit -> selection[unit]));
  }

  @Override
  public List<long[]> visit(SignedSum operation) {
    return rows(feedback.rows(), row -> words(unit -> feedback.get(row, unit) < 0 ? 1 : 0));
  }

  /** Returns the values of all connections, then their selections. */
  @Override
  public List<long[]> visit(SparseProduct operation) {
    int[][] selections = operation.selections(feedback.rows(), this::occupied);
    int connections = operation.extent().k();
    return rows(
        2 * connections,
        row ->
            row < connections
                ? words(unit -> feedback.get(selections[unit][row], unit) & mask)
                : words(unit -> selections[unit][row - connections]));
  }

  private boolean occupied(int row, int unit) {
    return feedback.get(row, unit) != 0;
  }

  private static List<long[]> rows(int count, IntFunction<long[]> row) {
    return IntStream.range(0, count).mapToObj(row).toList();
  }

  private long[] words(IntToLongFunction ofUnit) {
    return IntStream.range(0, feedback.columns()).mapToLong(ofUnit).toArray();
  }
}
