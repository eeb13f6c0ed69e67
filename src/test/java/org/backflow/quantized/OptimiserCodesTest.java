package org.backflow.quantized;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToLongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.backflow.data.ImageShape;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.fixedpoint.ConversionSpecification;
import org.backflow.fixedpoint.Factor;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.FixedPointFormat;
import org.backflow.fixedpoint.LearningRate;
import org.backflow.fixedpoint.Overflow;
import org.backflow.fixedpoint.Quantization;
import org.backflow.fixedpoint.RandomBits;
import org.backflow.fixedpoint.Role;
import org.backflow.fixedpoint.Rounding;
import org.backflow.fixedpoint.SigmoidTable;
import org.backflow.fixedpoint.StatedFormats;
import org.backflow.function.Logistic;
import org.backflow.layer.BinaryCrossEntropy;
import org.backflow.layer.Dense;
import org.backflow.layer.LayeredNetwork;
import org.backflow.layer.Optimiser;
import org.backflow.layer.Optimisers;
import org.backflow.network.Matrix;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;
import org.backflow.random.RandomStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every optimiser, word for word, against its formulas in whole numbers of any size: random
 * formats, every rounding and overflow, and the draws of the weights' registers.
 */
final class OptimiserCodesTest {
  private static final int BATCH = 2;
  private static final int INPUTS = 3;
  private static final int UNITS = 2;
  private static final int STEPS = 6;
  private static final Tensor WEIGHT = Tensor.weight(1);
  private static final Tensor VELOCITY = new Tensor(Role.VELOCITY, 1);

  static Stream<Case> cases() {
    return LongStream.range(0, 120).mapToObj(Case::of);
  }

  record Case(long seed, Optimiser optimiser, FixedPointArithmetic arithmetic, double eta) {

    static Case of(long seed) {
      RandomStream random = RandomStream.of(seed, "optimiser");
      Optimiser drawn = Optimisers.all().get((int) (seed % 3));
      double decay = List.of(0.0, 0.125, 0.01, 0.07).get(random.nextInt(4));
      double momentum = List.of(0.9, 0.5, 0.99).get(random.nextInt(3));
      return new Case(
          seed,
          drawn.with(drawn.momentum() == 0.0 ? 0.0 : momentum, decay),
          arithmetic(random),
          List.of(0.3, 0.5, 0.07).get(random.nextInt(3)));
    }

    /** The velocity and the gradient have formats of their own in every other case. */
    private static FixedPointArithmetic arithmetic(RandomStream random) {
      Quantization word =
          new Quantization(
              FixedPointFormat.fixed(6 + random.nextInt(9), 2), Rounding.RND, Overflow.SAT);
      FixedPointArithmetic arithmetic =
          new FixedPointArithmetic(
              word,
              stored(random),
              word,
              word,
              word,
              word,
              new SigmoidTable(64, 4, Rounding.RND, FixedPointFormat.fixed(10, 2)),
              60);
      return random.nextInt(2) == 0
          ? arithmetic
          : arithmetic.with(
              new StatedFormats(
                  Map.of(Role.VELOCITY, stored(random), Role.WEIGHT_GRADIENT, stored(random)),
                  Collections.emptySortedMap()));
    }

    private static Quantization stored(RandomStream random) {
      int integerBits = 1 + random.nextInt(3);
      return new Quantization(
          FixedPointFormat.fixed(integerBits + 3 + random.nextInt(9), integerBits),
          List.of(Rounding.values()).get(random.nextInt(6)),
          List.of(Overflow.values()).get(random.nextInt(3)));
    }

    StepPlan plan() {
      return new LayeredNetwork(
              ImageShape.vector(INPUTS),
              List.of(new Dense(UNITS, Optional.of(new Logistic()))),
              new BinaryCrossEntropy(),
              optimiser)
          .plan(
              FeedbackSchemes.BACKPROP,
              BATCH,
              new StepPlan.Options(false, LearningRate.of(eta).isShift(), true));
    }

