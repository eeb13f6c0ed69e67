package org.backflow.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.Experiment;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.FixedPointFormat;
import org.backflow.fixedpoint.LearningRate;
import org.backflow.fixedpoint.Overflow;
import org.backflow.fixedpoint.Quantization;
import org.backflow.fixedpoint.Role;
import org.backflow.fixedpoint.Rounding;
import org.backflow.fixedpoint.SigmoidTable;
import org.backflow.quantized.AccumulatorProof;
import org.backflow.report.html.Element;
import org.backflow.report.html.HtmlTable;
import org.backflow.report.page.training.FixedAgainstFloat;
import org.backflow.report.page.training.StepErrorFigure;
import org.backflow.report.text.Decimals;
import org.backflow.training.ConstantRate;
import org.backflow.validation.ValidationResult;

/** The fixed-point arithmetic: formats, table and accumulator. */
final class FixedPointSection {

  private final Experiment experiment;
  private final FixedPointArithmetic arithmetic;
  private final HtmlTable formats = new HtmlTable("Formats by role");
  private final Set<Rounding> roundings = new TreeSet<>();
  private final Set<Overflow> overflows = new TreeSet<>();

  private FixedPointSection(Experiment experiment) {
    this.experiment = experiment;
    this.arithmetic = experiment.hardware().arithmetic();
  }

  /**
   * Returns the section.
   *
   * @param stepErrors of fixed point against float; empty where none were measured
   */
  static Element of(ComparisonResult result, Optional<ValidationResult> stepErrors) {
    return new FixedPointSection(result.experiment())
        .element(
            new FixedAgainstFloat(result).element(),
            stepErrors
                .map(errors -> new StepErrorFigure(result, errors).element())
                .orElseGet(FixedPointSection::measuredApart));
  }

  private static Element measuredApart() {
    return Element.of(
        "p",
        "The error of every operation against float and its saturations (SQNR, largest and"
            + " mean error, cosine) are measured apart: ./backflow verify.");
  }

  private Element element(Element againstFloat, Element stepErrors) {
    formats.head(List.of("Role", "Format", "Range", "Step", "Rounding", "Overflow"));
    loaded(Role.INPUT, "a₀, input with its constant one");
    converted(Role.WEIGHT, "W, rounded after every update", arithmetic.weight());
    converted(Role.PREACTIVATION, "z, address of the sigmoid", arithmetic.sigmoid().address());
    row(Role.ACTIVATION, "a, word of the sigmoid table", "in the table, to nearest", "none");
    row(Role.TARGET, "t", "none", "none");
    converted(Role.DERIVATIVE, "a (1 − a)", arithmetic.derivative());
    converted(Role.ERROR, "e, error fed back", arithmetic.delta());
    converted(Role.DELTA, "δ = e a (1 − a)", arithmetic.delta());
    loaded(Role.FEEDBACK, "B, feedback weights");
    converted(Role.GRADIENT, "η δ", arithmetic.gradient());
    return Element.of(
            "section",
            Element.of("h2", "Fixed point"),
            Element.of("p", use()),
            againstFloat,
            stepErrors,
            formats.element("formats"),
            Element.of("dl", explanations(), sigmoid(), accumulator(), learningRate()))
        .with("id", "fixed-point");
  }

  private String use() {
    return experiment.training().numerics().trainsFixed()
        ? "Networks were trained bit for bit in these formats, and the step is priced with words of"
            + " these widths."
        : "Networks were trained in float only; these formats set the widths of the words that the"
            + " step is priced with.";
  }

  private void loaded(Role role, String meaning) {
    row(role, meaning, "once, to nearest", "once, limited");
  }

  private void converted(Role role, String meaning, Quantization quantization) {
    roundings.add(quantization.rounding());
    overflows.add(quantization.overflow());
    row(role, meaning, quantization.rounding().name(), quantization.overflow().name());
  }

  private void row(Role role, String meaning, String rounding, String overflow) {
    FixedPointFormat format = arithmetic.format(role);
    formats.row(
        Element.of("span", role.label(), Element.of("small", " " + meaning)),
        List.of(
            Element.of("code", format.toString()),
            range(format),
            power(-format.fractionBits()),
            rounding,
            overflow));
  }

