package org.backflow.accelerator.resources;

import java.util.Map;
import java.util.OptionalDouble;

/**
 * What one module took when it was synthesised: a row of {@code data/resources/*.csv}.
 *
 * @param module the name of the module in {@code hdl-ref/rtl}
 * @param parameters its parameters, by name
 * @param resources what it took
 * @param clockMegahertz after place and route; empty where that was not run
 */
public record SynthesisRow(
    String module,
    Map<String, Integer> parameters,
    FpgaResources resources,
    OptionalDouble clockMegahertz) {

  /** Copies the map. */
  public SynthesisRow {
    parameters = Map.copyOf(parameters);
  }

  /**
   * Returns the value of parameter {@code name}.
   *
   * @throws IllegalArgumentException when the row has no such parameter
   */
  public int parameter(String name) {
    Integer value = parameters.get(name);
    if (value == null) {
      throw new IllegalArgumentException(module + " has no parameter " + name);
    }
    return value;
  }
}
