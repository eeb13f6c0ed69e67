package org.backflow.cosim;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Scanner;
import org.backflow.accelerator.array.PortWords;
import org.backflow.fixedpoint.Lfsr;
import org.backflow.fixedpoint.Overflow;
import org.backflow.fixedpoint.Rounding;

/**
 * What an array is fed with, in the text that its testbench plays.
 *
 * @param design the array
 * @param vectors folds, each followed by its vectors, with idle cycles between
 * @param weights rows of weights, the last row of a fold first, played independently; empty for an
 *     output-stationary array
 */
record ArrayStimulus(ArrayDesign design, List<Step> vectors, List<Step> weights) {

  private static final int IDLE = 0;
  private static final int VECTOR = 1;
  private static final int FOLD = 2;
  private static final int END = 9;

  /** The roundings and overflows in the order of their numbers in fixed_point_pkg.sv. */
  static final List<Rounding> ROUNDINGS =
      List.of(
          Rounding.TRN, Rounding.RND, Rounding.RND_CONV, Rounding.RND_ZERO, Rounding.STOCHASTIC);

  static final List<Overflow> OVERFLOWS = List.of(Overflow.SAT, Overflow.SAT_SYM, Overflow.WRAP);

  ArrayStimulus {
    vectors = List.copyOf(vectors);
    weights = List.copyOf(weights);
  }

  /** Returns the number of folds. */
  int folds() {
    return (int) vectors.stream().filter(Step.Fold.class::isInstance).count();
  }

  /** Returns the text of {@code +stimulus}. */
  String vectorText() {
    StringBuilder text = new StringBuilder();
    text.append(header()).append('\n');
    for (Step step : vectors) {
      if (step instanceof Step.Fold fold) {
        text.append(record(fold));
      } else if (step instanceof Step.Vector vector) {
        text.append(VECTOR).append(' ').append(a(vector));
        if (!design.weightStationary()) {
          text.append(' ').append(b(vector));
        }
      } else {
        text.append(IDLE);
      }
      text.append('\n');
    }
    return text.append(END).append('\n').toString();
  }

  /** Returns the text of {@code +weights}. */
  String weightText() {
    StringBuilder text = new StringBuilder();
    for (Step step : weights) {
      text.append(step instanceof Step.Vector row ? VECTOR + " " + b(row) : String.valueOf(IDLE));
      text.append('\n');
    }
    return text.append(END).append('\n').toString();
  }

  private String header() {
    return String.format(
        Locale.ROOT,
        "%d %d %d %d %d",
        design.shape().rows(),
        design.shape().columns(),
        design.widths().a(),
        design.widths().b(),
        design.overlapped() ? 1 : 0);
  }

  private String record(Step.Fold fold) {
    return String.format(
        Locale.ROOT,
        "%d %d %d %d %d %s",
        FOLD,
        fold.length(),
        fold.shift(),
        ROUNDINGS.indexOf(fold.rounding()),
        OVERFLOWS.indexOf(fold.overflow()),
        HexWord.of(fold.states(), Lfsr.BITS));
  }

  /** Returns the operands of the rows as the trace and the stimulus show them. */
  String a(Step.Vector vector) {
    return HexWord.of(vector.a(), design.widths().a());
  }

  /** Returns the operands, or weights, of the columns as the trace and the stimulus show them. */
  String b(Step.Vector vector) {
    return HexWord.of(vector.b(), design.widths().b());
  }

  /**
   * Reads the two texts.
   *
   * @throws IllegalArgumentException when the text is for another array or is cut off
   */
  static ArrayStimulus parse(ArrayDesign design, String vectorText, String weightText) {
    List<Step> vectors = new ArrayList<>();
    ArrayStimulus empty = new ArrayStimulus(design, List.of(), List.of());
    if (!vectorText.startsWith(empty.header())) {
      throw new IllegalArgumentException("the stimulus does not begin with " + empty.header());
    }
    int rows = design.shape().rows();
    int columns = design.shape().columns();
    try (Scanner scanner = new Scanner(vectorText.substring(empty.header().length()))) {
      for (int kind = scanner.nextInt(); kind != END; kind = scanner.nextInt()) {
        switch (kind) {
          case IDLE -> vectors.add(new Step.Idle());
          case VECTOR -> {
            PortWords a = PortWords.split(number(scanner), rows, design.widths().a());
            PortWords b =
                design.weightStationary()
                    ? PortWords.of()
                    : PortWords.split(number(scanner), columns, design.widths().b());
            vectors.add(new Step.Vector(a, b));
          }
          case FOLD ->
              vectors.add(
                  new Step.Fold(
                      scanner.nextInt(),
                      scanner.nextInt(),
                      ROUNDINGS.get(scanner.nextInt()),
                      OVERFLOWS.get(scanner.nextInt()),
                      PortWords.split(number(scanner), columns, Lfsr.BITS)));
          default -> throw new IllegalArgumentException("record of kind " + kind);
        }
      }
    }
    List<Step> weights = new ArrayList<>();
    if (design.weightStationary()) {
      try (Scanner scanner = new Scanner(weightText)) {
        for (int kind = scanner.nextInt(); kind != END; kind = scanner.nextInt()) {
          weights.add(
              kind == IDLE
                  ? new Step.Idle()
                  : new Step.Vector(
                      PortWords.of(),
                      PortWords.split(number(scanner), columns, design.widths().b())));
        }
      }
    }
    return new ArrayStimulus(design, vectors, weights);
  }

  private static BigInteger number(Scanner scanner) {
    return scanner.nextBigInteger(16);
  }
}
