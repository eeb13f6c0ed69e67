package org.backflow.function;

import java.util.List;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.Role;

/** The formats of a function between tensors that have those of their roles. */
final class RoleFormats {
  private RoleFormats() {}

  static FunctionFormats of(FixedPointArithmetic arithmetic, List<Role> inputs, Role result) {
    return new FunctionFormats(
        arithmetic,
        inputs.stream().map(arithmetic::format).toList(),
        arithmetic.quantization(result));
  }
}
