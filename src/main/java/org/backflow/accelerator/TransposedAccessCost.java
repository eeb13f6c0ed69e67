package org.backflow.accelerator;

import java.util.List;
import org.backflow.accelerator.memory.StoredTensor;
import org.backflow.accelerator.memory.TensorKind;

/**
 * What transposed access to W adds to an operation.
 *
 * @param traffic words on chip
 * @param copy the second copy of W; written only if there are {@code copyWords}
 * @param copyWords words of the copy that an update writes
 * @param stallCycles cycles that are not hidden
 */
record TransposedAccessCost(List<Traffic> traffic, Operand copy, long copyWords, long stallCycles) {
  static final TransposedAccessCost NONE =
      new TransposedAccessCost(
          List.of(), new Operand(StoredTensor.alone(TensorKind.TRANSPOSED_WEIGHT), 1), 0, 0);
}
