package org.backflow.experiment;

import static org.backflow.configuration.kind.ValueKind.choice;
import static org.backflow.configuration.kind.ValueKind.integer;
import static org.backflow.configuration.kind.ValueKind.mapOf;
import static org.backflow.configuration.kind.ValueKind.text;

import java.util.function.Function;
import org.backflow.configuration.kind.ConfigurationMap;
import org.backflow.configuration.kind.ValueKind;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.FixedPointFormat;
import org.backflow.fixedpoint.Overflow;
import org.backflow.fixedpoint.Quantization;
import org.backflow.fixedpoint.Rounding;
import org.backflow.fixedpoint.SigmoidTable;

/** Reads the section {@code fixedPoint}: formats, rounding, overflow and the sigmoid table. */
final class ArithmeticFile {

  private ArithmeticFile() {}

  static FixedPointArithmetic arithmetic(ConfigurationMap map) {
    Rounding rounding = map.required("rounding", choice(Rounding.class, Enum::name));
    Overflow overflow = map.required("overflow", choice(Overflow.class, Enum::name));
    int accumulatorBits =
        map.optional("accumulatorBits", integer(8, FixedPointArithmetic.MAX_ACCUMULATOR_BITS), 48);
    Sigmoid sigmoid = map.required("sigmoid", mapOf(ArithmeticFile::sigmoid));
    ValueKind<Quantization> nearest =
        format(written -> Quantization.parseNearest(written, overflow));
    FixedPointArithmetic stated =
        map.required(
            "formats",
            mapOf(
                formats ->
                    formats(formats, nearest, rounding, overflow, sigmoid, accumulatorBits)));
    return ofWidth(map, stated);
  }

  /** Every word gets as many bits as the section wants, where it says so. */
  private static FixedPointArithmetic ofWidth(ConfigurationMap map, FixedPointArithmetic stated) {
    return map.optional("bits", integer(2, FixedPointFormat.MAX_WIDTH))
        .map(stated::withWidth)
        .orElse(stated);
  }

  /**
   * Reads the section as a description has it: every format says how it rounds and overflows. Of
   * words that are made once it may say what has no effect.
   */
  static FixedPointArithmetic described(ConfigurationMap map) {
    int accumulatorBits =
        map.required("accumulatorBits", integer(8, FixedPointArithmetic.MAX_ACCUMULATOR_BITS));
    Sigmoid sigmoid = map.required("sigmoid", mapOf(ArithmeticFile::sigmoid));
    ValueKind<Quantization> nearest =
        format(written -> Quantization.parse(written, Rounding.RND, Overflow.SAT).nearest());
    FixedPointArithmetic stated =
        map.required(
            "formats",
            mapOf(
                formats ->
                    formats(
                        formats, nearest, Rounding.RND, Overflow.SAT, sigmoid, accumulatorBits)));
    return ofWidth(map, stated);
  }

  private static ValueKind<Quantization> format(Function<String, Quantization> parser) {
    return text().as("a format such as fixed<16,3> or fixed<16,3,RND,SAT>", parser);
  }

  private record Sigmoid(int words, int domain, Rounding addressRounding) {}

  private static Sigmoid sigmoid(ConfigurationMap map) {
    return new Sigmoid(
        map.required("words", integer(2, 65_536)),
        map.required("domain", integer(1, 64)),
        map.optional("addressRounding", choice(Rounding.class, Enum::name), Rounding.RND));
  }

  private static FixedPointArithmetic formats(
      ConfigurationMap map,
      ValueKind<Quantization> nearest,
      Rounding rounding,
      Overflow overflow,
      Sigmoid sigmoid,
      int accumulatorBits) {
    ValueKind<Quantization> quantization =
        format(written -> Quantization.parse(written, rounding, overflow));
    ValueKind<FixedPointFormat> plain =
        text().as("a format such as fixed<16,2>", ArithmeticFile::tableFormat);
    return new FixedPointArithmetic(
        map.required("input", nearest),
        map.required("weight", quantization),
        map.required("derivative", quantization),
        map.required("delta", quantization),
        map.required("feedback", nearest),
        map.required("gradient", quantization),
        new SigmoidTable(
            sigmoid.words(),
            sigmoid.domain(),
            sigmoid.addressRounding(),
            map.required("activation", plain)),
        accumulatorBits);
  }

  /** Words of the sigmoid table are computed exactly, then rounded to nearest and limited. */
  private static FixedPointFormat tableFormat(String written) {
    Quantization quantization = Quantization.parse(written, Rounding.RND, Overflow.SAT);
    if (quantization.rounding() != Rounding.RND || quantization.overflow() != Overflow.SAT) {
      throw new IllegalArgumentException(
          "the sigmoid table is rounded to nearest and saturates: "
              + quantization
              + " is none of it; expected "
              + quantization.format()
              + ", or RND and SAT behind it");
    }
    return quantization.format();
  }
}
