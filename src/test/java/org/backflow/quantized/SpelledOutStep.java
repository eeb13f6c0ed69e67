package org.backflow.quantized;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import org.backflow.feedback.FeedbackOperator;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.fixedpoint.ConversionSpecification;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.LearningRate;
import org.backflow.fixedpoint.Lfsr;
import org.backflow.fixedpoint.Quantization;
import org.backflow.fixedpoint.Role;
import org.backflow.fixedpoint.Rounding;
import org.backflow.network.NetworkShape;

/**
 * A fixed-point training step a second time, written out from the arithmetic contract: loops over
 * layers, units and samples, sums of any size, conversions by their decimal specification, and no
 * plan. It goes unit by unit where the interpreter goes row by row, which must not matter, since
 * every unit has a register of its own.
 */
final class SpelledOutStep {
  /** What an operation did, and the largest magnitude of its accumulators. */
  static final class Count {
    long multiplies;
    long effective;
    long conversions;
    long saturations;
    BigInteger largest = BigInteger.ZERO;
  }

  private final NetworkShape network;
  private final FixedPointArithmetic arithmetic;
  private final FeedbackScheme scheme;
  private final boolean scaled;
  private final LearningRate eta;
  private final long one;

  /** By layer; w[l] has the bias in its last row, f[l] is the stored feedback matrix. */
  final long[][][] w;

  final long[][][] f;

  /** By layer, sample and unit; a[l] has the constant one where it feeds a layer. */
  final long[][][] a;

  final long[][][] z;
  final long[][][] e;
  final long[][][] delta;
  final long[][][] g;

  /** By layer and unit: the registers, and how often they were drawn from. */
  final int[][] states;

  final long[][] draws;

  final Map<String, Count> counts = new LinkedHashMap<>();

  SpelledOutStep(
      NetworkShape network,
      FixedPointArithmetic arithmetic,
      FeedbackScheme scheme,
      boolean scaled,
      LearningRate eta,
      long seed) {
    this.network = network;
    this.arithmetic = arithmetic;
    this.scheme = scheme;
    this.scaled = scaled;
    this.eta = eta;
    this.one = 1L << arithmetic.sigmoid().activation().fractionBits();
    int size = network.layers() + 1;
    w = new long[size][][];
    f = new long[size][][];
    a = new long[size][][];
    z = new long[size][][];
    e = new long[size][][];
    delta = new long[size][][];
    g = new long[size][][];
    states = new int[size][];
    draws = new long[size][];
    for (int l = 1; l < size; l++) {
      states[l] = new int[network.width(l)];
      draws[l] = new long[network.width(l)];
      for (int j = 0; j < states[l].length; j++) {
        states[l][j] = Lfsr.firstState(seed, l, j);
      }
    }
  }

  /** Trains on one minibatch: input codes with their constant one, targets of zero and one. */
  void step(long[][] inputs, long[][] targets) {
    int last = network.layers();
    a[0] = inputs;
    for (int l = 1; l <= last; l++) {
      forward(l, inputs.length);
    }
    outputError(last, targets);
    for (int l = last - 1; l >= 1; l--) {
      feedBack(l);
      hiddenDelta(l);
    }
    for (int l = last; l >= 1; l--) {
      scale(l);
      update(l);
    }
  }

  private void forward(int l, int batch) {
    Count count = count("forward." + l);
    int units = network.width(l);
    z[l] = new long[batch][units];
    a[l] = new long[batch][l < network.layers() ? units + 1 : units];
    int fraction = fraction(l == 1 ? Role.INPUT : Role.ACTIVATION) + fraction(Role.WEIGHT);
    for (int j = 0; j < units; j++) {
      for (int n = 0; n < batch; n++) {
        BigInteger sum = BigInteger.ZERO;
        for (int k = 0; k < w[l].length; k++) {
          sum = sum.add(product(count, a[l - 1][n][k], w[l][k][j]));
        }
        z[l][n][j] = convert(count, sum, fraction, arithmetic.sigmoid().address(), l, j);
        a[l][n][j] = arithmetic.sigmoid().lookup((int) z[l][n][j]);
      }
    }
    if (l < network.layers()) {
      for (int n = 0; n < batch; n++) {
        a[l][n][units] = one;
      }
    }
  }

  private void outputError(int l, long[][] targets) {
    Count count = count("error." + l);
    delta[l] = new long[targets.length][network.width(l)];
    for (int j = 0; j < network.width(l); j++) {
      for (int n = 0; n < targets.length; n++) {
        long difference = a[l][n][j] - targets[n][j] * one;
        delta[l][n][j] = timesDerivative(count, difference, Role.ACTIVATION, l, n, j);
      }
    }
  }

  private void feedBack(int l) {
    Count count = count("feedback." + l);
    int batch = a[0].length;
    e[l] = new long[batch][network.width(l)];
    for (int j = 0; j < network.width(l); j++) {
      for (int n = 0; n < batch; n++) {
        long[] source = delta[scheme.source(network, l)][n];
        e[l][n][j] =
            switch (scheme.operator()) {
              case SELECTION -> selected(count, l, source, j);
              case SPARSE -> sparse(count, l, source, j);
              case SIGNS, TRANSPOSED_SIGNS -> signed(count, l, source, j);
              case STORED_MATRIX, TRANSPOSED_WEIGHTS -> dense(count, l, source, j);
            };
      }
    }
  }

  private long dense(Count count, int l, long[] source, int j) {
    boolean stored = scheme.operator() == FeedbackOperator.STORED_MATRIX;
    BigInteger sum = BigInteger.ZERO;
    for (int k = 0; k < source.length; k++) {
      sum = sum.add(product(count, source[k], stored ? f[l][k][j] : w[l + 1][j][k]));
    }
    int fraction = fraction(Role.DELTA) + fraction(stored ? Role.FEEDBACK : Role.WEIGHT);
    return convert(count, sum, fraction, arithmetic.delta(), l, j);
  }

