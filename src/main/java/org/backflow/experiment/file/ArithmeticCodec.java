package org.backflow.experiment.file;

import static org.backflow.configuration.kind.Key.optional;
import static org.backflow.configuration.kind.Key.required;
import static org.backflow.configuration.kind.ValueKind.choice;
import static org.backflow.configuration.kind.ValueKind.integer;
import static org.backflow.configuration.kind.ValueKind.text;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.backflow.configuration.kind.JsonSchema;
import org.backflow.configuration.kind.Key;
import org.backflow.configuration.kind.Keys;
import org.backflow.configuration.kind.Section;
import org.backflow.configuration.kind.ValueKind;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.FixedPointFormat;
import org.backflow.fixedpoint.Overflow;
import org.backflow.fixedpoint.Quantization;
import org.backflow.fixedpoint.Rounding;
import org.backflow.fixedpoint.SigmoidTable;

/** The section {@code fixedPoint}: formats, rounding, overflow and the sigmoid table. */
final class ArithmeticCodec {

  /** As users write it: formats that name no rounding and no overflow have those of the section. */
  static final Section<FixedPointArithmetic> WRITTEN = Section.of(ArithmeticCodec::written);

  /**
   * As it is described: every format says how it rounds and overflows. Of words that are made once
   * it may say what has no effect.
   */
  static final Section<FixedPointArithmetic> DESCRIBED =
      Section.of(
          keys ->
              arithmetic(
                  keys,
                  written -> Quantization.parse(written, Rounding.RND, Overflow.SAT).nearest(),
                  written -> Quantization.parse(written, Rounding.RND, Overflow.SAT)));

  private static final Map<String, Object> ADDRESS =
      JsonSchema.of(
          "enum",
          Arrays.stream(Rounding.values())
              .filter(rounding -> rounding != Rounding.STOCHASTIC)
              .map(Enum::name)
              .toList());

  private static final String SIZES = "<\\s*\\d+\\s*,\\s*-?\\d+\\s*";

  private static final String ONCE = pattern(List.of("RND"), List.of("SAT", "SAT_SYM"), false);

  private static final String OFTEN =
      pattern(names(Rounding.values()), names(Overflow.values()), true);

  private static final ValueKind<FixedPointFormat> ACTIVATION =
      text()
          .as(
              "a format such as fixed<16,2>",
              ArithmeticCodec::tableFormat,
              FixedPointFormat::toString)
          .withPattern(pattern(List.of("RND"), List.of("SAT"), false));

  private ArithmeticCodec() {}

  private static FixedPointArithmetic written(Keys<FixedPointArithmetic> keys) {
    Rounding rounding =
        keys.written(
            required(
                    "rounding",
                    choice(Rounding.class, Enum::name),
                    "Of every format that names none.")
                .startingWith("RND"));
    Overflow overflow =
        keys.written(
            required(
                    "overflow",
                    choice(Overflow.class, Enum::name),
                    "Of every format that names none.")
                .startingWith("SAT"));
    return arithmetic(
        keys,
        text -> Quantization.parseNearest(text, overflow),
        text -> Quantization.parse(text, rounding, overflow));
  }

  private static FixedPointArithmetic arithmetic(
      Keys<FixedPointArithmetic> keys,
      Function<String, Quantization> nearest,
      Function<String, Quantization> rounded) {
    int accumulatorBits =
        keys.of(
            optional(
                "accumulatorBits",
                integer(8, FixedPointArithmetic.MAX_ACCUMULATOR_BITS),
                48,
                "Width of the accumulators; proven sufficient before anything runs."),
            FixedPointArithmetic::accumulatorBits);
    Sigmoid sigmoid =
        keys.of(required("sigmoid", SIGMOID, "The sigmoid table.").describedFirst(), Sigmoid::of);
    FixedPointArithmetic stated =
        keys.of(
            required(
                    "formats",
                    Section.<FixedPointArithmetic>of(
                        formats -> formats(formats, nearest, rounded, sigmoid, accumulatorBits)),
                    "fixed<W,I> or ufixed<W,I> as in ap_fixed; fixed<W,I,ROUNDING,OVERFLOW> overrides"
                        + " the defaults for one role.")
                .describedFirst(),
            arithmetic -> arithmetic);
    return keys.of(
            optional(
                    "bits",
                    integer(2, FixedPointFormat.MAX_WIDTH),
                    "Width of every stored word, whose integer bits stay those of its format; the"
                        + " formats say it when left out.")
                .startingWith("12")
                .undescribed(),
            arithmetic -> Optional.<Integer>empty())
        .map(stated::withWidth)
        .orElse(stated);
  }

