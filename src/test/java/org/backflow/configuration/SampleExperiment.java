package org.backflow.configuration;

import static org.backflow.configuration.kind.ValueKind.bool;
import static org.backflow.configuration.kind.ValueKind.choice;
import static org.backflow.configuration.kind.ValueKind.integer;
import static org.backflow.configuration.kind.ValueKind.listOf;
import static org.backflow.configuration.kind.ValueKind.longInteger;
import static org.backflow.configuration.kind.ValueKind.mapOf;
import static org.backflow.configuration.kind.ValueKind.number;
import static org.backflow.configuration.kind.ValueKind.text;

import java.util.List;
import org.backflow.configuration.kind.ConfigurationMap;
import org.backflow.configuration.kind.ValueKind;

/** A configuration with a value of every kind, for the tests. */
public record SampleExperiment(
    String name,
    long seed,
    Protocol protocol,
    List<Integer> layers,
    List<Scheme> schemes,
    Accelerator accelerator) {

  public static final String YAML =
      """
      name: sample
      seed: 0x2A
      protocol:
        epochs: 5
        learningRate: 0.25
        order: fixed
        scale: ln(t+1)
      layers: [784, 20, 10]
      schemes:
        - backprop
        - name: sparse
          perUnit: 2
      accelerator: {rows: 16, columns: 16, doubleBuffered: true}
      """;

  public static SampleExperiment from(ConfigurationMap map) {
    return new SampleExperiment(
        map.required("name", text()),
        map.optional("seed", longInteger(0, Long.MAX_VALUE), 1L),
        map.required("protocol", mapOf(Protocol::from)),
        map.required("layers", listOf(integer(1, 4096), 2, 8)),
        map.required("schemes", listOf(Scheme.KIND)),
        map.required("accelerator", mapOf(Accelerator::from)));
  }

  public enum Order {
    FIXED,
    RESHUFFLED
  }

  public enum Scale {
    CONSTANT("constant"),
    LOGARITHMIC("ln(t+1)");

    private final String label;

    Scale(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  record Protocol(int epochs, double learningRate, Order order, Scale scale) {
    static Protocol from(ConfigurationMap map) {
      return new Protocol(
          map.required("epochs", integer(1, 1_000_000)),
          map.required("learningRate", number().above(0).atMost(10)),
          map.optional("order", choice(Order.class), Order.RESHUFFLED),
          map.optional("scale", choice(Scale.class, Scale::label), Scale.CONSTANT));
    }
  }

  record Scheme(String name, int perUnit) {
    static final ValueKind<Scheme> KIND =
        choice(List.of("backprop", "one-hot"))
            .as("the name of a scheme", name -> new Scheme(name, 1))
            .or(mapOf(Scheme::from));

    static Scheme from(ConfigurationMap map) {
      return new Scheme(
          map.required("name", choice(List.of("sparse"))), map.required("perUnit", integer(1, 64)));
    }
  }

  record Accelerator(String name, int rows, int columns, boolean doubleBuffered) {
    Accelerator {
      if (rows * columns > 65_536) {
        throw new IllegalArgumentException(
            rows + " rows of " + columns + " columns are more than 65536 processing elements");
      }
    }

    static Accelerator from(ConfigurationMap map) {
      return new Accelerator(
          map.reference().orElse("unnamed"),
          map.required("rows", integer(1, 1024)),
          map.required("columns", integer(1, 1024)),
          map.optional("doubleBuffered", bool(), false));
    }
  }
}
