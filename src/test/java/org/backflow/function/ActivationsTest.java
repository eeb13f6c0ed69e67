package org.backflow.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.FixedPointFormat;
import org.backflow.fixedpoint.LearningRate;
import org.backflow.fixedpoint.Overflow;
import org.backflow.fixedpoint.Quantization;
import org.backflow.fixedpoint.Role;
import org.backflow.fixedpoint.Rounding;
import org.backflow.fixedpoint.SigmoidTable;
import org.backflow.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every activation: one that is added is tested without another test. */
final class ActivationsTest {
  private static final long SEED = 20;
  private static final LearningRate UNUSED = LearningRate.of(1.0);

  static Stream<Activation> activations() {
    return Stream.concat(Activations.all().stream(), Stream.of(new LeakyRelu(5)));
  }

  /** Formats with I of at least 2, so that every limit and derivative has a code. */
  private static FixedPointArithmetic arithmetic(RandomStream random) {
    int words = 16 << random.nextInt(6);
    return new FixedPointArithmetic(
        quantization(random),
        quantization(random),
        quantization(random),
        quantization(random),
        quantization(random),
        quantization(random),
        new SigmoidTable(words, 1 << random.nextInt(5), Rounding.RND, format(random)),
        60);
  }

  private static FixedPointFormat format(RandomStream random) {
    int integerBits = 2 + random.nextInt(3);
    return FixedPointFormat.fixed(integerBits + 1 + random.nextInt(11), integerBits);
  }

  private static Quantization quantization(RandomStream random) {
    return new Quantization(
        format(random),
        Rounding.valueOf(
            List.of("TRN", "TRN_ZERO", "RND", "RND_CONV", "RND_ZERO").get(random.nextInt(5))),
        random.nextInt(2) == 0 ? Overflow.SAT : Overflow.SAT_SYM);
  }

  private static FunctionFormats formats(FixedPointArithmetic arithmetic) {
    return RoleFormats.of(arithmetic, List.of(Role.PREACTIVATION), Role.ACTIVATION);
  }

  private static long extreme(FixedPointFormat format, RandomStream random) {
    long span = format.maxCode() - format.minCode() + 1;
    return switch (random.nextInt(4)) {
      case 0 -> format.minCode();
      case 1 -> format.maxCode();
      default -> format.minCode() + Math.floorMod(random.nextLong(), span);
    };
  }

  @ParameterizedTest
  @MethodSource("activations")
  void slope_ofRandomValues_isThatOfDifferences(Activation activation) {
    RandomStream random = RandomStream.of(SEED, activation.name());
    FloatLane lane = new FloatLane(Precision.DOUBLE, 1.0);
    double h = 1e-6;
    for (int i = 0; i < 1_000; i++) {
      double z = 6 * random.nextDouble() - 3;
      double error = 4 * random.nextDouble() - 2;
      double[] around = {value(activation, z - h, lane), value(activation, z + h, lane)};
      double derivative = (around[1] - around[0]) / (2 * h);
      assertThat(activation.slope().value(error, value(activation, z, lane), lane))
          .as("seed %d: slope of %s at z = %s", SEED, activation.name(), z)
          .isCloseTo(error * derivative, within(1e-8));
    }
  }

  private static double value(Activation activation, double z, FloatLane lane) {
    return activation.function().value(new double[] {z}, lane);
  }

  @ParameterizedTest
  @MethodSource("activations")
  void value_inSinglePrecision_isNearThatInDouble(Activation activation) {
    RandomStream random = RandomStream.of(SEED, activation.name());
    for (int i = 0; i < 1_000; i++) {
      double z = (float) (20 * random.nextDouble() - 10);
      double single = value(activation, z, new FloatLane(Precision.SINGLE, 1.0));
      assertThat(single).isEqualTo((float) single);
      assertThat(single)
          .isCloseTo(value(activation, z, new FloatLane(Precision.DOUBLE, 1.0)), within(4e-7));
    }
    assertThat(value(activation, Double.NaN, new FloatLane(Precision.SINGLE, 1.0))).isNaN();
  }

