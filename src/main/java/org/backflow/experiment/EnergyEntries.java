package org.backflow.experiment;

import static org.backflow.configuration.kind.ValueKind.listOf;
import static org.backflow.configuration.kind.ValueKind.mapOf;
import static org.backflow.configuration.kind.ValueKind.number;
import static org.backflow.configuration.kind.ValueKind.text;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import org.backflow.accelerator.EnergyCurve;
import org.backflow.configuration.kind.ConfigurationMap;
import org.backflow.configuration.kind.ValueKind;

/**
 * Reads and describes the entries of an energy table. An entry is a number, which holds for any
 * size; points, numbers by size; or a map with {@code picojoules}, a number, points or the
 * coefficients of a polynomial, and their {@code source}. The first two have the source of the
 * table.
 */
public final class EnergyEntries {

  /** What sizes a curve is over. */
  enum Size {
    WIDTH("a width in bits, such as 16", StatedSize::bitsOfWord),
    MEMORY("a size with its unit: bits, B, KiB, MiB or GiB, such as 8 KiB", StatedSize::bits);

    private final String expected;
    private final Function<String, OptionalLong> bits;

    Size(String expected, Function<String, OptionalLong> bits) {
      this.expected = expected;
      this.bits = bits;
    }
  }

  private final String tableSource;

  /** Creates a reader of entries, of which those without a source have {@code tableSource}. */
  EnergyEntries(String tableSource) {
    this.tableSource = tableSource;
  }

  /** Returns an entry whose polynomial has {@code fewest} to {@code most} coefficients. */
  ValueKind<EnergyCurve> curve(Size size, int fewest, int most) {
    return constant(tableSource).or(mapOf(map -> curve(map, size, fewest, most)));
  }

  /** Returns an entry that is a number, of which {@code conversion} makes something. */
  <T> ValueKind<T> constant(Function<EnergyCurve, T> conversion) {
    return constant(tableSource).as("a number above 0", conversion);
  }

  /** Returns an entry that depends on no size. */
  ValueKind<EnergyCurve> constant() {
    return constant(tableSource)
        .or(
            mapOf(
                map -> {
                  String source = map.required("source", text());
                  return map.required("picojoules", constant(source).or(polynomial(source, 1, 1)));
                }));
  }

  /** Reads an entry that is a map. */
  EnergyCurve curve(ConfigurationMap map, Size size, int fewest, int most) {
    if (map.keys().stream().anyMatch(key -> Character.isDigit(key.charAt(0)))) {
      return points(map, size, tableSource);
    }
    String source = map.required("source", text());
    return map.required(
        "picojoules",
        constant(source)
            .or(polynomial(source, fewest, most))
            .or(mapOf(points -> points(points, size, source))));
  }

  private static ValueKind<EnergyCurve> constant(String source) {
    return number()
        .above(0)
        .as("a number above 0", picojoules -> EnergyCurve.constant(picojoules, source));
  }

  private static ValueKind<EnergyCurve> polynomial(String source, int fewest, int most) {
    return listOf(number(), fewest, most)
        .as("a list of coefficients", list -> new EnergyCurve.Polynomial(list, source));
  }

  private static EnergyCurve points(ConfigurationMap map, Size size, String source) {
    TreeMap<Long, Double> points = new TreeMap<>();
    Map<Long, String> keys = new LinkedHashMap<>();
    for (String key : map.keys()) {
      double picojoules = map.required(key, number().above(0));
      OptionalLong bits = size.bits.apply(key);
      if (bits.isEmpty()) {
        map.refuseKey(key, size.expected);
      } else if (keys.putIfAbsent(bits.getAsLong(), key) != null) {
        map.refuseKey(key, "each size once, as this is " + keys.get(bits.getAsLong()));
      } else {
        points.put(bits.getAsLong(), picojoules);
      }
    }
    return new EnergyCurve.Points(points, source);
  }

  /** Returns an entry as it is read again. */
  static Map<String, Object> described(EnergyCurve curve) {
    Map<String, Object> tree = new LinkedHashMap<>();
    if (curve instanceof EnergyCurve.Points points) {
      Map<String, Object> bySize = new LinkedHashMap<>();
      points.picojoules().forEach((bits, energy) -> bySize.put(bits + " bits", energy));
      tree.put("picojoules", bySize);
    } else {
      tree.put("picojoules", ((EnergyCurve.Polynomial) curve).picojoules());
    }
    tree.put("source", curve.source());
    return tree;
  }
}
