package org.backflow.accelerator.resources;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.backflow.accelerator.ArrayShape;
import org.backflow.accelerator.array.WordWidths;

/**
 * What arrays a model was fitted to; beyond, it extrapolates.
 *
 * @param operandBits of either operand
 * @param sumBits of the sums
 * @param rows of the arrays
 * @param columns of the arrays
 */
public record FittedRange(
    SynthesisedRange operandBits,
    SynthesisedRange sumBits,
    SynthesisedRange rows,
    SynthesisedRange columns) {

  static FittedRange of(List<SynthesisRow> synthesised) {
    TreeSet<Integer> operands = new TreeSet<>();
    TreeSet<Integer> sums = new TreeSet<>();
    TreeSet<Integer> rows = new TreeSet<>();
    TreeSet<Integer> columns = new TreeSet<>();
    for (SynthesisRow row : synthesised) {
      operands.add(row.widths().a());
      operands.add(row.widths().b());
      sums.add(row.widths().sum());
      rows.add(row.shape().rows());
      columns.add(row.shape().columns());
    }
    return new FittedRange(
        SynthesisedRange.of("bits", operands),
        SynthesisedRange.of("sum bits", sums),
        SynthesisedRange.of("rows", rows),
        SynthesisedRange.of("columns", columns));
  }

  /** Returns the intervals. */
  public List<SynthesisedRange> intervals() {
    return List.of(operandBits, sumBits, rows, columns);
  }

  /** Returns in what an array leaves the range; empty where it lies inside. */
  public List<String> leftBy(ArrayShape shape, WordWidths widths) {
    return Stream.of(
            operandBits.leftBy(Math.min(widths.a(), widths.b())),
            widths.a() == widths.b()
                ? Optional.<String>empty()
                : operandBits.leftBy(Math.max(widths.a(), widths.b())),
            sumBits.leftBy(widths.sum()),
            rows.leftBy(shape.rows()),
            columns.leftBy(shape.columns()))
        .flatMap(Optional::stream)
        .toList();
  }
}