  @ParameterizedTest
  @MethodSource("activations")
  void code_ofRandomFormats_isTheValueWithinAStep(Activation activation) {
    RandomStream random = RandomStream.of(SEED, activation.name());
    FloatLane exact = new FloatLane(Precision.DOUBLE, 1.0);
    for (int i = 0; i < 300; i++) {
      FunctionFormats formats = formats(arithmetic(random));
      FixedPointFunction function = activation.function().fixedPoint(formats, UNUSED);
      FixedPointFormat result = formats.resultQuantization().format();
      for (int j = 0; j < 10; j++) {
        String what = "seed %d: %s in %s".formatted(SEED, activation.name(), formats);
        long largest = formats.input(0).maxCode();
        long code = Math.max(-largest, extreme(formats.input(0), random));
        CheckedLane lane = new CheckedLane(activation.function().bound(formats), what);
        double value = value(activation, formats.input(0).toDouble(code), exact);
        double limited =
            Math.max(
                result.toDouble(result.minCode()),
                Math.min(result.toDouble(result.maxCode()), value));
        assertThat(result.toDouble(function.apply(new long[] {code}, lane)))
            .as(what)
            .isCloseTo(limited, within(result.toDouble(1) / 2));
        requireCounts(
            activation.function().work(), activation.function().events(formats), lane, what);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("activations")
  void slopeInCodes_ofRandomFormats_isThatInFloatWithinItsSteps(Activation activation) {
    RandomStream random = RandomStream.of(SEED, activation.name());
    FloatLane exact = new FloatLane(Precision.DOUBLE, 1.0);
    for (int i = 0; i < 3_000; i++) {
      FixedPointArithmetic arithmetic = arithmetic(random);
      FixedPointFormat error = format(random);
      SlopeFormats formats =
          new SlopeFormats(
              arithmetic,
              error.fractionBits(),
              BigInteger.valueOf(error.maxMagnitude()),
              error.width(),
              arithmetic.sigmoid().activation(),
              arithmetic.delta());
      String what = "seed %d: slope of %s in %s".formatted(SEED, activation.name(), formats);
      long errorCode = extreme(error, random);
      long output = extreme(formats.output(), random);
      CheckedLane lane = new CheckedLane(activation.slope().bound(formats), what);
      FixedPointFormat result = formats.result().format();
      double found =
          result.toDouble(activation.slope().fixedPoint(formats).apply(errorCode, output, lane));
      double value =
          activation
              .slope()
              .value(error.toDouble(errorCode), formats.output().toDouble(output), exact);
      FixedPointFormat derivative = arithmetic.derivative().format();
      // Outputs that no z gives have derivatives that are limited.
      double slope = value / error.toDouble(errorCode == 0 ? 1 : errorCode);
      if (Math.abs(slope) <= derivative.toDouble(derivative.maxCode())) {
        double largest = result.toDouble(result.maxCode());
        assertThat(found)
            .as(what)
            .isCloseTo(
                Math.max(-largest, Math.min(largest, value)),
                within(
                    2 * result.toDouble(1)
                        + Math.abs(error.toDouble(errorCode)) * derivative.toDouble(1)));
      }
      requireCounts(activation.slope().work(), activation.slope().events(formats), lane, what);
    }
  }

  static void requireCounts(
      ElementWork work, List<Arithmetic> events, CheckedLane lane, String what) {
    assertThat(lane.multiplies).as(what).isEqualTo(work.multiplies());
    assertThat(lane.adds).as(what).isEqualTo(work.adds());
    assertThat(count(events, Arithmetic.Kind.MULTIPLY)).as(what).isEqualTo(work.multiplies());
    assertThat(count(events, Arithmetic.Kind.ADD)).as(what).isEqualTo(work.adds());
    assertThat(lane.divisions).as(what).isEqualTo(work.divisions());
    assertThat(count(events, Arithmetic.Kind.LOOK_UP)).as(what).isEqualTo(work.lookUps());
    assertThat(count(events, Arithmetic.Kind.DIVIDE)).as(what).isEqualTo(work.divisions());
  }

  private static long count(List<Arithmetic> events, Arithmetic.Kind kind) {
    return events.stream().filter(e -> e.kind() == kind).mapToLong(Arithmetic::count).sum();
  }

  @Test
  void named_everyName_isFound() {
    assertThat(Activations.names())
        .containsExactly(
            "logistic", "tanh", "relu", "leaky-relu", "hard-logistic", "hard-tanh", "identity");
    for (String name : Activations.names()) {
      assertThat(Activations.require(name).name()).isEqualTo(name);
    }
    assertThat(Activations.require("leaky-relu-15").name()).isEqualTo("leaky-relu-15");
    assertThat(Activations.require("leaky-relu-3").name()).isEqualTo("leaky-relu");
  }

  @Test
  void require_ofAnotherName_saysWhichWasMeant() {
    assertThatThrownBy(() -> Activations.require("hard-tahn"))
        .hasMessage(
            "no activation is called 'hard-tahn'; expected one of logistic, tanh, relu, leaky-relu,"
                + " hard-logistic, hard-tanh, identity, or leaky-relu-K for a negative slope of"
                + " 2^-K, as in leaky-relu-5; did you mean 'hard-tanh'?");
    assertThat(Activations.named("leaky-relu-16")).isEmpty();
  }

  @Test
  void with_anActivationOfAnotherJar_holdsItToItsName() {
    NamedServices<Activation> register = Activations.REGISTER;
    Activation other = new PiecewiseLinear("steps", 1, 2, 0.0, -2.0, 2.0) {};
    assertThat(register.with(List.of(other))).hasSize(Activations.all().size() + 1);
    assertThatThrownBy(() -> register.with(List.of(new Relu())))
        .hasMessageContaining("name is 'relu'; expected another name than that of")
        .hasMessageContaining("org.backflow.function.Relu");
    for (String name : List.of("Steps!", "leaky-relu-5")) {
      Activation unnamed = new PiecewiseLinear(name, 1, 2, 0.0, -2.0, 2.0) {};
      assertThatThrownBy(() -> register.with(List.of(unnamed)))
          .hasMessageEndingWith("name is '" + name + "'; expected lower-case words joined by '-'");
    }
  }
}