    @Override
    public String toString() {
      return "seed " + seed + ", " + optimiser + ", " + arithmetic.weight();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void steps_areTheFormulasInWholeNumbers(Case test) {
    RandomStream random = RandomStream.of(test.seed(), "steps");
    FixedPointInterpreter interpreter =
        new FixedPointInterpreter(
            test.plan(), test.arithmetic(), LearningRate.of(test.eta()), test.seed());
    interpreter.put(WEIGHT, drawn(random, INPUTS + 1, UNITS));
    Formulas formulas = new Formulas(test);
    formulas.w = interpreter.get(WEIGHT).codes().clone();
    for (int step = 0; step < STEPS; step++) {
      Matrix targets = Matrix.zeros(BATCH, UNITS);
      for (int i = 0; i < BATCH * UNITS; i++) {
        targets.values()[i] = random.nextInt(2);
      }
      interpreter.step(drawn(random, BATCH, INPUTS), targets);
      formulas.step(
          interpreter.get(Tensor.activation(0)).codes(),
          interpreter.get(Tensor.gradient(1)).codes());
      assertThat(interpreter.get(WEIGHT).codes())
          .as("step %d of %s", step, test)
          .containsExactly(formulas.w);
      if (test.optimiser().momentum() > 0.0) {
        assertThat(interpreter.get(VELOCITY).codes()).containsExactly(formulas.v);
      }
    }
    for (int unit = 0; unit < UNITS; unit++) {
      assertThat(interpreter.randomState(1, unit)).isEqualTo(formulas.random.state(unit));
    }
  }

  private static Matrix drawn(RandomStream random, int rows, int columns) {
    Matrix matrix = Matrix.zeros(rows, columns);
    for (int i = 0; i < matrix.values().length; i++) {
      matrix.values()[i] = 2 * random.nextDouble() - 1;
    }
    return matrix;
  }

  /** Words of W, of v and of what is stored of the gradient. */
  private static final class Formulas {
    private final Case test;
    private final FixedPointArithmetic arithmetic;
    private final RandomBits random;
    private long[] w = {};
    private long[] v = new long[(INPUTS + 1) * UNITS];
    private long[] d = new long[(INPUTS + 1) * UNITS];

    Formulas(Case test) {
      this.test = test;
      this.arithmetic = test.arithmetic();
      this.random = RandomBits.of(test.seed(), 1, UNITS);
    }

    private record Term(Factor factor, IntToLongFunction words, Role role) {
      static Term of(double factor, long[] words, Role role) {
        return new Term(Factor.of(factor), i -> words[i], role);
      }
    }

    void step(long[] inputs, long[] gradients) {
      double mu = test.optimiser().momentum();
      double decay = test.optimiser().weightDecay();
      boolean isNesterov = test.optimiser().name().equals("nesterov");
      boolean stores = isNesterov || decay > 0.0;
      if (decay > 0.0) {
        // Eta stands for a sample, the decay for the step.
        double factor = LearningRate.of(test.eta()).toDouble() * (decay * BATCH);
        d = combined(Role.WEIGHT_GRADIENT, Term.of(factor, w, Role.WEIGHT));
      }
      if (stores) {
        d = with(d, Role.WEIGHT_GRADIENT, decay > 0.0, inputs, gradients, 1);
      } else if (mu == 0.0) {
        w = with(w, Role.WEIGHT, true, inputs, gradients, -1);
      }
      Term step = Term.of(-1.0, d, Role.WEIGHT_GRADIENT);
      if (mu > 0.0) {
        Term kept = Term.of(mu, v, Role.VELOCITY);
        v =
            stores
                ? combined(Role.VELOCITY, kept, Term.of(1.0, d, Role.WEIGHT_GRADIENT))
                : with(combined(Role.VELOCITY, kept), Role.VELOCITY, true, inputs, gradients, 1);
      }
      Term weights = Term.of(1.0, w, Role.WEIGHT);
      if (isNesterov) {
        w = combined(Role.WEIGHT, weights, step, Term.of(-mu, v, Role.VELOCITY));
      } else if (mu > 0.0) {
        w = combined(Role.WEIGHT, weights, Term.of(-1.0, v, Role.VELOCITY));
      } else if (stores) {
        w = combined(Role.WEIGHT, weights, step);
      }
    }

    /** The words before, where they count, and the products of a column of inputs and errors. */
    private long[] with(
        long[] before, Role role, boolean counts, long[] inputs, long[] gradients, int sign) {
      int own = fractionBits(role);
      int input = fractionBits(Role.INPUT);
      int product = input + fractionBits(Role.GRADIENT);
      int common = counts ? Math.max(product, own) : product;
      long[] result = new long[before.length];
      for (int i = 0; i < result.length; i++) {
        BigInteger sum = BigInteger.ZERO;
        for (int sample = 0; sample < BATCH; sample++) {
          int row = i / UNITS;
          long factor = row == INPUTS ? 1L << input : inputs[sample * INPUTS + row];
          sum =
              sum.add(
                  BigInteger.valueOf(factor)
                      .multiply(BigInteger.valueOf(gradients[sample * UNITS + i % UNITS])));
        }
        sum = sum.multiply(BigInteger.valueOf(sign)).shiftLeft(common - product);
        if (counts) {
          sum = sum.add(BigInteger.valueOf(before[i]).shiftLeft(common - own));
        }
        result[i] = converted(sum, common, role, i % UNITS);
      }
      return result;
    }

    private long[] combined(Role role, Term... terms) {
      int finest =
          Stream.of(terms)
              .mapToInt(term -> fractionBits(term.role()) + term.factor().fractionBits())
              .max()
              .orElseThrow();
      long[] result = new long[w.length];
      for (int i = 0; i < result.length; i++) {
        BigInteger sum = BigInteger.ZERO;
        for (Term term : terms) {
          int bits = fractionBits(term.role()) + term.factor().fractionBits();
          sum =
              sum.add(
                  BigInteger.valueOf(term.factor().code())
                      .multiply(BigInteger.valueOf(term.words().applyAsLong(i)))
                      .shiftLeft(finest - bits));
        }
        result[i] = converted(sum, finest, role, i % UNITS);
      }
      return result;
    }

    private int fractionBits(Role role) {
      return arithmetic.format(role).fractionBits();
    }

    private long converted(BigInteger sum, int source, Role role, int unit) {
      Quantization target = arithmetic.quantization(role);
      int shift = source - target.format().fractionBits();
      boolean draws =
          target.rounding() == Rounding.STOCHASTIC && ConversionSpecification.isInexact(sum, shift);
      int state = draws ? random.draw(unit) : random.state(unit);
      return ConversionSpecification.limit(
          target.overflow(),
          ConversionSpecification.round(target.rounding(), sum, shift, state),
          target.format());
    }
  }
}
