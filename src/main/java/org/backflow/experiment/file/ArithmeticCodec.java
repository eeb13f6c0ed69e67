package org.backflow.experiment.file;

import static org.backflow.configuration.kind.Key.optional;
import static org.backflow.configuration.kind.Key.required;
import static org.backflow.configuration.kind.ValueKind.choice;
import static org.backflow.configuration.kind.ValueKind.integer;
import static org.backflow.configuration.kind.ValueKind.text;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.backflow.configuration.kind.JsonSchema;
import org.backflow.configuration.kind.Key;
import org.backflow.configuration.kind.Keys;
import org.backflow.configuration.kind.Section;
import org.backflow.configuration.kind.ValueKind;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.FixedPointFormat;
import org.backflow.fixedpoint.Overflow;
import org.backflow.fixedpoint.Quantization;
import org.backflow.fixedpoint.Role;
import org.backflow.fixedpoint.Rounding;
import org.backflow.fixedpoint.SigmoidTable;
import org.backflow.fixedpoint.StatedFormats;
import org.backflow.fixedpoint.TensorName;

/** The section {@code fixedPoint}: formats, rounding, overflow and the sigmoid table. */
final class ArithmeticCodec {

  /**
   * As users write it: formats that name no rounding and no overflow have those of the section.
   *
   * @param valid the tensors whose formats may be stated; empty where any may be
   */
  static Section<FixedPointArithmetic> written(Supplier<Set<TensorName>> valid) {
    return Section.of(keys -> new ArithmeticCodec(valid).written(keys));
  }

  /**
   * As it is described: every format says how it rounds and overflows. Of words that are made once
   * it may say what has no effect.
   */
  static Section<FixedPointArithmetic> described(Supplier<Set<TensorName>> valid) {
    return Section.of(
        keys ->
            new ArithmeticCodec(valid)
                .arithmetic(
                    keys,
                    written -> Quantization.parse(written, Rounding.RND, Overflow.SAT).nearest(),
                    written -> Quantization.parse(written, Rounding.RND, Overflow.SAT)));
  }

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

  private static final String REPEATABLE =
      pattern(
          Arrays.stream(Rounding.values())
              .filter(rounding -> rounding != Rounding.STOCHASTIC)
              .map(Enum::name)
              .toList(),
          names(Overflow.values()),
          true);

  /** Words that a table may hold are to nearest and saturate unless they say otherwise. */
  private static final ValueKind<Quantization> ACTIVATION =
      text()
          .as(
              "a format such as fixed<16,2>",
              written -> Quantization.parse(written, Rounding.RND, Overflow.SAT),
              ArithmeticCodec::unlessUsual)
          .withPattern(REPEATABLE);

  private static final Map<Role, String> MEANINGS =
      Map.of(
          Role.SUM,
          "z of layers that look up no table; that of the table's address when left out.",
          Role.VELOCITY,
          "What an optimiser keeps of updates; that of the weights when left out.",
          Role.WEIGHT_GRADIENT,
          "Updates that an optimiser stores; that of the weights when left out.",
          Role.ERROR,
          "Errors before their product with the derivative; that of delta when left out.",
          Role.UNFOLDED_ERROR,
          "Errors of the windows of a convolution; that of other errors when left out.",
          Role.MAXIMUM,
          "The largest sum of a sample, of softmax; that of sums when left out.",
          Role.EXPONENTIAL,
          "Exponentials of softmax; as wide as activations, up to ufixed<16,1>, when left out.",
          Role.TOTAL,
          "Sums of exponentials; 32 bits as fine as those when left out.");

  private final Supplier<Set<TensorName>> valid;

  private ArithmeticCodec(Supplier<Set<TensorName>> valid) {
    this.valid = valid;
  }

  private static String unlessUsual(Quantization quantization) {
    return isTableWord(quantization) ? quantization.format().toString() : quantization.toString();
  }

  private static boolean isTableWord(Quantization quantization) {
    return quantization.rounding() == Rounding.RND && quantization.overflow() == Overflow.SAT;
  }

  private FixedPointArithmetic written(Keys<FixedPointArithmetic> keys) {
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

  private FixedPointArithmetic arithmetic(
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
    FixedPointArithmetic byRole =
        keys.of(
            required(
                    "formats",
                    Section.<FixedPointArithmetic>of(
                        formats -> formats(formats, nearest, rounded, sigmoid, accumulatorBits)),
                    "fixed<W,I> or ufixed<W,I> as in ap_fixed; fixed<W,I,ROUNDING,OVERFLOW>"
                        + " overrides the defaults for one role.")
                .describedFirst(),
            FixedPointArithmetic::byRole);
    SortedMap<TensorName, Quantization> tensors =
        keys.of(
            optional(
                    "tensors",
                    new TensorFormats(
                            role -> ofTensor(role, nearest, rounded, sigmoid.addressRounding()),
                            valid)
                        .kind(),
                    Collections.<TensorName, Quantization>emptySortedMap(),
                    "Formats of single tensors, by role and layer, before those of their roles:"
                        + " {weight: {2: fixed<8,1>}}.")
                .varying()
                .describedUnlessDefault(),
            arithmetic -> arithmetic.stated().tensors());
    FixedPointArithmetic stated = byRole.with(new StatedFormats(byRole.stated().roles(), tensors));
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

  /** What is stated for a tensor is checked where it is written. */
  private static ValueKind<Quantization> ofTensor(
      Role role,
      Function<String, Quantization> nearest,
      Function<String, Quantization> rounded,
      Rounding addressRounding) {
    Function<String, Quantization> parser =
        switch (role) {
          case INPUT, FEEDBACK -> nearest;
          case ACTIVATION, EXPONENTIAL ->
              written -> Quantization.parse(written, Rounding.RND, Overflow.SAT);
          case PREACTIVATION ->
              written -> Quantization.parse(written, addressRounding, Overflow.SAT_SYM);
          default -> rounded;
        };
    String pattern = role.isLoaded() ? ONCE : role.isRepeatable() ? REPEATABLE : OFTEN;
    return format(
            written -> {
              Quantization stated = parser.apply(written);
              role.require(role.label(), stated);
              return stated;
            })
        .withPattern(pattern);
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
    Quantization activation =
        keys.of(
            format(
                "activation",
                ACTIVATION,
                "Activations; must hold 1. Words of a table are always to nearest.",
                "fixed<16,2>"),
            arithmetic -> arithmetic.quantization(Role.ACTIVATION));
    FixedPointArithmetic parameters =
        new FixedPointArithmetic(
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
            new SigmoidTable(
                sigmoid.words(), sigmoid.domain(), sigmoid.addressRounding(), activation.format()),
            accumulatorBits);
    Map<Role, Quantization> open = new EnumMap<>(Role.class);
    if (!isTableWord(activation)) {
      open.put(Role.ACTIVATION, activation);
    }
    for (Role role : Role.values()) {
      if (role.isOpen() && role != Role.ACTIVATION) {
        keys.of(
                optional(
                    role.label(),
                    ofTensor(role, nearest, rounded, sigmoid.addressRounding()),
                    Objects.requireNonNull(MEANINGS.get(role))),
                arithmetic -> Optional.ofNullable(arithmetic.stated().roles().get(role)))
            .ifPresent(stated -> open.put(role, stated));
      }
    }
    return parameters.with(new StatedFormats(open, Collections.emptySortedMap()));
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
}
