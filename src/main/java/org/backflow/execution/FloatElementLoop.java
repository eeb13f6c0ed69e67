package org.backflow.execution;

import java.util.List;
import org.backflow.function.ElementFunction;
import org.backflow.function.FloatLane;

/** Applies a function to all elements; {@link LoopCopies} says why it is copied. */
final class FloatElementLoop implements LoopCopies.FloatLoop {

  @Override
  public void run(
      ElementFunction function,
      FloatLane lane,
      List<float[]> inputs,
      int[] columns,
      int rows,
      int units,
      float[] result) {
    double[] arguments = new double[columns.length];
    for (int row = 0; row < rows; row++) {
      for (int unit = 0; unit < units; unit++) {
        for (int i = 0; i < columns.length; i++) {
          arguments[i] = inputs.get(i)[columns[i] == 1 ? row : row * units + unit];
        }
        result[row * units + unit] = (float) function.value(arguments, lane);
      }
    }
  }
}
