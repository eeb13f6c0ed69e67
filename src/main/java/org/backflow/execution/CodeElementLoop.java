package org.backflow.execution;

import java.util.List;
import org.backflow.function.FixedPointFunction;

/** Applies a function to all elements; {@link LoopCopies} says why it is copied. */
final class CodeElementLoop implements LoopCopies.CodeLoop {

  @Override
  public void run(
      FixedPointFunction function,
      LoopCopies.UnitLane lane,
      List<double[]> inputs,
      int[] columns,
      int rows,
      int units,
      double[] result) {
    long[] codes = new long[columns.length];
    for (int row = 0; row < rows; row++) {
      for (int unit = 0; unit < units; unit++) {
        for (int i = 0; i < columns.length; i++) {
          codes[i] = (long) inputs.get(i)[columns[i] == 1 ? row : row * units + unit];
        }
        lane.turnTo(unit);
        result[row * units + unit] = function.apply(codes, lane);
      }
    }
  }
}