  private static Element range(FixedPointFormat format) {
    int limit = format.signed() ? format.integerBits() - 1 : format.integerBits();
    Element range =
        Element.of("span", format.signed() ? Element.of("span", "−", power(limit)) : "0");
    return format.fractionBits() == 0
        ? range.add(" to " + Decimals.grouped(format.maxCode()))
        : range.add(" to ", power(limit), " − ", power(-format.fractionBits()));
  }

  private static Element power(int exponent) {
    return exponent >= 0 && exponent <= 10
        ? Element.of("span", Integer.toString(1 << exponent))
        : Element.of(
            "span", "2", Element.of("sup", exponent < 0 ? "−" + -exponent : "" + exponent));
  }

  private List<Element> explanations() {
    List<String> lines = new ArrayList<>();
    roundings.forEach(rounding -> lines.add(rounding + ": " + meaning(rounding)));
    overflows.forEach(overflow -> lines.add(overflow + ": " + meaning(overflow)));
    return List.of(
        Element.of("dt", "Rounding and overflow"),
        Element.of(
            "dd",
            String.join("; ", lines)
                + ". A sum is exact and is converted once. Inputs, initial weights and feedback"
                + " weights are converted once, before they enter the accelerator."));
  }

  private static String meaning(Rounding rounding) {
    return switch (rounding) {
      case TRN -> "toward minus infinity";
      case TRN_ZERO -> "toward zero";
      case RND -> "to nearest, ties toward plus infinity";
      case RND_CONV -> "to nearest, ties to even";
      case RND_ZERO -> "to nearest, ties toward zero";
      case STOCHASTIC -> "up with the probability of the dropped fraction, by an LFSR";
    };
  }

  private static String meaning(Overflow overflow) {
    return switch (overflow) {
      case SAT -> "limit to the smallest and largest code";
      case SAT_SYM -> "limit to the largest code and its negative";
      case WRAP -> "keep the low bits";
    };
  }

  private List<Element> sigmoid() {
    SigmoidTable table = arithmetic.sigmoid();
    double step = table.activation().toDouble(1);
    return List.of(
        Element.of("dt", "Sigmoid table"),
        Element.of(
            "dd",
            ("%s words of %s bits for 0 ≤ z < %s, mirrored for negative z. Largest"
                    + " error against the exact function, over all z: %s, which is %s times the"
                    + " step of its words.")
                .formatted(
                    Decimals.grouped(table.words()),
                    table.activation().width(),
                    table.domain(),
                    Decimals.fixed(table.maxAbsoluteError(), 7),
                    Decimals.fixed(table.maxAbsoluteError() / step, 1))));
  }

  private List<Element> accumulator() {
    int needed =
        experiment.schemes().stream()
            .mapToInt(s -> AccumulatorProof.bitsNeeded(experiment.plan(s), arithmetic))
            .max()
            .orElseThrow();
    return List.of(
        Element.of("dt", "Accumulator"),
        Element.of(
            "dd",
            ("The longest sum of the step needs %s bits, sign included, whatever the"
                    + " data; the accumulator has %s%s")
                .formatted(
                    needed,
                    arithmetic.accumulatorBits(),
                    needed <= arithmetic.accumulatorBits()
                        ? ". It cannot overflow."
                        : ". It could overflow: this step cannot be trained in these formats.")));
  }

  private List<Element> learningRate() {
    LearningRate eta =
        LearningRate.of(
            experiment.training().protocol().eta(experiment.training().protocol().minibatch(), 0));
    return List.of(
        Element.of("dt", "Learning rate"),
        Element.of(
            "dd",
            "Applied as "
                + Decimals.fixed(eta.toDouble(), 9)
                + (experiment.training().protocol().schedule() instanceof ConstantRate
                    ? ""
                    : " in the first epoch")
                + (eta.isShift()
                    ? ", a shift."
                    : ", " + LearningRate.BITS + " significant bits.")));
  }
}