  private long selected(Count count, int l, long[] source, int j) {
    int selection = 0;
    for (int k = 0; k < f[l].length; k++) {
      selection = f[l][k][j] != 0 ? k : selection;
    }
    if (!scaled) {
      return source[selection];
    }
    BigInteger product = product(count, source[selection], f[l][selection][j]);
    int fraction = fraction(Role.DELTA) + fraction(Role.FEEDBACK);
    return convert(count, product, fraction, arithmetic.delta(), l, j);
  }

  /** Connections whose value became zero are multiplied all the same. */
  private long sparse(Count count, int l, long[] source, int j) {
    BigInteger sum = BigInteger.ZERO;
    int products = 0;
    for (int k = 0; k < source.length; k++) {
      if (f[l][k][j] != 0) {
        sum = sum.add(product(count, source[k], f[l][k][j]));
        products++;
      }
    }
    for (; products < scheme.terms(network, l); products++) {
      sum = sum.add(product(count, 1, 0));
    }
    int fraction = fraction(Role.DELTA) + fraction(Role.FEEDBACK);
    return convert(count, sum, fraction, arithmetic.delta(), l, j);
  }

  private long signed(Count count, int l, long[] source, int j) {
    boolean stored = scheme.operator() == FeedbackOperator.SIGNS;
    long sum = 0;
    for (int k = 0; k < source.length; k++) {
      sum += (stored ? f[l][k][j] : w[l + 1][j][k]) >= 0 ? source[k] : -source[k];
    }
    int fraction = fraction(Role.DELTA) + scheme.shift(network, l);
    BigInteger result = BigInteger.valueOf(sum);
    if (stored && scaled) {
      result = product(count, sum, Math.abs(f[l][0][j]));
      fraction += fraction(Role.FEEDBACK);
    }
    return convert(count, result, fraction, arithmetic.delta(), l, j);
  }

  private void hiddenDelta(int l) {
    Count count = count("delta." + l);
    delta[l] = new long[e[l].length][network.width(l)];
    for (int j = 0; j < network.width(l); j++) {
      for (int n = 0; n < e[l].length; n++) {
        delta[l][n][j] = timesDerivative(count, e[l][n][j], Role.ERROR, l, n, j);
      }
    }
  }

  /** Returns {@code factor}, with the binary point of {@code role}, times a (1 - a). */
  private long timesDerivative(Count count, long factor, Role role, int l, int n, int j) {
    BigInteger square = product(count, a[l][n][j], one - a[l][n][j]);
    long derivative =
        convert(count, square, 2 * fraction(Role.ACTIVATION), arithmetic.derivative(), l, j);
    BigInteger product = product(count, factor, derivative);
    int fraction = fraction(role) + fraction(Role.DERIVATIVE);
    return convert(count, product, fraction, arithmetic.delta(), l, j);
  }

  private void scale(int l) {
    Count count = count("scale." + l);
    g[l] = new long[delta[l].length][network.width(l)];
    for (int j = 0; j < network.width(l); j++) {
      for (int n = 0; n < delta[l].length; n++) {
        BigInteger product =
            eta.code() == 1
                ? BigInteger.valueOf(delta[l][n][j])
                : product(count, eta.code(), delta[l][n][j]);
        int fraction = fraction(Role.DELTA) + eta.fractionBits();
        g[l][n][j] = convert(count, product, fraction, arithmetic.gradient(), l, j);
      }
    }
  }

  private void update(int l) {
    Count count = count("update." + l);
    int products = fraction(l == 1 ? Role.INPUT : Role.ACTIVATION) + fraction(Role.GRADIENT);
    int common = Math.max(products, fraction(Role.WEIGHT));
    for (int j = 0; j < network.width(l); j++) {
      for (int i = 0; i < w[l].length; i++) {
        BigInteger sum = BigInteger.ZERO;
        for (int n = 0; n < g[l].length; n++) {
          sum = sum.add(product(count, a[l - 1][n][i], g[l][n][j]));
        }
        BigInteger weight = BigInteger.valueOf(w[l][i][j]);
        BigInteger accumulator =
            weight
                .shiftLeft(common - fraction(Role.WEIGHT))
                .subtract(sum.shiftLeft(common - products));
        w[l][i][j] = convert(count, accumulator, common, arithmetic.weight(), l, j);
      }
    }
  }

  private int fraction(Role role) {
    return arithmetic.format(role).fractionBits();
  }

  private Count count(String operation) {
    return counts.computeIfAbsent(operation, unused -> new Count());
  }

  private static BigInteger product(Count count, long left, long right) {
    count.multiplies++;
    count.effective += left != 0 && right != 0 ? 1 : 0;
    return BigInteger.valueOf(left).multiply(BigInteger.valueOf(right));
  }

  private long convert(
      Count count, BigInteger accumulator, int fraction, Quantization target, int l, int j) {
    int shift = fraction - target.format().fractionBits();
    BigInteger rounded =
        ConversionSpecification.round(target.rounding(), accumulator, shift, states[l][j]);
    if (target.rounding() == Rounding.STOCHASTIC
        && ConversionSpecification.isInexact(accumulator, shift)) {
      states[l][j] = Lfsr.next(states[l][j]);
      draws[l][j]++;
    }
    long code = ConversionSpecification.limit(target.overflow(), rounded, target.format());
    count.conversions++;
    count.saturations += rounded.equals(BigInteger.valueOf(code)) ? 0 : 1;
    count.largest = count.largest.max(accumulator.abs());
    return code;
  }
}
