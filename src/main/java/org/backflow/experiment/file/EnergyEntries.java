package org.backflow.experiment.file;

import static org.backflow.configuration.kind.Key.required;
import static org.backflow.configuration.kind.ValueKind.listOf;
import static org.backflow.configuration.kind.ValueKind.mapOf;
import static org.backflow.configuration.kind.ValueKind.number;
import static org.backflow.configuration.kind.ValueKind.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import org.backflow.accelerator.EnergyCurve;
import org.backflow.configuration.kind.ConfigurationMap;
import org.backflow.configuration.kind.JsonSchema;
import org.backflow.configuration.kind.Keys;
import org.backflow.configuration.kind.Section;
import org.backflow.configuration.kind.ValueKind;

/**
 * The entries of an energy table. An entry is a number, which holds for any size; points, numbers
 * by size; or a map with {@code picojoules}, a number, points or the coefficients of a polynomial,
 * and their {@code source}. The first two have the source of the table.
 */
public final class EnergyEntries {

  private static final Map<String, Object> POSITIVE =
      JsonSchema.of("type", "number", "exclusiveMinimum", 0);

  static final Map<String, Object> NUMBER =
      JsonSchema.explained("The same for every size.", POSITIVE);

  /** What sizes a curve is over. */
  enum Size {
    WIDTH(
        "a width in bits, such as 16",
        StatedSize::bitsOfWord,
        "^\\d{1,4}(\\s*bits?)?$",
        "By the bits of a word. Between two points the energy follows the power of the width that"
            + " meets both; beyond the outer ones it goes on so, and that is said with the"
            + " figures."),
    MEMORY(
        "a size with its unit: bits, B, KiB, MiB or GiB, such as 8 KiB",
        StatedSize::bits,
        "^\\d{1,9}\\s*(bits?|B|KiB|MiB|GiB)$",
        "By the size of a memory. Between two points the energy follows the power of the size that"
            + " meets both.");

    private final String expected;
    private final Function<String, OptionalLong> bits;
    private final Map<String, Object> schema;

    Size(String expected, Function<String, OptionalLong> bits, String pattern, String meaning) {
      this.expected = expected;
      this.bits = bits;
      this.schema =
          JsonSchema.explained(
              meaning,
              JsonSchema.of(
                  "type",
                  "object",
                  "minProperties",
                  1,
                  "additionalProperties",
                  false,
                  "patternProperties",
                  JsonSchema.of(pattern, POSITIVE)));
    }
  }

  /** Stands for the source of a curve whose source is a key beside it. */
  private static final String BESIDE = "";

  /** A figure that every entry may be. */
  private static final String ANY = "1.0";

  private final String tableSource;

  /** Creates a reader of entries, of which those without a source have {@code tableSource}. */
  EnergyEntries(String tableSource) {
    this.tableSource = tableSource;
  }

  /** Returns an entry whose polynomial has {@code fewest} to {@code most} coefficients. */
  ValueKind<EnergyCurve> curve(Size size, int fewest, int most) {
    Section<EnergyCurve> sourced = sourced(plain(size, fewest, most));
    return constant(tableSource)
        .or(mapOf(map -> read(map, size, fewest, most)))
        .describedAs(sourced::describe)
        .withSchema(() -> JsonSchema.oneOf(List.of(NUMBER, size.schema, sourced.schema())));
  }

  /** Returns an entry that is a number, of which {@code conversion} makes something. */
  <T> ValueKind<T> constant(Function<EnergyCurve, T> conversion) {
    return constant(tableSource).as("a number above 0", conversion);
  }

  /** Returns an entry that depends on no size. */
  ValueKind<EnergyCurve> constant() {
    return constant(tableSource).withSchema(() -> NUMBER).or(sourced(plain(1, 1)));
  }

  /** Returns an entry that is points, with or without a source of their own. */
  ValueKind<EnergyCurve> points(Size size) {
    ValueKind<EnergyCurve> bare =
        ValueKind.<EnergyCurve>mapOf(map -> points(map, size, tableSource))
            .withSchema(() -> size.schema);
    return bare.withSchema(
        () -> JsonSchema.oneOf(List.of(bare.schema(), sourced(bare, "{8 KiB: 1.0}").schema())));
  }

  /** Reads an entry that is a map. */
  EnergyCurve read(ConfigurationMap map, Size size, int fewest, int most) {
    return isPoints(map)
        ? points(map, size, tableSource)
        : sourced(plain(size, fewest, most)).read(map);
  }

  /** Returns whether the keys of a map are sizes. */
  static boolean isPoints(ConfigurationMap map) {
    return map.keys().stream().anyMatch(key -> Character.isDigit(key.charAt(0)));
  }

  private static Section<EnergyCurve> sourced(ValueKind<EnergyCurve> picojoules) {
    return sourced(picojoules, ANY);
  }

  private static Section<EnergyCurve> sourced(ValueKind<EnergyCurve> picojoules, String start) {
    return Section.of(keys -> entry(keys, picojoules, start, curve -> curve));
  }

  /** Asks for the keys of an entry that is a map. */
  static <S> EnergyCurve entry(
      Keys<S> keys, ValueKind<EnergyCurve> picojoules, Function<S, EnergyCurve> curve) {
    return entry(keys, picojoules, ANY, curve);
  }

  private static <S> EnergyCurve entry(
      Keys<S> keys,
      ValueKind<EnergyCurve> picojoules,
      String start,
      Function<S, EnergyCurve> curve) {
    EnergyCurve read = keys.of(required("picojoules", picojoules, "").startingWith(start), curve);
    String source =
        keys.of(
            required("source", text(), "Who published it.").startingWith("an estimate"),
            section -> curve.apply(section).source());
    return read instanceof EnergyCurve.Points points
        ? new EnergyCurve.Points(points.picojoules(), source)
        : new EnergyCurve.Polynomial(((EnergyCurve.Polynomial) read).picojoules(), source);
  }

  /** Returns a number or a polynomial whose source is beside it. */
  static ValueKind<EnergyCurve> plain(int fewest, int most) {
    return constant(BESIDE)
        .withSchema(() -> NUMBER)
        .or(
            listOf(number(), fewest, most)
                .as("a list of coefficients", list -> new EnergyCurve.Polynomial(list, BESIDE)))
        .describedAs(EnergyEntries::described);
  }

  /** Returns a number, a polynomial or points whose source is beside them. */
  static ValueKind<EnergyCurve> plain(Size size, int fewest, int most) {
    return plain(fewest, most)
        .or(
            ValueKind.<EnergyCurve>mapOf(map -> points(map, size, BESIDE))
                .withSchema(() -> size.schema))
        .describedAs(EnergyEntries::described);
  }

  private static Object described(EnergyCurve curve) {
    if (curve instanceof EnergyCurve.Points points) {
      Map<String, Object> bySize = new LinkedHashMap<>();
      points.picojoules().forEach((bits, energy) -> bySize.put(bits + " bits", energy));
      return bySize;
    }
    return ((EnergyCurve.Polynomial) curve).picojoules();
  }

  private static ValueKind<EnergyCurve> constant(String source) {
    return number()
        .above(0)
        .as("a number above 0", picojoules -> EnergyCurve.constant(picojoules, source));
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
}
