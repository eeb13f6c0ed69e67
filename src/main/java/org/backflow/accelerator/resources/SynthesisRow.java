package org.backflow.accelerator.resources;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.backflow.accelerator.ArrayShape;
import org.backflow.accelerator.array.WordWidths;

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

  /** The parameters that models and reports read of a module. */
  private static final Map<String, List<String>> NEEDED =
      Map.of(
          "os_array",
          List.of("Rows", "Columns", "AWidth", "BWidth", "AccWidth", "OverlapDrain"),
          "ws_array",
          List.of(
              "Rows", "Columns", "AWidth", "BWidth", "AccWidth", "DoubleBuffer", "OutputRegister"),
          "vector_lane",
          List.of("WordWidth", "AccWidth"),
          "feedback_router",
          List.of("Lanes", "Outputs", "Width"),
          "train_core",
          List.of("Rows", "Columns", "Scheme", "Outputs", "WeightWidth", "AccWidth"),
          "feedback_column",
          List.of("Kind", "DeltaWidth"));

  /** Copies the map and checks that it has what models are fitted by. */
  public SynthesisRow {
    parameters = Map.copyOf(parameters);
    for (String name : NEEDED.getOrDefault(module, List.of())) {
      require(parameters, module, name);
    }
    if (NEEDED.containsKey(module) && resources.luts() == 0.0) {
      throw new IllegalArgumentException(module + " has no look-up table; expected at least one");
    }
  }

  private static int require(Map<String, Integer> parameters, String module, String name) {
    Integer value = parameters.get(name);
    if (value == null) {
      throw new IllegalArgumentException(module + " has no parameter " + name);
    }
    return value;
  }

  /**
   * Returns the value of parameter {@code name}.
   *
   * @throws IllegalArgumentException when the row has no such parameter
   */
  public int parameter(String name) {
    return require(parameters, module, name);
  }

  /** Returns the shape of an array. */
  ArrayShape shape() {
    return new ArrayShape(parameter("Rows"), parameter("Columns"));
  }

  /** Returns the widths of an array. */
  WordWidths widths() {
    return new WordWidths(parameter("AWidth"), parameter("BWidth"), parameter("AccWidth"));
  }
}