  private record Sigmoid(int words, int domain, Rounding addressRounding) {
    static Sigmoid of(FixedPointArithmetic arithmetic) {
      SigmoidTable table = arithmetic.sigmoid();
      return new Sigmoid(table.words(), table.domain(), table.address().rounding());
    }
  }

  private static final Section<Sigmoid> SIGMOID =
      Section.of(
          keys ->
              new Sigmoid(
                  keys.of(
                      required("words", integer(2, 65_536), "Stored words, a power of two.")
                          .startingWith("2048"),
                      Sigmoid::words),
                  keys.of(
                      required(
                              "domain",
                              integer(1, 64),
                              "The table covers -domain < z < domain; a power of two.")
                          .startingWith("8"),
                      Sigmoid::domain),
                  keys.of(
                      optional(
                          "addressRounding",
                          choice(Rounding.class, Enum::name).withSchema(() -> ADDRESS),
                          Rounding.RND,
                          "How z becomes an address; any but STOCHASTIC."),
                      Sigmoid::addressRounding)));

  private static FixedPointArithmetic formats(
      Keys<FixedPointArithmetic> keys,
      Function<String, Quantization> nearest,
      Function<String, Quantization> rounded,
      Sigmoid sigmoid,
      int accumulatorBits) {
    ValueKind<Quantization> once = format(nearest).withPattern(ONCE);
    ValueKind<Quantization> often = format(rounded).withPattern(OFTEN);
    Quantization input =
        keys.of(
            format(
                "input", once, "Inputs; must hold 1. Converted once, to nearest.", "fixed<16,2>"),
            FixedPointArithmetic::input);
    Quantization weight =
        keys.of(
            format("weight", often, "Weights; rounded after every update.", "fixed<16,4>"),
            FixedPointArithmetic::weight);
    FixedPointFormat activation =
        keys.of(
            format(
                "activation",
                ACTIVATION,
                "Words of the sigmoid table, to nearest; must hold 1.",
                "fixed<16,2>"),
            arithmetic -> arithmetic.sigmoid().activation());
    return new FixedPointArithmetic(
        input,
        weight,
        keys.of(
            format("derivative", often, "a (1 - a).", "fixed<16,0>"),
            FixedPointArithmetic::derivative),
        keys.of(
            format(
                "delta",
                often,
                "Errors, before and after their product with the derivative.",
                "fixed<16,2>"),
            FixedPointArithmetic::delta),
        keys.of(
            format(
                "feedback",
                once,
                "Stored feedback matrices; converted once, to nearest.",
                "fixed<16,4>"),
            FixedPointArithmetic::feedback),
        keys.of(
            format("gradient", often, "Learning rate times delta.", "fixed<16,-2>"),
            FixedPointArithmetic::gradient),
        new SigmoidTable(sigmoid.words(), sigmoid.domain(), sigmoid.addressRounding(), activation),
        accumulatorBits);
  }

  private static <T> Key<T> format(String role, ValueKind<T> kind, String meaning, String start) {
    return required(role, kind, meaning).startingWith(start);
  }

  private static ValueKind<Quantization> format(Function<String, Quantization> parser) {
    return text()
        .as("a format such as fixed<16,3> or fixed<16,3,RND,SAT>", parser, Quantization::toString);
  }

  /** Returns what a format looks like: ours, or one of Vitis HLS, whose own defaults differ. */
  private static String pattern(List<String> roundings, List<String> overflows, boolean mayOmit) {
    String rounding = "(" + String.join("|", roundings) + ")\\s*";
    String overflow = "(" + String.join("|", overflows) + ")\\s*";
    String theirs = rounding.replace("|STOCHASTIC", "");
    String bits = "(,\\s*0\\s*)?";
    String ours = "u?fixed" + SIZES + "(,\\s*" + rounding + "(,\\s*" + overflow + ")?)?";
    String behind =
        mayOmit
            ? "(,\\s*(AP_)?" + theirs + "(,\\s*(AP_)?" + overflow + bits + ")?)?"
            : ",\\s*(AP_)?" + theirs + ",\\s*(AP_)?" + overflow + bits;
    return "(" + ours + "|ap_u?fixed" + SIZES + behind + ")>";
  }

  private static List<String> names(Enum<?>[] constants) {
    return Arrays.stream(constants).map(Enum::name).toList();
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
